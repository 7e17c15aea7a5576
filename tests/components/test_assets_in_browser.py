"""The browser's files at work: Chinese plots and dates, safe map names, a session that ends, a counted upload."""

import dash
import dash_leaflet as dl
import dash_mantine_components as dmc
import pytest
from dash import dcc, html
from flask import Response, jsonify, request

from components.tables import Heading, Worth, sorted_table
from tests.browsers import new_page
from tests.components.test_assets import ASSETS
from tests.web import serving

BOX = [[[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]]
DISTRICT = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": BOX}, "properties": {"code": "990101", "fill": "#2f9e44"}}
NAMED = DISTRICT["properties"] | {"name": "<img src=x onerror=alert(1)>东区", "popup": "<b>不应出现</b>", "note": "86.5%"}
BARS = {"data": [{"type": "bar", "x": ["2023-05-01", "2023-06-01"], "y": [1, 2]}]}
ZONE = {
    "data-upload": "/hand-in", "data-upload-fields": '{"period": "2023-06", "unit": null}', "data-upload-limit": "3000000",
    "data-upload-progress": "progress", "data-upload-status": "status", "data-upload-result": "result",
}
GAPS = [("北", -3.0), ("东", None), ("西", -12.5), ("南", 4.0), ("中", None)]


def _function(name):
    return {"variable": f"chengji.map.{name}"}


def _point(properties):
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [5, 5]}, "properties": properties}


def _layer(name, features, **functions):
    return dl.GeoJSON(id=name, data={"type": "FeatureCollection", "features": features}, onEachFeature=_function("named"), **functions)


def _layout():
    return dmc.MantineProvider([
        html.Div(sorted_table([Heading("单位"), Heading("进度差", is_figure=True)],
                              [[Worth(name, name), Worth(str(gap or "—"), gap)] for name, gap in GAPS], book=None), id="sorted"),
        html.Div("这里上传", id="zone", tabIndex=0, **ZONE),
        dmc.Progress(id="progress", value=0), html.P(id="status"), dcc.Store(id="result"), html.Pre(id="shown"),
        dmc.DatesProvider(dmc.DatePicker(defaultDate="2023-06-15"), settings={"locale": "zh-cn"}),
        dcc.Graph(id="plot", figure=BARS, config={"locale": "zh-CN", "showSendToCloud": False}),
        dl.Map([
            _layer("districts", [DISTRICT | {"properties": NAMED}], style=_function("district"), hideout={"selected": "990101"}),
            _layer("points", [_point({"colour": "#c92a2a", "radius": 9})], pointToLayer=_function("point")),
            _layer("cells", [_point({"count": 12345})], pointToLayer=_function("counted")),
        ], center=[5, 5], zoom=4, attributionControl=False, style={"height": 300}),
    ])


def _answers(server, received):
    @server.post("/hand-in")
    def hand_in():
        content = request.files["file"].read()
        received.append((request.files["file"].filename, len(content), dict(request.form), request.headers["X-CSRFToken"]))
        return jsonify(message="已送达，回执号 0001")

    @server.get("/signed-out")
    def signed_out():
        return Response(status=401)

    @server.get("/refused")
    def refused():
        return Response("本单位不能查看该督办单", status=403, content_type="text/plain; charset=utf-8")

    @server.get("/forbidden")
    def forbidden():
        return Response("<h1>Forbidden</h1>", status=403, content_type="text/html")

    @server.get("/login")
    def login():
        return "请登录"


@pytest.fixture(scope="module")
def received():
    return []


@pytest.fixture(scope="module")
def address(chromium, received):
    app = dash.Dash("assets", assets_folder=str(ASSETS), enable_mcp=False, update_title=None)
    app.layout = _layout
    app.clientside_callback("(data) => JSON.stringify(data)", dash.Output("shown", "children"), dash.Input("result", "data"))
    _answers(app.server, received)
    app.server.test_client().get("/")
    with serving(app.server) as at:
        yield at


@pytest.fixture(scope="module")
def opened(browser, address):
    """The page, loaded; afterwards nothing may have failed, nor gone to another host."""
    troubles, foreign = [], []
    with new_page(browser) as page:
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith((address, "data:", "blob:")) else foreign.append(sent.url))
        page.goto(address)
        page.locator("#plot .bars").wait_for(state="attached")
        page.locator(".map-count").wait_for()
        yield page
        assert (troubles, foreign) == ([], [])


def test_the_plot_uses_our_bundle_and_speaks_chinese(opened):
    loaded = opened.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in loaded if "plotly.min.js" in name and "cartesian" not in name] == []
    titles = opened.locator("#plot .modebar-btn").evaluate_all("buttons => buttons.map(button => button.dataset.title)")
    assert "重置坐标轴" in titles
    assert [title for title in titles if title and title.isascii()] == []
    assert "5月" in opened.locator("#plot .xaxislayer-above").text_content()


def test_the_calendar_is_chinese_and_begins_on_monday(opened):
    days = opened.locator(".mantine-DatePicker-weekday").all_text_contents()
    assert days == ["一", "二", "三", "四", "五", "六", "日"]
    assert "6月" in opened.locator(".mantine-DatePicker-calendarHeaderLevel").text_content()


def _sorted(page):
    return "".join(page.locator("#sorted tbody td:first-child").all_text_contents())


