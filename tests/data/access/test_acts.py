"""Every act that is written down has words for its reader."""

import re
from pathlib import Path

from data.access.acts import LABELS

ROOT = Path(__file__).parents[3]
WRITTEN = re.compile(r"""record\(\s*session,\s*[\w.()]+,\s*"([a-z_.]+)\"""")


def test_every_act_named_in_the_code_has_a_label():
    sources = [path for room in ("data", "callbacks") for path in (ROOT / room).rglob("*.py")]
    found = {act for path in sources for act in WRITTEN.findall(path.read_text("utf-8"))}
    assert {"signout", "user.add", "download"} <= found
    assert sorted(found - set(LABELS)) == []


def test_labels_are_chinese():
    assert [label for label in LABELS.values() if not re.match(r"[\u4e00-\u9fff]", label)] == []
