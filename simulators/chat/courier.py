"""Brings updates to the museum's webhook as the real server does: in order, one at a time for each queue."""

import contextlib
import threading
from typing import Any

import httpx

from simulators.chat.calls import perform
from simulators.chat.methods import METHODS
from simulators.chat.parameters import Parameters
from simulators.chat.refusals import Refused
from simulators.chat.updates import DAY, Pending
from simulators.chat.world import Webhook, World

Json = dict[str, Any]

SECONDS_TO_ANSWER = 60.0
GONE = 410
GONE_LIMIT = DAY - 3600
NOT_IN_ANSWERS = ("deletewebhook", "setwebhook", "close", "logout")


class Courier:
    """Delivers what is pending: in the background after `start()`, or all of it at once by `deliver()`."""

    def __init__(self, world: World, client: httpx.Client | None = None) -> None:
        self.world = world
        self.is_running = False
        self.client = client or httpx.Client(timeout=SECONDS_TO_ANSWER)

    def start(self) -> None:
        """Deliver from now on, until it is stopped or the process ends."""
        self.is_running = True
        threading.Thread(target=self._run, name="chat-courier", daemon=True).start()

    def stop(self) -> None:
        """Deliver nothing more; what is on its way still arrives."""
        with self.world.changed:
            self.is_running = False
            self.world.changed.notify_all()

    def deliver(self) -> int:
        """Deliver everything now, waiting through the pauses; how many attempts it took."""
        attempts = 0
        while True:
            with self.world.changed:
                claimed = self._claim(1)
                next_due = self.world.updates.next_due()
            if claimed:
                self.carry(claimed[0])
                attempts += 1
            elif next_due is None or not self.world.webhook.url:
                return attempts
            else:
                self.world.delays.sleep(next_due - self.world.now() + 0.001)

    def _run(self) -> None:
        while self.is_running:
            with self.world.changed:
                claimed = self._claim(self.world.webhook.max_connections)
                if not claimed:
                    self.world.delays.wait(self.world.changed, 0.5)
            for one in claimed:
                threading.Thread(target=self.carry, args=(one,), daemon=True).start()

    def _claim(self, limit: int) -> list[Pending]:
        if not self.world.webhook.url:
            return []
        return self.world.updates.claim(self.world.now(), limit)

    def carry(self, one: Pending) -> None:
        """One attempt to bring one update."""
        hook = self.world.webhook
        try:
            response = self.client.post(hook.url, json=one.update, headers=_headers(hook))
        except httpx.TimeoutException:
            self._failed(one, hook, "Read timeout expired")
        except (httpx.HTTPError, httpx.InvalidURL):
            self._failed(one, hook, "Connection refused")
        else:
            self._answered(one, hook, response)

    def _answered(self, one: Pending, hook: Webhook, response: httpx.Response) -> None:
        if not response.is_success:
            reason = f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
            self._failed(one, hook, reason, response)
            return
        self._perform_answer(response)
        with self.world.changed:
            hook.gone_since = 0.0
            self.world.updates.done(one)
            self.world.touch()

    def _failed(
        self, one: Pending, hook: Webhook, reason: str, response: httpx.Response | None = None
    ) -> None:
        now = self.world.now()
        with self.world.changed:
            hook.last_error, hook.last_error_date = reason, int(now)
            one.postpone(now, _retry_after(response))
            is_gone = response is not None and response.status_code == GONE
            hook.gone_since = (hook.gone_since or now) if is_gone else 0.0
            if is_gone and now - hook.gone_since > GONE_LIMIT:
                self.world.webhook = Webhook()
            self.world.touch()

    def _perform_answer(self, response: httpx.Response) -> None:
        """A method named in the answer is carried out; its result goes nowhere."""
        with contextlib.suppress(ValueError, Refused):
            body = response.json()
            name = str(body.pop("method", "")).lower() if isinstance(body, dict) else ""
            if name in METHODS and name not in NOT_IN_ANSWERS and not name.startswith("get"):
                perform(self.world, name, Parameters(body))


def _headers(hook: Webhook) -> dict[str, str]:
    return {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}


def _retry_after(response: httpx.Response | None) -> float | None:
    value = response.headers.get("Retry-After", "") if response is not None else ""
    return float(value) if value.isdigit() else None