def test_a_press_on_a_heading_sorts_up_then_down_then_as_it_came_and_what_is_empty_stays_last(opened):
    heading, seen = opened.locator("#sorted th").nth(1), []
    for way in ("ascending", "descending", "none"):
        heading.get_by_role("button").click()
        opened.locator(f'#sorted th:nth-child(2)[aria-sort="{way}"]').wait_for()
        seen.append(_sorted(opened))
    assert seen == ["西北南东中", "南北西东中", "北东西南中"]


def test_words_are_sorted_by_the_keyboard_as_chinese_sorts_them(opened):
    opened.locator("#sorted th").nth(0).get_by_role("button").press("Enter")
    opened.locator('#sorted th:nth-child(1)[aria-sort="ascending"]').wait_for()
    assert opened.locator('#sorted th:nth-child(2)[aria-sort="none"]').count() == 1
    assert _sorted(opened) == "北东南西中"  # by their pinyin: bei, dong, nan, xi, zhong


def test_a_district_takes_its_colour_and_the_chosen_one_a_heavy_edge(opened):
    drawn = opened.locator(".leaflet-overlay-pane path").first
    assert (drawn.get_attribute("fill"), drawn.get_attribute("stroke-width")) == ("#2f9e44", "3")


def test_a_point_takes_colour_and_size_from_its_properties(opened):
    drawn = opened.locator(".leaflet-overlay-pane path").nth(1)
    assert drawn.get_attribute("fill") == "#c92a2a"
    assert "a9,9" in drawn.get_attribute("d")


def test_a_cell_shows_its_count_in_ten_thousands(opened):
    assert opened.locator(".map-count").text_content() == "1.2万"


def test_a_name_on_the_map_is_text_and_never_html(opened):
    opened.locator(".leaflet-overlay-pane path").first.dispatch_event("mouseover")
    tooltip = opened.locator(".leaflet-tooltip")
    assert tooltip.text_content() == "<img src=x onerror=alert(1)>东区：86.5%"
    opened.locator(".leaflet-overlay-pane path").first.dispatch_event("click")
    assert opened.locator(".leaflet-popup").count() == 0


@pytest.mark.parametrize(("route", "begins"), [("/refused", "本单位不能查看该督办单"), ("/forbidden", "没有权限进行此操作")])
def test_a_refusal_is_shown_until_it_is_put_away(opened, route, begins):
    opened.evaluate(f"void fetch('{route}')")
    notice = opened.get_by_role("alert")
    assert notice.locator("span").text_content().startswith(begins)
    notice.get_by_role("button", name="知道了").click()
    assert opened.get_by_role("alert").count() == 0


def test_files_are_uploaded_one_by_one_with_fields_token_and_true_progress(opened, received):
    received.clear()
    opened.context.add_cookies([{"name": "_csrf_token", "value": "token-1", "url": opened.url}])
    opened.evaluate("""() => {
        window.steps = [];
        const tell = dash_clientside.set_props;
        dash_clientside.set_props = (id, props) => { window.steps.push([id, props]); tell(id, props); };
    }""")
    with opened.expect_file_chooser() as dialog:
        opened.locator("#zone").press("Enter")
    dialog.value.set_files([
        {"name": "杆柱台账.xlsx", "mimeType": "application/octet-stream", "buffer": b"x" * 2_000_000},
        {"name": "空.xlsx", "mimeType": "application/octet-stream", "buffer": b""},
        {"name": "过大.xlsx", "mimeType": "application/octet-stream", "buffer": b"x" * 3_000_001},
    ])
    opened.locator("#shown", has_text='"turn":1').wait_for()
    assert received == [("杆柱台账.xlsx", 2_000_000, {"period": "2023-06"}, "token-1")]
    steps = opened.evaluate("window.steps")
    assert ["progress", {"value": 100}] in steps
    refused = ["空.xlsx：是空文件，没有上传。", "过大.xlsx：有 2.9 MB，超过 2.9 MB 的上限，没有上传；请拆分后再报。"]
    assert ["status", {"children": "\n".join(refused)}] in steps
    assert ["status", {"children": "\n".join([*refused, "杆柱台账.xlsx：已送达，回执号 0001"])}] in steps
    assert [(file["ok"], file["status"]) for file in steps[-1][1]["data"]["files"]] == [(True, 200), (False, 0), (False, 0)]
    assert opened.locator("#status").text_content() == "\n".join([*refused, "杆柱台账.xlsx：已送达，回执号 0001"])  # what was refused stays


def test_an_unreachable_server_is_said_so(opened):
    opened.route("**/hand-in", lambda route: route.abort())
    with opened.expect_file_chooser() as dialog:
        opened.locator("#zone").click()
    dialog.value.set_files([{"name": "台账.xlsx", "mimeType": "application/octet-stream", "buffer": b"x"}])
    opened.locator("#status", has_text="没有送达：与服务器的连接中断").wait_for()
    opened.unroute("**/hand-in")


def test_a_phone_never_scrolls_sideways(page, address):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    page.locator("#plot .bars").wait_for(state="attached")
    page.locator(".map-count").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_session_that_ended_leads_to_the_sign_in_page_and_back(page, address):
    page.goto(address + "/?month=2023-06&unit=东区")
    page.locator("#zone").wait_for()
    page.evaluate("void fetch('/signed-out')")
    page.wait_for_url(f"{address}/login?next=%2F%3Fmonth%3D2023-06%26unit%3D%25E4%25B8%259C%25E5%258C%25BA")
