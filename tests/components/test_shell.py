"""The menu: entries under the heads of their groups, each group once, and none for who has only one."""

from datetime import date
from itertools import groupby

import pytest

from components.shell import Frame, MenuEntry, shell
from data.access.roles import PERMISSIONS
from data.vocabulary import Role
from pages import PAGES
from tests.components.test_pieces import written


def menu_of(role):
    return [MenuEntry(p.path, p.name, p.icon, p.group) for p in PAGES if p.icon and p.permission in PERMISSIONS[role]]


def drawn(menu):
    return written(shell(Frame("示范市", "", date(2023, 12, 20), "某人", "角色", "", menu, ["2023-11"], "", False)))


@pytest.mark.parametrize(("role", "groups"), [
    (Role.LEADER, ["看进展", "办督办", "管数据", "出成果"]), (Role.OFFICE, ["看进展", "办督办", "管数据", "出成果", "管系统"]),
    (Role.UNIT, ["看进展", "办督办", "管数据", "出成果", "管系统"]), (Role.SYSTEM_ADMIN, ["管系统"]), (Role.SCREEN, ["看进展"])])
def test_each_role_reads_its_groups_once_and_in_order(role, groups):
    menu = menu_of(role)
    assert [name for name, _ in groupby(entry.group for entry in menu)] == groups
    said = drawn(menu)
    assert all((f'"children": "{name}", "className": "shell-group"' in said) == (len(groups) > 1) for name in groups)
    assert all(f'"{entry.name}"' in said for entry in menu)


def test_every_entry_of_the_menu_belongs_to_a_group():
    assert [page.module for page in PAGES if bool(page.icon) != bool(page.group)] == []
