"""What a unit has to do on 报送, each line a door, and the dialogue in which 零报告 and 无变化 are signed."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.addresses import conflict_page, template
from components.cards import good_state, listing, number_card, panel
from components.plain_tables import pairs
from components.quick import quick
from components.wording import month, number, person, short_day
from data.intake.todo import Todo, TodoKind, UnitTodo
from data.intake.views import OnBehalf, Signed, SubmissionDetail
from data.supervision.review_time import ReviewTime
from data.vocabulary import Declaration

KIND_COLOURS = {TodoKind.OVERDUE: "red", TodoKind.RETURNED: "red", TodoKind.AWAITING: "orange", TodoKind.CONFIRM: "orange",
                TodoKind.EXCEPTION: "orange", TodoKind.CONFLICT: "orange", TodoKind.CORRECT: "orange", TodoKind.DUE: "blue"}
LOOK = {TodoKind.RETURNED: "查看问题", TodoKind.AWAITING: "去说明", TodoKind.CONFIRM: "去确认"}


def todo_list(items: Sequence[Todo]) -> Component:
    """What presses most first."""
    return listing([_line(item) for item in items], good_state("没有待办：应报的都已报送。"))


def todo_chips(rows: Sequence[UnitTodo], period: str) -> Component:
    """Who is owed what, for the office: kind by kind, each unit a door to its page."""
    if not rows:
        return good_state("各单位没有待办：应报的都已报送。")
    kinds = [kind for kind in TodoKind if any(kind in r.counts for r in rows)]
    lines = [html.Div([html.Div([dmc.Badge(kind.label, color=KIND_COLOURS[kind], variant="light", radius="sm"),
                                 html.Span(f"{sum(r.counts.get(kind, 0) for r in rows)} 份")], className="todo-name"),
                       html.Div([_chip(r, kind, period) for r in rows if kind in r.counts], className="chips")], className="todo-kind") for kind in kinds]
    words = html.Div("在“上传台账”选择代报单位后，这里列出该单位的待办，可以代签零报告或无变化。", className="item-note")
    return quick(html.Div([*lines, words], className="todo-kinds"))


def _chip(row: UnitTodo, kind: TodoKind, period: str) -> Component:
    n = row.counts[kind]
    return dcc.Link([row.unit_name, html.Span(str(n), className="chip-count")], href=f"/units/{row.unit}?period={period}", className="chip is-door",
                    title=f"{kind.label} {n} 份")


def review_words(rows: Sequence[ReviewTime]) -> Component:
    """The office's own clock: what it took this month, what waits now."""
    cards = [number_card(r.name, number(r.median), "个工作日（中位）" if r.done else "", _review_note(r)) for r in rows]
    return html.Div(cards, className="number-row")


def _review_note(r: ReviewTime) -> str:
    done = f"本月 {r.done} 件，最长 {r.longest} 个工作日，超过 {r.limit} 个工作日的 {r.over} 件" if r.done else "本月没有"
    return done + (f"；待办 {r.waiting} 件，最久已等 {r.waiting_longest} 个工作日" if r.waiting else "")


def _line(item: Todo) -> Component:
    timed = item.kind not in (TodoKind.CONFIRM, TodoKind.EXCEPTION, TodoKind.CONFLICT, TodoKind.CORRECT)
    words = [
        html.Div([dmc.Badge(item.kind.label, color=KIND_COLOURS[item.kind], variant="light", radius="sm"), html.B(item.ledger_name),
                  html.Span(month(item.period))], className="todo-name"),
        html.Div(f"{item.words}（截止{short_day(item.due)}）" if timed else item.words, className="item-note"),
    ]
    return html.Div([html.Div(words, className="item-words"), html.Div(_doors(item), className="todo-doors")], className="item todo")


