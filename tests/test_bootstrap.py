"""The two commands on a machine that lacks something: a clear sentence, never a trace; and every version exact."""

import os
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ("Makefile", "requirements.txt", "requirements-dev.txt", "constraints.txt")

# A Python that can make an environment whose pip does as told: what it was asked goes to asked.txt.
PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) exit {old} ;;
  *ensurepip*) exit {no_venv} ;;
  "-m venv"*) mkdir -p .venv/bin && ln -sf "$0" .venv/bin/python && touch .venv/bin/pip ;;
  "-m pip"*) echo "$*" >> asked.txt; exit {no_network} ;;
  "-V") echo "Python 3.9.2" ;;
  *) echo "ran $*" ;;
esac
"""


def _program(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def clone(tmp_path):
    """A fresh checkout as far as make is concerned."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def make(clone, tmp_path):
    """Runs make in the clone with a pretended Python; returns exit code and everything said."""

    def run(*words, old=0, no_venv=0, no_network=0, free_mb=90_000):
        python = _program(tmp_path / "bin" / "python3", PYTHON.format(old=old, no_venv=no_venv, no_network=no_network))
        _program(tmp_path / "bin" / "df", f"#!/bin/sh\necho header\necho /dev/vda 100000 1 {free_mb} 1% /\n")
        names = {"PATH": f"{python.parent}:{os.environ['PATH']}"}
        done = subprocess.run(["make", *words], cwd=clone, env=names, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout + done.stderr

    return run


def test_run_sets_up_once_and_starts_with_the_demo(make, clone):
    assert make("run")[1].splitlines()[-1] == "ran app.py run --demo"
    code, said = make("run", "PORT=8060")
    assert (code, said) == (0, "ran app.py run --demo --port 8060\n")
    assert (clone / "asked.txt").read_text().splitlines() == ["-m pip install -q -r requirements.txt"]


def test_test_installs_what_tests_need_and_runs_them_all(make, clone):
    assert make("test", "CORES=3")[1].splitlines()[-1] == "ran -m pytest -n 3 --dist loadfile"
    assert (clone / "asked.txt").read_text().splitlines() == ["-m pip install -q -r requirements-dev.txt"]
    assert make("run")[1] == "ran app.py run --demo\n"


def test_a_changed_requirement_is_installed_at_the_next_start(make, clone):
    make("run")
    later = (clone / ".venv" / ".ready-run").stat().st_mtime + 10
    os.utime(clone / "constraints.txt", (later, later))
    make("run")
    assert len((clone / "asked.txt").read_text().splitlines()) == 2


def test_packages_may_come_from_a_folder(make, clone):
    make("run", "PIPFLAGS=--no-index --find-links wheelhouse")
    assert "install -q --no-index --find-links wheelhouse -r requirements.txt" in (clone / "asked.txt").read_text()


@pytest.mark.parametrize(("lacking", "sentence"), [
    ({"old": 1}, "Python 版本过低：需要 3.11 或更高，当前为 Python 3.9.2"),
    ({"no_venv": 1}, "缺少 Python 的 venv 模块（含 ensurepip）：Debian、Ubuntu、统信、麒麟请执行 apt install python3-venv"),
    ({"free_mb": 1499}, "所在分区只剩 1499 MB，安装依赖需要 1750 MB"),
    ({"no_network": 1}, "依赖安装失败，原因见上。不能访问软件源时"),
])
def test_what_is_lacking_is_said_in_one_sentence(make, clone, lacking, sentence):
    code, said = make("run", **lacking)
    assert code != 0 and sentence in said
    assert "ran " not in said
    assert make("run")[0] == 0


def test_a_missing_python_is_said(make):
    code, said = make("run", "PY=python3.99")
    assert code != 0 and "找不到 python3.99：请先安装 Python 3.11 或更高版本" in said


@pytest.mark.parametrize(("free_mb", "code"), [(500, 0), (499, 2)])
def test_a_later_installation_needs_less_room(make, free_mb, code):
    make("run")
    assert make("test", free_mb=free_mb)[0] == code


def test_ci_installs_browser_and_fonts_and_allows_nothing_to_be_left_out(tmp_path):
    log = tmp_path / "log"
    for name in ("apt-get", "make"):
        _program(tmp_path / "bin" / name, f'#!/bin/sh\necho "{name} $* CI=$CI $DEBIAN_FRONTEND" >> {log}\ncat >> {log}\n')
    _program(tmp_path / "bin" / "sudo", '#!/bin/sh\nshift 2\nexec "$@"\n')
    names = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    subprocess.run([ROOT / ".ci" / "run"], env=names, input="nothing may be read from here\n", text=True, check=True, cwd=tmp_path)
    assert log.read_text().splitlines() == [
        "apt-get update -q CI=1 noninteractive",
        "apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk CI=1 noninteractive",
        "make test CI=1 noninteractive",
    ]


def _pins(name):
    """Package → version; what is not an exact pin fails here."""
    lines = [line.strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    exact = [re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", line) for line in lines if line and not line.startswith(("#", "-c ", "-r "))]
    return {re.sub(r"[-_.]+", "-", pin[1]).lower(): pin[2] for pin in exact}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_direct_dependencies_are_exact_and_agree_with_the_constraints(name):
    pins = _pins(name)
    assert pins and pins.items() <= _pins("constraints.txt").items()


def test_what_is_tested_is_what_is_pinned():
    installed = {re.sub(r"[-_.]+", "-", package.name).lower(): package.version for package in metadata.distributions()}
    constraints = _pins("constraints.txt")
    assert {name: version for name, version in installed.items() if constraints.get(name, version) != version} == {}
    assert {name for name in _pins("requirements.txt") | _pins("requirements-dev.txt") if name not in installed} == set()
