"""A signed turn of the menu that knows its visitor, beside a constant route of the same application and server."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session
from twilio.request_validator import RequestValidator

from addresses.keys import make_key
from app.house import House, open_house
from app.migrating import migrate
from bench.load import Address, measure_median, measure_throughput
from content.seeding import seed
from content.tables import ItemRow, ItemTextRow
from settings import Settings, child_environment, make_settings, write_env_file

ENV_FILE = "bench.env"
FEW, MANY = 10, 9_900  # items have three or four digits: there is no room for more
ROUNDS, SECONDS, TURNS = 3, 3.0, 1500
LEAST_RATIO, MOST_GROWTH = 0.25, 1.2
LOWEST = 100
CALLER, LINE = "+12025550142", "+441632960123"
CALL = "CA" + "1" * 32
PLACES = [
    f"{end}{part}"
    for end in ("From", "To", "Caller", "Called")
    for part in ("City", "State", "Zip", "Country")
]


def main() -> None:
    """Measure and print; nothing here can fail for being slow."""
    print("Opening two museums, one with few items and one with many ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        few, many = prepare(Path(folder) / "few", publish_few), prepare(Path(folder) / "many", publish_many)
        with serving(few), serving(many):
            compare_throughput(few)
            compare_medians(few, many)


def compare_throughput(settings: Settings) -> None:
    """The menu beside the constant route, by turns, so that whatever else the machine does meets both."""
    requests = (constant(settings), turn(settings))
    measured = [
        [measure_throughput(to(settings), request, SECONDS) for request in requests] for _ in range(ROUNDS)
    ]
    constants, menus = (statistics.median(column) for column in zip(*measured, strict=True))
    ratio = statistics.median(menu / constant for constant, menu in measured)
    print(f"constant   {constants:6.0f} answers a second")
    print(f"menu       {menus:6.0f} answers a second, signed, its visitor known")
    print(f"ratio      {ratio:6.2f}     (wanted: at least {LEAST_RATIO})", flush=True)


def compare_medians(few: Settings, many: Settings) -> None:
    """How long one turn takes in each museum, by turns again."""
    measured = [[measure_median(to(one), turn(one), TURNS) for one in (few, many)] for _ in range(ROUNDS)]
    small, large = (statistics.median(column) for column in zip(*measured, strict=True))
    growth = statistics.median(two / one for one, two in measured)
    print(f"median     {small:6.2f} ms with {FEW} items, {large:.2f} ms with {MANY}, every number there is")
    print(f"growth     {growth:6.2f}     (wanted: at most {MOST_GROWTH})")


def prepare(folder: Path, publish: Callable[[House], None]) -> Settings:
    """A museum of its own with the starter pack, as much of it published as wanted."""
    port = free_port()
    values = {
        "DATA_DIR": str(folder), "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": make_key(), "PRIVACY_KEY": make_key(), "TWILIO_ACCOUNT_SID": "AC" + "b" * 32,
        "TWILIO_AUTH_TOKEN": "a-token-of-practice", "TWILIO_PHONE_NUMBER": LINE,
    }  # fmt: skip
    write_env_file(folder / ENV_FILE, values)
    settings = make_settings(values)
    house = open_house(settings)
    migrate(house.database.engine)
    seed(house.database, house.media, house.clock)
    publish(house)
    house.database.close()
    return settings


def to(settings: Settings) -> Address:
    """Where a museum is served."""
    return Address(settings.host, settings.port)


def publish_few(house: House) -> None:
    """Publish only the first items of the pack."""
    few = select(ItemRow.number).order_by(ItemRow.number).limit(FEW)
    with house.database.writes() as session:
        session.execute(update(ItemRow).where(ItemRow.number.not_in(few)).values(state="withdrawn"))


def publish_many(house: House) -> None:
    """Publish a copy of an item under every number that is free, and all others too."""
    with house.database.writes() as session:
        session.execute(update(ItemRow).values(state="published"))
        taken = set(session.scalars(select(ItemRow.number)))
        free = [number for number in range(LOWEST, LOWEST + MANY) if number not in taken]
        copy(session, ItemRow.__table__, ItemRow.__table__.c.number == min(taken), "number", free)
        copy(session, ItemTextRow.__table__, ItemTextRow.__table__.c.item == min(taken), "item", free)


def copy(session: Session, table: Any, which: ColumnElement[bool], column: str, numbers: list[int]) -> None:
    """Write rows again under other numbers."""
    rows = [dict(row) for row in session.execute(select(table).where(which)).mappings()]
    for row in rows:
        row.pop("id", None)
    session.execute(insert(table), [row | {column: number} for row in rows for number in numbers])


def turn(settings: Settings) -> bytes:
    """Key 2 in the lobby, as the carrier sends it."""
    path = f"/hotline/at/lobby?on=key&lang=en&pace=ordinary&k={int(time.time())}"
    body = form(Digits="2", msg="Gather End", FinishedOnKey="")
    return write_request("POST", path, settings.port, body, signed(settings, path, body))


def constant(settings: Settings) -> bytes:
    """The route that always gives the same."""
    return write_request("GET", "/constant", settings.port, "", {})


def form(**more: str) -> str:
    """A webhook with all that the carrier sends along."""
    base = {
        "CallSid": CALL, "AccountSid": "AC" + "b" * 32, "From": CALLER, "Caller": CALLER, "To": LINE, "Called": LINE,
        "CallStatus": "in-progress", "ApiVersion": "2010-04-01", "Direction": "inbound",
    }  # fmt: skip
    return urlencode(base | dict.fromkeys(PLACES, "") | more)


def signed(settings: Settings, path: str, body: str) -> dict[str, str]:
    """The headers of a webhook."""
    pairs = dict(parse_qsl(body, keep_blank_values=True))
    signature = RequestValidator(settings.twilio_auth_token[0]).compute_signature(
        settings.public_url + path, pairs
    )
    return {
        "X-Twilio-Signature": signature,
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    }


def write_request(method: str, path: str, port: int, body: str, headers: dict[str, str]) -> bytes:
    """A request as it goes over the wire."""
    sent = {"Host": f"127.0.0.1:{port}", "User-Agent": "TwilioProxy/1.1", "Accept": "*/*"} | headers
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body]).encode()


@contextmanager
def serving(settings: Settings) -> Iterator[None]:
    """The production server with somebody known, until the measuring is done."""
    environment = child_environment(settings.data_dir / ENV_FILE)
    program = [sys.executable, "-m", "bench.served"]
    server = subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"{settings.public_url}/constant", server)
        body = form(CallStatus="ringing")
        headers = signed(settings, "/hotline/answer", body)
        httpx.post(f"{settings.public_url}/hotline/answer", content=body, headers=headers).raise_for_status()
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Until both worker processes answer; raises RuntimeError where the server is gone or never comes."""
    patience = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < patience:
        try:
            if httpx.get(url).is_success:
                time.sleep(1)
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
