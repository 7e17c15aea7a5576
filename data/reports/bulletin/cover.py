"""封面 — title, publication state, cut-off, who handed in, rule version, audit chain, signatures."""

from data.reports import look
from data.reports.paper import SIGNED, Paper
from data.reports.sheet import Page
from data.reports.words import day, moment

WIDTHS = [46, 30, 30, 30]


def title_of(made: Paper) -> str:
    return f"{made.view.book.city.name}城市数字公共基础设施建设工作{made.view.edition.month}情况通报"


def add(made: Paper) -> None:
    page, view = made.open("封面", WIDTHS), made.view
    page.tall(40)
    page.down()
    if made.stamps:
        page.line(f"【{' · '.join(made.stamps)}】", look.style_name("封面戳记"), 34)
        page.down()
    page.line(title_of(made), look.style_name("封面标题"), 96)
    page.down()
    page.line(view.book.city.office, look.style_name("封面单位"), 34)
    page.down(2)
    for name, words in _facts(made):
        _fact(page, name, words)
    page.down()
    page.tall(10)
    page.down()
    page.line(SIGNED, look.style_name("签批"), 34)
    page.down()
    made.finish(page)
    page.sheet.print_options.verticalCentered = True


def _facts(made: Paper) -> list[tuple[str, str]]:
    e = made.view.edition
    closed = f"（报送截止 {moment(e.closed_at)}）" if e.closed_at else ""
    facts = [("通报月份", e.month), ("通报状态", e.state_words), ("数据截止", f"{day(e.day)}{closed}"),
             ("报送情况", f"应报单位 {made.owing} 家，已报齐 {made.done} 家（{made.done}/{made.owing}）"),
             ("适用规则", f"《{made.view.book.rubric.title}》第 {e.rule_version} 版"),
             ("审计链", f"第 {e.audit_seq} 条 {e.audit_hash[:16]}" if e.audit_seq else "尚无记录"), ("制表时间", moment(e.made_at))]
    if e.published_at:
        facts.insert(2, ("通报时间", moment(e.published_at)))
    if e.known_at:
        facts.insert(2, ("所知截止", f"{moment(e.known_at)}（此后的报送、退回、更正和督办都不在内）"))
    return facts


def _fact(page: Page, name: str, words: str) -> None:
    page.line(f"{name}：", look.style_name("封面项"), 25, until=1)
    page.line(words, look.style_name("封面值"), 25, since=2)
    page.down()
