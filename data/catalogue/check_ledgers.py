"""ledgers/*.yaml: columns, headers, keys and rules, each against the others."""

from collections.abc import Iterator
from unicodedata import normalize

from data.catalogue.book import Catalogue
from data.catalogue.checking import NUMBERS, filter_problems, leaves, repeated, written
from data.catalogue.ledger import NAMED_CHECKS, WITH_LINKED, WITH_MARGIN, Column, Ledger, Rule

REDUCTION_FIELD = "reduction_reason"  # 核减原因


def ledger_problems(catalogue: Catalogue) -> Iterator[str]:
    files = [name for name in catalogue.texts if name.startswith("ledgers/")]
    for file in files:
        code = written(catalogue, file)["code"]
        if file != f"ledgers/{code}.yaml":
            yield f"{file}：文件名应与台账代码 {code} 一致"
    yield from repeated("ledgers：台账代码", [written(catalogue, file)["code"] for file in files])
    yield from repeated("ledgers：识别台账的词", [word for ledger in catalogue.ledgers.values() for word in ledger.title_words])
    for ledger in catalogue.ledgers.values():
        yield from _ledger_problems(catalogue, ledger, f"ledgers/{ledger.code}.yaml：")


def _ledger_problems(catalogue: Catalogue, ledger: Ledger, at: str) -> Iterator[str]:
    yield from repeated(f"{at}列", ledger.fields)
    yield from repeated(f"{at}表头或别名", [word for c in ledger.columns for word in {heading(w) for w in (c.header, *c.aliases)}])
    yield from repeated(f"{at}规则", [r.id for r in ledger.rules])
    named = [*ledger.key, *(f for f in (ledger.kind_field, ledger.date_field) if f), *(("lng", "lat") if ledger.placed else ())]
    yield from (f"{at}没有列 {field}" for field in dict.fromkeys(named) if field not in ledger.fields)
    if not ledger.key:
        yield f"{at}key 不能为空"
    yield from (f"{at}键 {c.field} 的列应为必填" for c in ledger.columns if c.field in ledger.key and not c.required)
    if ledger.date_field in ledger.fields and ledger.column(ledger.date_field).type != "date":
        yield f"{at}date_field {ledger.date_field} 的类型应为 date"
    if ledger.same_place_within is not None and not ledger.placed:
        yield f"{at}same_place_within 只写在 placed 为是的台账：没有坐标就没有位置可比"
    for column in ledger.columns:
        yield from _column_problems(ledger, column, f"{at}列 {column.field} ")
    for rule in ledger.rules:
        yield from _rule_problems(catalogue, ledger, rule, f"{at}规则 {rule.id} ")
    yield from filter_problems(catalogue, f"{at}counted ", ledger.counted, ledger)
    yield from filter_problems(catalogue, f"{at}carried ", ledger.carried, ledger)
    yield from _coverage(catalogue, ledger, at)


def _coverage(catalogue: Catalogue, ledger: Ledger, at: str) -> Iterator[str]:
    """Gaps are shown on the map: all that they are told by has places."""
    yield from repeated(f"{at}coverage", [one.code for one in ledger.coverage])
    if ledger.coverage and not ledger.placed:
        yield f"{at}coverage 只写在 placed 为是的台账：没有坐标就画不到图上"
    for one in ledger.coverage:
        yield from filter_problems(catalogue, f"{at}coverage {one.code} met ", one.met, ledger)
        yield from filter_problems(catalogue, f"{at}coverage {one.code} among ", one.among, ledger)
        yield from (f"{at}coverage {one.code} 的 of 写了没有的或没有坐标的台账 {code}" for code in one.of
                    if code not in catalogue.ledgers or not catalogue.ledgers[code].placed)


def heading(word: str) -> str:
    """A header as it is compared: width, case and blanks do not matter."""
    return "".join(normalize("NFKC", word).casefold().split())


def _column_problems(ledger: Ledger, column: Column, at: str) -> Iterator[str]:
    if (column.type == "code") != (column.code is not None):
        yield f"{at}的类型为 code 时须写 code 种类，其他类型不写"
    if (column.type == "choice") != bool(column.choices):
        yield f"{at}的类型为 choice 时须写 choices，其他类型不写"
    yield from repeated(f"{at}的选项", column.choices)
    for word, choice in column.choice_aliases.items():
        if choice not in column.choices:
            yield f"{at}的选项别名“{word}”指向没有的选项“{choice}”"
        if word in column.choices:
            yield f"{at}的选项别名“{word}”本身就是选项"
    if column.minimum is not None and column.maximum is not None and column.minimum > column.maximum:
        yield f"{at}的下限大于上限"
    if (column.cumulative or column.jump_percent is not None) and column.type not in NUMBERS:
        yield f"{at}不是数字，不能设为累计数或限制增幅"
    if column.cumulative and REDUCTION_FIELD not in ledger.fields:
        yield f"{at}是累计数，台账须有核减原因列 {REDUCTION_FIELD}"


def _rule_problems(catalogue: Catalogue, ledger: Ledger, rule: Rule, at: str) -> Iterator[str]:
    if rule.field not in ledger.fields:
        yield f"{at}标注的列 {rule.field} 不存在"
    if (rule.require is None) == (rule.check is None):
        yield f"{at}应写 require 或 check 之一"
    if rule.check is not None and rule.check not in NAMED_CHECKS:
        yield f"{at}的 check {rule.check} 不存在，可用：{'、'.join(NAMED_CHECKS)}"
    usual = NAMED_CHECKS.get(rule.check or "", ())
    if rule.reads and len(rule.reads) != len(usual):
        yield f"{at}的 reads 应依次写 {len(usual)} 列，对应 {'、'.join(usual) or '（没有 check 的规则不写 reads）'}"
    if (rule.margin is None) == (rule.check in WITH_MARGIN):
        yield f"{at}的 margin 须写、也只写在这些 check 中：{'、'.join(WITH_MARGIN)}"
    yield from (f"{at}的 check {rule.check} 需要列 {field}" for field in rule.columns if field not in ledger.fields)
    yield from _linked_problems(catalogue, ledger, rule, at)
    for where in (rule.when, rule.require):
        yield from filter_problems(catalogue, at, where, ledger, pseudo=False)
    within = [leaf for where in (rule.when, rule.require) if where for leaf in leaves(where) if leaf is not rule.require]
    if any(leaf.op == "linked" for leaf in within):  # other ledgers are looked into file by file, not row by row
        yield f"{at}的 linked 只能单独写在 require 中"


def _linked_problems(catalogue: Catalogue, ledger: Ledger, rule: Rule, at: str) -> Iterator[str]:
    if bool(rule.linked) != (rule.check in WITH_LINKED):
        yield f"{at}的 linked 须写、也只写在这些 check 中：{'、'.join(WITH_LINKED)}"
    if not rule.linked:
        return
    code, field = (*rule.linked, "", "")[:2]
    if len(rule.linked) != 2 or code not in catalogue.ledgers or field not in catalogue.ledgers[code].fields:
        yield f"{at}的 linked 应写台账和它的一列，如 [borehole, depth_m]"
        return
    own = rule.columns[-1] if rule.columns else ""
    if own in ledger.fields and not _comparable(ledger.column(own), catalogue.ledgers[code].column(field)):
        yield f"{at}的 {own} 与 {code} 的 {field} 不能比较：应同为数字，或选项相同"


def _comparable(one: Column, other: Column) -> bool:
    return one.choices == other.choices and (bool(one.choices) or {one.type, other.type} <= NUMBERS)
