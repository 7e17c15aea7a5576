"""The browser's files: versions that belong together, nothing fetched from elsewhere, nothing written as HTML."""

import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ASSETS = Path(__file__).parents[2] / "components" / "assets"
THEIRS = {"plotly-cartesian.min.js", "regenerator-runtime.js"}
OURS = sorted(path for path in ASSETS.rglob("*") if path.suffix in {".js", ".css"} and path.name not in THEIRS)


@pytest.fixture(scope="module")
def bundle():
    return (ASSETS / "plotly-cartesian.min.js").read_text(encoding="utf-8")


def test_the_plot_bundle_is_the_version_python_writes_for(bundle):
    assert bundle.startswith(f"/**\n* plotly.js (cartesian - minified) v{get_plotlyjs_version()}\n")


def test_the_plot_bundle_runs_under_a_policy_without_eval(bundle):
    assert not re.search(r"\beval\(|new Function\(", bundle)


def test_third_party_files_are_listed_with_version_and_licence():
    listed = (ASSETS / "LICENSES.md").read_text(encoding="utf-8")
    assert f"| {get_plotlyjs_version()}, the version inside the Python package" in listed
    assert "MIT License" in listed
    assert all(f"`{name}`" in listed for name in THEIRS)


def test_every_translated_phrase_is_one_the_bundle_says(bundle):
    locale = (ASSETS / "plotly-locale-zh-cn.js").read_text(encoding="utf-8")
    phrases = re.findall(r'^        "(.+?)": "', locale, re.MULTILINE)
    said = bundle.replace("\\xB1", "\\u00b1").replace("\\u03C3", "\\u03c3")
    assert len(phrases) > 40
    assert [phrase for phrase in phrases if f'"{phrase}"' not in said] == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_files_name_no_other_host(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")  # a name, never fetched
    assert not re.search(r"\bhttps?:|\bwss?:|[\"'(]//|@import|url\((?!#|['\"]?data:)", text)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_files_never_turn_text_into_html_or_code(path):
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|bindPopup"
    assert not re.search(forbidden, path.read_text(encoding="utf-8"))


def test_the_style_names_the_fonts_of_office_machines_in_order():
    style = (ASSETS / "base.css").read_text(encoding="utf-8")
    fonts = '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", sans-serif'
    assert f"--chengji-font: {fonts};" in style
