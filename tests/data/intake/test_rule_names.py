"""Every rule that the intake may speak of by itself has a short Chinese name, and no name is kept for a rule that is gone."""

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import get_args

import data.intake
from data.catalogue.ledger import CodeKind
from data.intake.checks import coordinates as points
from data.intake.checks import entity_parts
from data.intake.rule_names import RULE_NAMES

FOLDER = Path(data.intake.__file__).parent
# Who says a rule, and where it stands among what is given: wrong(RULE, …), Found(…, …, RULE, …), rows.found(…, …, …, …, RULE, …).
PLACES = {"wrong": 0, "doubtful": 0, "note": 0, "make": 0, "Found": 2, "_repeated": 2, "found": 4}
# What stands in a rule's name in braces.
PARTS = {"column.code": get_args(CodeKind), "own": [part[0] for part in entity_parts._PARTS], "suspicion": list(points._SUSPECTED)}
NAMED = {"unit_form", "task_form", "indicator_form"}  # codes that are looked up by name have no form of their own
LOOKED_UP = {f"{kind}_known" for kind in get_args(CodeKind)} - {"unit_known", "task_known", "indicator_known"}


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)


def spelled(node, module):
    """The rules an expression may stand for."""
    if isinstance(node, ast.Constant):
        return {node.value}
    if isinstance(node, ast.Name):
        return {getattr(module, node.id)} if node.id.isupper() else set()  # else a parameter: looked at where it is given
    if isinstance(node, ast.JoinedStr):
        part, = [ast.unparse(one.value) for one in node.values if isinstance(one, ast.FormattedValue)]
        return {"".join(value if isinstance(one, ast.FormattedValue) else one.value for one in node.values) for value in PARTS[part]} - NAMED - LOOKED_UP
    return set()  # rule.id: a rule of a ledger


def spoken():
    rules = set()
    for path in FOLDER.rglob("*.py"):
        module = import_module(".".join(["data", "intake", *path.relative_to(FOLDER).with_suffix("").parts]).removesuffix(".__init__"))
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            at = PLACES.get(name_of(call)) if isinstance(call, ast.Call) else None
            if at is not None and len(call.args) > at:
                rules |= spelled(call.args[at], module)
    return {rule for rule in rules if isinstance(rule, str) and rule.replace("_", "").isalnum() and rule.isascii()}


def test_every_built_in_rule_has_a_name_and_every_name_a_rule():
    assert spoken() == set(RULE_NAMES)


def test_names_are_short_chinese_and_not_two_alike():
    assert [name for name in RULE_NAMES.values() if not re.fullmatch("[一-鿿]{3,14}", name)] == []
    assert len(set(RULE_NAMES.values())) == len(RULE_NAMES)
