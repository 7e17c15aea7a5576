"""The page that starts the application: its scripts carry the nonce, and none of them is a polyfill."""

import re
from hashlib import sha256

from tests.components.test_assets import ASSETS

REGENERATOR = "7beda998b3fd277f3548e12b277bafc3037d243421f007032d38dffee412224c"  # runtime.js of regenerator-runtime 0.14.1
SCRIPT = re.compile(r"<script([^>]*)>")


def scripts_of(person):
    return SCRIPT.findall(person("office").get("/").text)


def test_every_script_carries_the_nonce(person):
    found = scripts_of(person)
    assert len(found) > 10
    assert all(' nonce="' in attributes for attributes in found if 'type="application/json"' not in attributes)


def test_only_the_regenerator_is_sent_of_the_polyfill(person):
    found = " ".join(scripts_of(person))
    assert "/deps/react@" in found
    assert "polyfill" not in found
    assert "regenerator-runtime.js" in found


def test_the_regenerator_is_the_published_file_unchanged():
    assert sha256((ASSETS / "regenerator-runtime.js").read_bytes()).hexdigest() == REGENERATOR
