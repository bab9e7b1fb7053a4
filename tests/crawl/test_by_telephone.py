"""The whole telephone, every key and every silence, by every rule.

One test for each caller: a crawl takes seconds, so that all rules look at the same one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl.callers import CALLERS, Caller, walk
from tests.crawl.rules import find_unseen, judge


@pytest.mark.parametrize("caller", CALLERS, ids=str)
def test_telephone_keeps_every_rule(caller: Caller, filled: Path, tmp_path: Path) -> None:
    walked = walk(caller, filled, tmp_path / "museum")
    assert judge(walked.crawl, walked.book) == {}
    assert find_unseen(walked.crawl, walked.book) == set()
    assert walked.logged == []
