"""The base map comes through this server alone: by permission, from configured hosts and files, bounded, and never with its key."""

import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from callbacks.context import KEY, Context
from components import ids
from data.settings import Settings
from data.store.rulebook import adopt
from data.store.tiles import LARGEST, NOTHING
from tests.catalogue_builder import CITY, small_catalogue
from tests.city import PLAN
from tests.data.indicators.conftest import NOW
from tests.web import POLLED, sign_in, texts

PNG = b"\x89PNG\r\n\x1a\n" + b"tile" * 20
SECRET = "k3y-of-the-city"


class Maker(ThreadingHTTPServer):
    """A maker of tiles on this machine; `says` is its next answer, `asked` the paths it was asked for."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.says, self.asked = (200, PNG, {}), []

    @property
    def home(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        status, body, headers = self.server.says
        self.send_response(status)
        for name, word in {"Content-Type": "image/png", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, word)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def maker():
    server = Maker()
    thread = threading.Thread(target=server.serve_forever, args=(POLLED,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def configured(city, city_store, city_settings):
    """Adopts a rule book with these base maps, and a key and a bound in the settings."""
    def configure(*maps, **settings):
        lines = "\n".join(f"  - {{{', '.join(f'{name}: {word!r}' for name, word in one.items())}}}" for one in maps)
        with city_store.write() as session:
            adopt(session, small_catalogue(plan=PLAN, city=f"{CITY}base_maps:\n{lines}\n"), "2023-01", "test", NOW)
        known = {"home": city_settings.home, "database_url": city_settings.database_url, "tile_key": SECRET, **settings}
        city.server.config[KEY] = Context(city_store, Settings(**known))
        return sign_in(city, "leader")[0]
    return configure


def a_map(maker, **more):
    return {"name": "影像", "kind": "xyz", "url": f"{maker.home}/img/{{z}}/{{x}}/{{y}}.png?tk={{key}}", **more}


def ground(city, who):
    return texts(who.call(city, next(o for o in city.callback_map if f"{ids.Citymap.BASES}.children" in o)))


def test_without_a_base_map_nothing_is_drawn_and_nothing_is_asked(city, maker):
    leader = sign_in(city, "leader")[0]
    assert leader.get("/tiles/影像/3/1/1").status_code == 404
    assert "TileLayer" not in ground(city, leader) and maker.asked == []


def test_a_tile_comes_from_the_configured_host_with_the_key_only_the_server_knows(city, configured, maker):
    leader = configured(a_map(maker))
    answer = leader.get("/tiles/影像/9/400/200")
    assert (answer.status_code, answer.data, answer.content_type) == (200, PNG, "image/png")
    assert maker.asked == [f"/img/9/400/200.png?tk={SECRET}"]
    said = ground(city, leader)
    assert "/tiles/%E5%BD%B1%E5%83%8F/{z}/{x}/{y}" in said
    assert SECRET not in said + str(answer.headers) and str(maker.server_port) not in said


def test_the_key_is_not_shown_on_the_system_page(city, configured, maker):
    configured(a_map(maker))
    admin = sign_in(city, "sysadmin")[0]
    said = texts(admin.call(city, next(o for o in city.callback_map if "admin-settings.children" in o)))
    assert "CHENGJI_TILE_KEY" in said and "已设置" in said and SECRET not in said


def test_what_was_fetched_once_is_kept(configured, maker):
    leader = configured(a_map(maker))
    assert [leader.get("/tiles/影像/9/400/200").data for _ in range(3)] == [PNG] * 3
    assert len(maker.asked) == 1


@pytest.mark.parametrize("place", ["0/0/0", "19/1/1", "3/8/0", "3/0/8", "9/400/200/1", "-1/0/0", "x/0/0"])
def test_what_is_no_tile_is_never_asked_for(configured, maker, place):
    assert configured(a_map(maker)).get(f"/tiles/影像/{place}").status_code in (200, 404)  # an unknown address is the application's page
    assert maker.asked == []


def test_an_unknown_map_is_never_asked_for(configured, maker):
    leader = configured(a_map(maker))
    assert [leader.get(f"/tiles/{name}/3/1/1").status_code for name in ("other", "127.0.0.1", "%2e%2e")] == [404, 404, 404] and maker.asked == []


@pytest.mark.parametrize(("name", "status"), [("leader", 200), ("unit1", 200), ("screen", 403), ("evaluator", 200), ("sysadmin", 403)])
def test_tiles_are_for_who_sees_figures(city, configured, maker, name, status):
    configured(a_map(maker))
    assert sign_in(city, name)[0].get("/tiles/影像/3/1/1").status_code == status


def test_a_visitor_gets_no_tile(city, configured, maker):
    configured(a_map(maker))
    assert city.server.test_client().get("/tiles/影像/3/1/1").status_code in (302, 401) and maker.asked == []


@pytest.mark.parametrize("says", [
    pytest.param((500, b"", {}), id="broken"), pytest.param((403, b"no", {}), id="a wrong key"),
    pytest.param((200, b"<xml>error</xml>", {}), id="an error page"),
    pytest.param((200, PNG + b"x" * LARGEST, {}), id="a flood"),
    pytest.param((200, b"<html>", {"Content-Type": "image/png"}), id="a page in a picture's name")])
def test_an_answer_that_is_no_tile_is_said_so_and_not_kept(configured, maker, says):
    leader = configured(a_map(maker))
    maker.says = says
    answer = leader.get("/tiles/影像/9/400/200")
    assert answer.status_code == 503 and "底图暂时无法取得" in answer.text and "no-store" in answer.headers["Cache-Control"]


def test_a_redirect_is_not_followed(configured, maker):
    elsewhere = Maker()
    threading.Thread(target=elsewhere.serve_forever, args=(POLLED,), daemon=True).start()
    leader = configured(a_map(maker))
    maker.says = (302, b"", {"Location": f"{elsewhere.home}/secret"})
    assert leader.get("/tiles/影像/9/400/200").status_code == 503
    assert elsewhere.asked == []
    elsewhere.shutdown()
    elsewhere.server_close()


def test_a_place_without_a_tile_is_empty_not_broken(configured, maker):
    leader = configured(a_map(maker))
    maker.says = (404, b"none", {})
    answer = leader.get("/tiles/影像/9/400/200")
    assert (answer.status_code, answer.data) == (200, NOTHING.content)


def test_a_source_that_failed_is_left_alone_and_what_is_kept_still_shows(configured, maker):
    leader = configured(a_map(maker))
    leader.get("/tiles/影像/9/400/200")
    maker.says = (500, b"", {})
    assert [leader.get(f"/tiles/影像/9/400/{y}").status_code for y in (201, 202, 203)] == [503, 503, 503]
    assert len(maker.asked) == 2
    assert leader.get("/tiles/影像/9/400/200").data == PNG


def test_the_map_answers_while_its_source_is_gone(city, configured, maker):
    gone = f"http://127.0.0.1:{maker.server_port}/{{z}}/{{x}}/{{y}}"
    leader = configured({"name": "影像", "kind": "xyz", "url": gone, "review_no": "GS（2023）0号"})
    maker.server_close()
    assert leader.get("/tiles/影像/9/400/200").status_code == 503
    assert leader.get("/geo/districts").status_code == 200 and "审图号：GS（2023）0号" in ground(city, leader)


def test_a_wms_is_asked_for_the_tile_s_box(configured, maker):
    configured({"name": "政务图", "kind": "wms", "url": f"{maker.home}/wms?map=a&tk={{key}}", "layer": "base,label"}).get("/tiles/政务图/1/1/0")
    [asked] = [{name: values[0] for name, values in parse_qs(urlsplit(path).query, keep_blank_values=True).items()} for path in maker.asked]
    assert (asked["REQUEST"], asked["LAYERS"], asked["SRS"], asked["map"], asked["tk"]) == ("GetMap", "base,label", "EPSG:3857", "a", SECRET)
    assert [round(float(metre)) for metre in asked["BBOX"].split(",")] == [0, 0, 20037508, 20037508]


def test_a_wmts_is_asked_as_tianditu_wants_it(configured, maker):
    configured({"name": "天地图", "kind": "wmts", "url": f"{maker.home}/vec_w/wmts?tk={{key}}", "layer": "vec"}).get("/tiles/天地图/9/400/200")
    [path] = maker.asked
    asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    assert asked == {"tk": SECRET, "SERVICE": "WMTS", "VERSION": "1.0.0", "REQUEST": "GetTile", "LAYER": "vec", "STYLE": "default", "TILEMATRIXSET": "w",
                     "FORMAT": "tiles", "TILEMATRIX": "9", "TILEROW": "200", "TILECOL": "400"}


def test_a_file_of_tiles_is_read_from_the_home(configured, city_settings):
    (city_settings.home / "maps").mkdir()
    with closing(sqlite3.connect(city_settings.home / "maps" / "city.mbtiles")) as file:
        file.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        file.execute("INSERT INTO tiles VALUES (3, 6, 4, ?)", (PNG,))  # rows from the south: y = 7 - 4
        file.commit()
    leader = configured({"name": "离线图", "kind": "mbtiles", "url": "city.mbtiles"})
    assert leader.get("/tiles/离线图/3/6/3").data == PNG
    assert leader.get("/tiles/离线图/3/6/4").data == NOTHING.content


@pytest.mark.parametrize("content", [None, b"this is no database" * 100])
def test_a_file_that_is_missing_or_broken_is_said_so(configured, city_settings, content):
    leader = configured({"name": "离线图", "kind": "mbtiles", "url": "city.mbtiles"})
    if content:
        (city_settings.home / "maps").mkdir()
        (city_settings.home / "maps" / "city.mbtiles").write_bytes(content)
    assert leader.get("/tiles/离线图/3/6/3").status_code == 503