def _doors(item: Todo) -> list[Component]:
    if item.conflict:
        words = "看冲突" if item.kind == TodoKind.CORRECT else "去协商"
        return [dcc.Link(words, href=conflict_page(item.ledger, item.conflict, item.period), className="button-link is-quiet")]
    seen = [dcc.Link(LOOK[item.kind], href=f"/submissions/{item.submission}", className="button-link is-quiet")] if item.kind in LOOK else []
    if item.kind in (TodoKind.AWAITING, TodoKind.CONFIRM):
        return seen
    what = f"{item.ledger_name}{month(item.period)}"
    file = html.A("下载模板", href=template(item.period, item.unit, item.ledger), className="button-link is-quiet", **{"aria-label": f"下载{what}模板"})
    signs = [dmc.Button(f"申报{kind.label}", id=ids.Submissions.declare(str(kind), item.ledger, item.period), size="xs", variant="light",
                        **{"aria-label": f"{what}申报{kind.label}"}) for kind in item.declares]
    return [*seen, file, *signs]


def declare_dialogue() -> Component:
    place = ids.Submissions
    name = dmc.TextInput(id=place.DECLARE_NAME, label="签署人姓名", withAsterisk=True, mt="sm")
    post = dmc.TextInput(id=place.DECLARE_POST, label="职务", withAsterisk=True, mt="sm", placeholder="例如：办公室主任")
    buttons = [dmc.Button("取消", id=place.DECLARE_KEEP, variant="default"), dmc.Button("签署并报送", id=place.DECLARE_SURE)]
    return dmc.Modal([html.Div(id=place.DECLARE_SAID), name, post, dmc.Group(buttons, justify="flex-end", mt="lg")], id=place.DECLARE_ASK,
                     title="签署声明", centered=True, closeButtonProps={"aria-label": "关闭"})


def declare_question(kind: Declaration, words: str, is_on_behalf: bool) -> Component:
    """The sentence that is signed, and what follows from it."""
    after = "代报：须由该单位确认后才计入其成绩" if is_on_behalf else "签署后即生成回执，与报送文件同样计时；之后报送的文件会取代它"
    return html.Div([html.P([html.B(f"{kind.label}　"), words]), html.Div(after, className="item-note")])


# On the page of one entry


def confirm_desk() -> Component:
    """Hidden until the reader's unit may make a 代报 its own."""
    place = ids.Submission
    button = dmc.Button("确认代报", id=place.CONFIRM, mt="sm")
    return html.Div(panel("确认代报", html.Div(id=place.CONFIRM_NOTE, className="item-note"), button), id=place.CONFIRM_DESK, hidden=True)


CONFIRM_WORDS = "这份由领导小组办公室代报。确认后视为本单位报送，按代报的收到时间计时；内容不符的，请直接重新报送。"


def signed_view(d: SubmissionDetail) -> Component | None:
    """The signature of a declaration, and who confirmed a 代报."""
    rows = [*(_signature(d.signed) if d.signed else []), *(_confirmation(d.on_behalf) if d.on_behalf else [])]
    return panel(d.signed.kind.label if d.signed else "代报", pairs(rows)) if rows else None


def _signature(signed: Signed) -> list[tuple[str, Component | str]]:
    basis: list[tuple[str, Component | str]] = (
        [("沿用的报送", dcc.Link(signed.basis.receipt, href=f"/submissions/{signed.basis.id}", className="door-link figure"))] if signed.basis else [])
    return [("声明", signed.words), ("签署人", f"{signed.name}（{signed.post}）"), *basis]


def _confirmation(entry: OnBehalf) -> list[tuple[str, Component | str]]:
    if entry.confirmed_at is None:
        return [("代报", "办公室代报，待单位确认；确认前不计入其成绩")]
    return [("代报", f"已由 {person(entry.confirmed_by)} 于 {entry.confirmed_at.strftime('%Y-%m-%d %H:%M')} 确认")]


def one_unit_only(name: str | None, period: str) -> Component:
    """Whose rows alone matrix and history show, and the way back to all."""
    said = f"应报与报送记录只看 {name}" if name else "没有找到这个单位，或不在您的查看范围内"
    return html.Div([html.Span(said), dcc.Link("看全部单位", href=f"/submissions?period={period}", className="more")], className="map-objects")
