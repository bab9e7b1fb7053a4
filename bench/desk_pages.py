"""The desk's pages of a large museum, as the application answers them, beside those of a small one."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import insert

from addresses.keys import make_key
from app.factory import create_app
from app.house import open_house
from app.migrating import migrate
from bench.desk import FEW, MANY, MOST_GROWTH, fill
from settings import make_settings
from staff.joining import hash_password, join
from staff.roles import Role
from visitors.tallies import TallyRow, What

ROUNDS, TURNS, DAYS = 5, 10, 30
EMAIL, PASSWORD = "ana@museum.example", "a-snail-reads-the-guide"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
TYPED = {"HX-Request": "true"}
ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "the list": ("/desk/items", {}),
    "show more": ("/desk/items?after=130", TYPED),
    "typed: a common word": ("/desk/items?words=gallery", TYPED),
    "typed: a beginning": ("/desk/items?words=ga", TYPED),
    "typed: a rare word": ("/desk/items?words=kestrel", TYPED),
    "stale in French": ("/desk/items?wanted=stale&language=fr", TYPED),
    "one item": ("/desk/items/150", {}),
    "translations": ("/desk/translations", {}),
}


def main() -> None:
    """Measure and print; nothing here can fail for being slow."""
    with ExitStack() as opened:
        few, many = (opened.enter_context(desk(count)) for count in (FEW, MANY))
        print(f"{'page':<24}{'few':>9}{'many':>12}   growth (wanted: at most {MOST_GROWTH})")
        for name, (path, headers) in ASKED.items():
            measured = [[measure(one, path, headers) for one in (few, many)] for _ in range(ROUNDS)]
            small, large = (statistics.median(column) for column in zip(*measured, strict=True))
            growth = statistics.median(two / one for one, two in measured)
            print(f"{name:<24}{small:6.1f} ms{large:9.1f} ms   {growth:.2f}", flush=True)


def measure(client: FlaskClient, path: str, headers: dict[str, str]) -> float:
    """Milliseconds for one page, the median of some; raises RuntimeError for any status but 200."""
    taken = []
    for _ in range(TURNS):
        began = time.perf_counter()
        answer = client.get(path, headers=headers)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} was answered with {answer.status_code}")
    return statistics.median(taken)


@contextmanager
def desk(count: int) -> Iterator[FlaskClient]:
    """A museum of so many items, each heard by some, and an editor who is signed in."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(
            make_settings(
                {
                    "DATA_DIR": folder,
                    "SECRET_KEY": make_key(),
                    "PRIVACY_KEY": make_key(),
                    "LANGUAGES": "en,fr,es",
                }
            )
        )
        migrate(house.database.engine)
        with house.database.writes() as session:
            fill(session, count)
            session.execute(insert(TallyRow), list(hear(range(100, 100 + count))))
            user, _ = join(session, "Ana", EMAIL, Role.EDITOR)
            user.password, user.temporary = hash_password(PASSWORD), False
        with house.database.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        yield sign_in(create_app(house).test_client())
        house.database.close()


def hear(numbers: Iterable[int]) -> Iterator[dict[str, object]]:
    """Every item is heard once a day, for as long as the list looks back."""
    today = datetime.now(UTC).date()
    key = {"what": What.HEARD, "channel": "phone", "language": "en", "count": 1}
    return (
        {"day": today - timedelta(days=ago), "name": str(number), **key}
        for ago in range(DAYS) for number in numbers
    )  # fmt: skip


def sign_in(client: FlaskClient) -> FlaskClient:
    """The same browser, at the desk."""
    found = TOKEN.search(client.get("/desk/login").text)
    token = found[1] if found else ""
    client.post("/desk/login", data={"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    return client


if __name__ == "__main__":
    main()
