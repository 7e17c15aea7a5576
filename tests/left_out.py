"""What a run leaves out, said in its last line; on a CI machine nothing may be left out."""

import os
from collections import Counter

import pytest

LEFT_OUT = pytest.StashKey[Counter]()


def nothing_may_be_left_out():
    return os.environ.get("CI", "0").lower() not in ("", "0", "false")


def leave_out(reason):
    """Skip the test that asked, or fail it where nothing may be left out."""
    if nothing_may_be_left_out():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def sentence(left_out):
    """The last line: every reason with the number of tests it cost."""
    reasons = "；".join(f"{reason}（{count} 项）" for reason, count in sorted(left_out.items()))
    return f"未执行：{reasons or '无'}"


class Tally:
    """Counts skipped and deselected tests, whole skipped modules included."""

    def __init__(self, left_out):
        self.left_out = left_out

    def pytest_runtest_logreport(self, report):
        if report.skipped:
            self.left_out[_reason(report)] += 1

    def pytest_collectreport(self, report):
        if report.skipped:
            self.left_out[_reason(report)] += 1

    def pytest_deselected(self, items):
        self.left_out["命令行没有选中"] += len(items)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session):
        result = yield
        if self.left_out and nothing_may_be_left_out() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        session.config.get_terminal_writer().line(sentence(self.left_out))
        return result


def _reason(report):
    if hasattr(report, "wasxfail"):
        return f"已知不符：{report.wasxfail}"
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return " ".join(text.removeprefix("Skipped: ").split())


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.stash[LEFT_OUT] = Counter()
        config.pluginmanager.register(Tally(config.stash[LEFT_OUT]), "left-out")
