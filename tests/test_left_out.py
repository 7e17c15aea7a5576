"""The last line of a run names what it left out, and a CI machine does not accept any."""

import pytest

HALF = """
    import pytest
    from tests.left_out import leave_out

    def test_runs(): pass

    @pytest.mark.skip(reason="只在周末执行")
    def test_marked(): pass

    def test_asks(): leave_out("没有浏览器")
"""


@pytest.fixture
def last_line_of(pytester, monkeypatch, pytestconfig):
    """Runs tests in a folder of their own and returns the last line with the exit code."""
    monkeypatch.syspath_prepend(pytestconfig.rootpath)
    pytester.makeconftest('pytest_plugins = ["tests.left_out"]')

    def run(source, ci="", *arguments):
        monkeypatch.setenv("CI", ci)
        pytester.makepyfile(source)
        result = pytester.runpytest_inprocess("-p", "no:dash", *arguments)
        return result.outlines[-1], int(result.ret)

    return run


@pytest.mark.parametrize("ci", ["", "1"])
def test_a_whole_run_says_so_and_passes_everywhere(last_line_of, ci):
    assert last_line_of("def test_runs(): pass", ci) == ("未执行：无", 0)


def test_every_reason_is_named_with_its_count(last_line_of):
    assert last_line_of(HALF) == ("未执行：只在周末执行（1 项）；没有浏览器（1 项）", 0)


def test_a_skip_fails_on_a_ci_machine(last_line_of):
    source = "import pytest\n@pytest.mark.skip(reason='只在周末执行')\ndef test_marked(): pass"
    assert last_line_of(source, "1") == ("未执行：只在周末执行（1 项）", 1)


def test_leaving_out_is_a_failure_on_a_ci_machine(last_line_of):
    assert last_line_of("from tests.left_out import leave_out\ndef test_asks(): leave_out('没有浏览器')", "true") == ("未执行：无", 1)


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("0", 0), ("false", 0), ("1", 1)])
def test_tests_not_selected_count_as_left_out(last_line_of, ci, code):
    two = "def test_one(): pass\ndef test_two(): pass"
    assert last_line_of(two, ci, "-k", "one") == ("未执行：命令行没有选中（1 项）", code)


def test_a_module_skipped_as_a_whole_is_named(last_line_of):
    source = "import pytest\npytest.skip('没有模块', allow_module_level=True)"
    assert last_line_of(source)[0] == "未执行：没有模块（1 项）"


def test_an_expected_failure_is_named_and_refused_on_a_ci_machine(last_line_of):
    source = "import pytest\n@pytest.mark.xfail(reason='尚未实现')\ndef test_marked(): assert False"
    assert last_line_of(source, "1") == ("未执行：已知不符：尚未实现（1 项）", 1)


def test_a_failed_run_stays_failed(last_line_of):
    assert last_line_of("def test_fails(): assert False") == ("未执行：无", 1)
