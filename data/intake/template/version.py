"""The version of a template: told by the ledger's declaration, so that nobody has to count it up."""

from hashlib import sha256

import orjson

from data.catalogue.ledger import Ledger

LENGTH = 8


def template_version(ledger: Ledger) -> str:
    """Changes when a column is added, dropped, renamed or read differently; the order of columns, notes and limits do not matter."""
    columns = sorted([c.field, c.header, c.type, c.code or "", c.unit, *c.choices, "required" if c.required else ""] for c in ledger.columns)
    return sha256(orjson.dumps([ledger.code, ledger.mode, ledger.key, columns])).hexdigest()[:LENGTH]
