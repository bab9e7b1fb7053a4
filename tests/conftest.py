"""What holds for every test: nothing is skipped in silence where CI promises to run it."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile(
    "museline", deadline=None
)  # the machine is shared: how long one example takes says nothing
settings.load_profile("museline")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With CI=true a skip is a failure: there everything that a test needs can be installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
