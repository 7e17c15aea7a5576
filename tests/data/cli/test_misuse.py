"""A command line called wrongly: the sentence is Chinese, names what is wrong, and exit is 2; without libraries it is said what to run."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.cli.main import VERBS

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(("words", "sentence"), [
    (("scor",), "没有“scor”这个动词；用法见 app.py --help"),
    (("score", "2023-06", "--jsn"), "没有 --jsn 这个选项；用法见 app.py score --help"),
    (("score",), "缺少 PERIOD；用法见 app.py score --help"),
    (("unlock", "U03", "pole", "2023-06", "--until", "2023-08-01"), "缺少 --reason；用法见 app.py unlock --help"),
    (("score", "2023-06", "更多"), "多写了“更多”；用法见 app.py score --help"),
    (("import", "没有.xlsx", "--unit", "U03"), "FILES 写得不对：“没有.xlsx”不存在或不能读取；用法见 app.py import --help"),
    (("declare", "none", "U03", "pole", "2023-06"), "KIND 写得不对：只能写 zero、unchanged；用法见 app.py declare --help"),
    (("demo", "--months", "13"), "--months 写得不对：请写一个整数，从 1 起，到 12 为止；用法见 app.py demo --help"),
    (("unlock", "U03", "pole", "2023-06", "--until", "明天", "--reason", "补"),
     "--until 写得不对：“明天”不是日期，请写成 2023-07-15；用法见 app.py unlock --help"),
    (("user", "add", "li"), "请用 --role 写明角色；用法见 app.py user --help"),  # our own sentence
])
def test_a_misuse_is_said_in_chinese(cli, words, sentence):
    done = cli(*words)
    assert (done.exit_code, done.stderr) == (2, sentence.replace("app.py", "group") + "\n")


@pytest.mark.parametrize("words", [(), *((verb.name,) for verb in VERBS)])
def test_help_is_chinese_and_whole(cli, words):
    said = cli(*words, "--help").output
    assert "用法：" in said and "显示这份说明" in said
    assert not any(english in said for english in ("Usage", "Options", "Commands", "Show this", "[default"))
    assert all("".join(verb.help.split()) in "".join(said.split()) for verb in VERBS if not words or words == (verb.name,))


def test_a_python_without_the_libraries_says_what_to_run():
    done = subprocess.run([sys.executable, "-I", "-S", "app.py", "doctor"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "这个 Python 里没有本产品所需的库：请先运行 make run 装好，再用 .venv/bin/python app.py …\n")


def test_tables_for_people_say_words_not_codes(cli):
    cli("init")
    assert "缺报" in cli("measure", "2023-06").output and "missing" not in cli("measure", "2023-06").output
    assert not {"grey", "none"} & set(cli("lights", "2023-06-30").output.split()) and "灰" in cli("lights", "2023-06-30").output
    scores = cli("score", "2023-06").output
    assert not {"fail", "district", "bureau"} & set(scores.split())
