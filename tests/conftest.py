"""What holds for every test: nothing is skipped in silence where CI promises to run it."""

from __future__ import annotations

import gc
import os
import sys

import pytest
from hypothesis import settings

gc.disable()  # until all is collected: what is loaded stays
settings.register_profile(
    "museline", deadline=None
)  # the machine is shared: how long one example takes says nothing
settings.load_profile("museline")


def pytest_collection_finish() -> None:
    """Ten thousand collected tests stay until the end: no need to look through them for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 20)
    gc.enable()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """CI stops a run that takes too long before its summary is printed: there each failure is told as it happens."""
    if report.failed and os.environ.get("CI") == "true" and "PYTEST_XDIST_WORKER" not in os.environ:
        print(f"\n{report.nodeid}, {report.when}\n{report.longreprtext}", file=sys.stderr, flush=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With CI=true a skip is a failure: there everything that a test needs can be installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
