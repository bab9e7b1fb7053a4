"""One filled museum for all crawls, to be copied for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl.opening import fill


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack") / "museum"
    fill(folder)
    return folder
