"""Every plot and table of every page has its workbook, and every workbook opens with what the page shows."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from callbacks.exports import BOOKS
from callbacks.marks import mark_of
from data.access.scope import Actor
from data.assessment.months import close_month, publish_month
from data.calendar import at
from data.store import rulebook
from data.store.tables import Extension, FileCount, Finding, FindingCount, Job, Notice, Order, OrderEvent, ReportFile, Submission
from data.supervision import orders
from data.vocabulary import Level, Role
from pages import PAGES
from tests.callbacks.test_order import ACTS
from tests.city import JUNE, fill
from tests.data.indicators.deep_city import deep_catalogue, fill_deep
from tests.data.indicators.hand_in import a_row, day, hand_in
from tests.data.supervision.fund_city import FUND
from tests.data.supervision.fund_city import fill as fill_funds
from tests.desk import NOW as desk_now
from tests.web import outputs_of, sign_in

ROUTER = ".._pages_content.children..._pages_store.data.."
OFFICE, NOW, ON = Actor("office", Role.OFFICE), datetime(2023, 7, 7, 1, 2, 3), date(2023, 7, 7)
ABOUT = {"indicator": "/indicators/P1", "unit": "/units/E", "task": "/tasks/T1", "order": "/supervision/1", "score": "/assessment/E",
         "submission": "/submissions/1", "system": "/systems/智慧杆柱", "ledger_row": "/ledgers/pole?unit=E&key=k1"}
READERS = ("leader", "office", "unit1", "sysadmin", "secadmin", "auditadmin")
EVIL = '=HYPERLINK("http://x","y")'
CLASSES = {"plain-table", "board", "grid-frame", "plot"}  # what the doors of tables and plots draw


def everything(store):
    """June published, and one of everything that a table lists."""
    fill(store)
    with store.write() as session:
        rulebook.adopt(session, deep_catalogue(fund=FUND), "2023-05", "test", NOW)
        fill_funds(session)
        fill_deep(session)
        close_month(session, JUNE, OFFICE, at(day("2023-07-06"), 12))
        publish_month(session, JUNE, OFFICE, at(day("2023-07-07"), 12))
        first = session.scalars(select(Submission).order_by(Submission.id)).first()
        session.add_all([
            Order(number="督〔2023〕1号", task="T1", unit="E", assist=[], level="supervise", due_class="normal", source="逾期", title=EVIL, demand="尽快",
                  cause_day=ON, state="issued", drafted_on=ON, drafted_by="office", issued_on=ON, issued_by="office", due_on=date(2023, 7, 28)),
            Notice(unit="E", task="T1", due_on=ON, on=ON, at=NOW, words="将到期"),
            Extension(task="T1", unit="E", asked_on=ON, asked_by="unit1", reason="审批推迟", new_due_on=date(2023, 8, 31), state="requested"),
            Finding(submission=first.id, number=1, severity="error", quality="accuracy", rule="range", sheet="台账", cell="C2", row=2, header="名称",
                    value="010203", object_key="k1", message="超出范围", explanation=None),
            ReportFile(period=JUNE, kind="bulletin", unit="", name="通报.xlsx", sha256="0" * 64, trial=False, month_version=1, made_at=NOW, made_by="office"),
            Job(kind="measure", key="k", state="done", by="office", payload={}, result={}, created_at=NOW, ended_at=NOW)])
        session.flush()
        whose = {"submission": first.id, "unit": "E", "ledger": "pole", "period": JUNE}
        session.add_all([FileCount(**whose, outcome="accepted", cells=200, typed=150),
                         FindingCount(**whose, severity="error", quality="accuracy", rule="range", n=3)])
        hand_in(session, "W", "pole", JUNE, [a_row("w1", pole_no="w1", code="990101050401000000001", disputed=True)])
        session.add(OrderEvent(order=1, at=NOW, on=ON, by="office", act="issue", words=EVIL))


@pytest.fixture
def city_fill():
    return everything


@pytest.fixture
def full(city):
    return city


def address(page):
    return ABOUT.get(page.module, page.path)


def drawn(city, who, path):
    """All that a page holds when it has been opened: the layout, and what its callbacks put into it."""
    body = {"output": ROUTER, "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
            "inputs": [{"id": "_pages_location", "property": "pathname", "value": path.partition("?")[0]},
                       {"id": "_pages_location", "property": "search", "value": "?" + path.partition("?")[2]}],
            "changedPropIds": ["_pages_location.pathname"], "state": []}
    layout = who.post("/_dash-update-component", json=body).get_json()
    props = {"shell-period": {"value": JUNE}}
    collect(layout, props)
    parts = [layout]
    for output, entry in city.callback_map.items():
        if "callback" not in entry:  # the browser's own
            continue
        named = outputs_of(output)
        places = [one["id"] for one in (named if isinstance(named, list) else [named])]
        if not set(places) <= set(props) or not hasattr(mark_of(entry["callback"]), "value"):
            continue
        if any(one["id"].startswith("{") or one["id"] not in props for one in entry["inputs"]) or all(one["property"] == "n_clicks" for one in entry["inputs"]):
            continue
        values = {f"{one['id'].replace('-', '_')}__{one['property']}": props.get(one["id"], {}).get(one["property"])
                  for one in [*entry["inputs"], *entry["state"]]}
        answer = who.call(city, output, **values)
        assert answer.status_code in (200, 204, 403), (path, output, answer.text[:300])
        if answer.status_code == 200:
            parts.append(answer.get_json())
    return parts


def collect(part, props):
    if isinstance(part, dict):
        own = part.get("props")
        if isinstance(own, dict) and isinstance(own.get("id"), str):
            props[own["id"]] = own
        part = list(part.values())
    for child in part if isinstance(part, list) else []:
        collect(child, props)


def lonely(part, books, inside=False, found=None):
    """Tables and plots outside any frame that carries a workbook; `books` gathers the addresses of the workbooks."""
    found = [] if found is None else found
    props, children = opened(part)
    classes = set(str(props.get("className") or "").split())
    if str(props.get("href") or "").startswith("/export/"):
        books.add(props["href"])
    inside = inside or "with-book" in classes
    if classes & CLASSES and not inside:
        found.append(classes & CLASSES)
    for child in children:
        lonely(child, books, inside, found)
    return found


def opened(part):
    """Properties and children of a component, of a quickly drawn element, or of anything that holds some."""
    if isinstance(part, dict):
        return (part["props"] if isinstance(part.get("props"), dict) else {}), list(part.values())
    if isinstance(part, list) and len(part) > 1 and isinstance(part[0], str) and isinstance(part[1], dict):
        return part[1], part[2:]
    return {}, part if isinstance(part, list) else []


def visited(city, name):
    """(page, tables without a workbook, workbooks) of all pages of somebody."""
    who = sign_in(city, name)[0]
    for page in PAGES:
        if Actor("x", who_is(name)).may(page.permission) and page.module != "wallscreen":  # from the wall nobody takes anything away
            books = set()
            found = [one for part in drawn(city, who, address(page)) for one in lonely(part, books)]
            yield page.module, found, books


def who_is(name):
    return {"leader": Role.LEADER, "office": Role.OFFICE, "unit1": Role.UNIT, "sysadmin": Role.SYSTEM_ADMIN, "secadmin": Role.SECURITY_ADMIN,
            "auditadmin": Role.AUDIT_ADMIN, "evaluator": Role.EVALUATOR}[name]


@pytest.mark.parametrize("name", READERS)
def test_no_table_or_plot_of_any_page_is_without_its_workbook(full, name):
    assert {page: found for page, found, _ in visited(full, name) if found} == {}


def test_every_workbook_is_offered_by_some_page_and_opens(full):
    """Title, day or month, units and cut-off above it; one line a row."""
    offered = set()
    for name in ("office", "sysadmin", "auditadmin"):
        who = sign_in(full, name)[0]
        for _, _, books in visited(full, name):
            for link in books:
                answer = who.get(link)
                assert answer.status_code == 200, (link, answer.text[:200])
                sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
                lines = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4)]
                assert lines[0][0] and str(lines[1][0]).startswith(("统计月份：", "取数日期：")), link
                assert lines[1][0].startswith("取数日期") or "单位已报齐" in lines[2][0] and "数据截止" in lines[2][0]
                offered.add(link.split("/export/")[1].split("?")[0])
    assert offered == set(BOOKS) - {"lost", "order", "map-box"}  # no rubric in the small city, patterned ids on the page of an order, no rectangle drawn


def test_an_order_and_lost_points_have_their_workbooks(desk):
    with desk.store.write() as session:
        number = orders.draft_order(session, orders.Draft("T1", "E", Level.SUPERVISE, "建杆逾期", "尽快建成", day("2023-07-01")), OFFICE, ON, desk_now).id
        close_month(session, JUNE, OFFICE, desk_now)
    office = desk.enter("office")
    assert f"/export/order?subject={number}" in office.fire("order.show_order", order_number__data=str(number), drawn={"order-act": ACTS})
    assert f"/export/lost?period={JUNE}&subject=W" in office.fire("unit.show_score", shell_period__value=JUNE, unit_code__data="W")
    for link, words in ((f"/export/order?subject={number}", "拟办"), (f"/export/lost?period={JUNE}&subject=W", "及时")):
        assert words in str([[c.value for c in row] for row in openpyxl.load_workbook(BytesIO(office.person.get(link).data)).active.iter_rows()])


def test_who_may_not_export_is_offered_its_own_audit_log_only(full):
    links = {link for _, _, books in visited(full, "evaluator") for link in books}
    assert {link.split("?")[0] for link in links} == {"/export/audit"}


def workbook(full, name, link):
    answer = sign_in(full, name)[0].get(link)
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(BytesIO(answer.data)).active


def cells(sheet, header):
    rows = list(sheet.iter_rows())
    head = next(n for n, row in enumerate(rows) if header in [c.value for c in row])
    column = [c.value for c in rows[head]].index(header)
    return [row[column] for row in rows[head + 1:]]


def test_numbers_dates_codes_and_texts_are_what_they_are(full):
    [title], [due], [words] = (cells(workbook(full, "office", link), header) for link, header in (
        ("/export/orders", "督办事项"), ("/export/orders", "办理时限"), ("/export/order?subject=1", "内容")))
    assert (title.value, title.data_type, words.data_type) == (EVIL, "s", "s")
    assert due.is_date and due.value.date() == date(2023, 7, 28)
    [value] = cells(workbook(full, "office", "/export/findings?subject=1"), "现值")
    assert (value.value, value.data_type) == ("010203", "s")
    assert {type(c.value) for c in cells(workbook(full, "office", f"/export/units?period={JUNE}"), "核实")} <= {int, float, type(None)}
    [made] = cells(workbook(full, "office", "/export/reports"), "编制时间")
    assert made.value == datetime(2023, 7, 7, 9, 2, 3)  # Shanghai


@pytest.mark.parametrize(("link", "header", "east", "company"), [
    ("/export/orders", "承办单位", {"东区"}, set()), ("/export/reminders", "单位", {"东区"}, set()),
    (f"/export/filing?period={JUNE}", "单位", {"东区"}, None), (f"/export/history?period={JUNE}", "单位", {"东区"}, {"通信"}),
    (f"/export/funds?period={JUNE}", "项目编号", {None, "A1"}, {None, "B1"}), (f"/export/boreholes?period={JUNE}", "钻孔编号", {"A", "B"}, set()),
    (f"/export/rows?period={JUNE}&subject=P1&kind=yes", "单位", {"东区"}, set())])
def test_a_unit_takes_away_its_own_rows_only(full, link, header, east, company):
    seen = [{c.value for c in cells(workbook(full, name, link), header)} for name in ("unit1", "unit2")]
    assert seen[0] == east and "东区" not in seen[1] and (company is None or seen[1] == company)


@pytest.mark.parametrize(("name", "link", "status"), [
    ("unit2", "/export/findings?subject=1", 404), ("unit2", "/export/order?subject=1", 404), ("unit2", f"/export/score?subject=E&period={JUNE}", 404),
    ("unit2", f"/export/task?subject=T1&period={JUNE}", 404), ("office", "/export/users", 403), ("office", "/export/findings?subject=x", 404),
    ("leader", "/export/jobs", 403), ("sysadmin", "/export/orders", 403), ("screen", f"/export/indicators?period={JUNE}", 403),
    ("evaluator", "/export/filing", 403), ("auditadmin", "/export/settings", 403)])
def test_a_workbook_that_is_not_the_reader_s_is_refused(full, name, link, status):
    assert sign_in(full, name)[0].get(link).status_code == status


def test_the_filters_of_the_page_go_into_the_workbook(full):
    assert len(cells(workbook(full, "office", f"/export/tasks?period={JUNE}"), "编号")) == 2
    assert [c.value for c in cells(workbook(full, "office", f"/export/tasks?period={JUNE}&phase=M1"), "编号")] == ["T1"]
    assert cells(workbook(full, "office", "/export/orders?state=closed"), "编号") == []
    assert {c.value for c in cells(workbook(full, "auditadmin", "/export/audit?actor=nobody"), "操作人")} == set()


def test_taking_a_table_away_is_written_down(full):
    workbook(full, "office", "/export/orders")
    assert "表格 督办单 全部 2023-07" in {c.value for c in cells(workbook(full, "auditadmin", "/export/audit"), "对象")}
