"""city.yaml and units.yaml: the city, its regions and statistics, and the units that are supervised."""

import re
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from data.catalogue.base import Number, Part
from data.vocabulary import UnitKind

SIX_DIGITS = r"^\d{6}$"
LEVEL = r"^(district|street|community|grid)$"
CRS = r"^(cgcs2000|wgs84|gcj02|bd09|EPSG:\d{4,6})$"
MAP_NAME, MAP_KIND = r"^[\w\-（）]{1,40}$", r"^(xyz|wms|wmts|mbtiles)$"
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class Region(Part):
    """区划 — GB/T 2260 code, 6 digits; the city itself has no parent."""

    code: str = Field(pattern=SIX_DIGITS)
    name: str
    parent: str | None = None


class Statistic(Part):
    """A figure usable as a denominator, of one region (or the city) and year."""

    name: str  # population, area_km2, villages …
    label: str
    region: str
    value: Number
    unit: str
    year: int
    source: str


class Boundary(Part):
    """边界 — a file of outlines of one level: GeoJSON, zipped Shapefile or GeoPackage. Its coordinate system is named, never guessed."""

    level: str = Field(pattern=LEVEL)
    file: str  # relative to the rule book's folder
    crs: str = Field(pattern=CRS)
    layer: str = ""         # of a file that holds several
    encoding: str | None = None  # of a Shapefile's attributes, where the file does not say it
    code_field: str = "code"
    name_field: str = "name"
    parent_field: str = "parent"

    @property
    def fields(self) -> tuple[str, str, str]:
        return self.code_field, self.name_field, self.parent_field

    @property
    def is_plain(self) -> bool:
        """GeoJSON of such a declaration needs no change."""
        return self.crs in ("cgcs2000", "wgs84") and self.fields == ("code", "name", "parent") and self.file.endswith((".geojson", ".json"))


class EntityClass(Part):
    """A class of objects that 统一识别代码 may name (places 7–12), and the 实体类别 it is counted in."""

    code: str = Field(pattern=SIX_DIGITS)
    name: str
    category: str


class BaseMap(Part):
    """底图 — fetched through the server's own /tiles/ only. `url` may hold {z} {x} {y} {-y} and {key}, which the browser never sees;
    of mbtiles it is the name of a file in the home's folder maps/."""

    name: str = Field(pattern=MAP_NAME)
    kind: str = Field(pattern=MAP_KIND)
    url: str
    layer: str = ""             # wms and wmts
    style: str = ""
    matrix_set: str = "w"       # wmts: 天地图's Web Mercator
    min_zoom: int = Field(1, ge=0, le=24)
    max_zoom: int = Field(18, ge=0, le=24)
    review_no: str = ""         # 审图号 of this base map

    @model_validator(mode="after")
    def _can_be_fetched(self) -> "BaseMap":
        if self.kind == "mbtiles":
            if not re.fullmatch(r"[\w\-（）.]+\.mbtiles", self.url):
                raise ValueError("mbtiles 底图请写数据目录 maps 文件夹中的文件名，如 city.mbtiles")
            return self
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or "{" in parts.netloc or parts.username:
            raise ValueError("底图地址须以 http:// 或 https:// 开头，主机名写全，不带账号")
        if self.kind == "xyz" and not all(mark in self.url for mark in ("{z}", "{x}")):
            raise ValueError("xyz 底图地址须含 {z}、{x} 和 {y}（或 {-y}）")
        if self.kind == "wms" and not self.layer:
            raise ValueError("wms 底图须写 layer")
        return self


class City(Part):
    name: str
    short_name: str
    code: str = Field(pattern=SIX_DIGITS)
    office: str  # 领导小组办公室 as it signs
    banner: str = ""  # 演示数据 in a demo city
    regions: list[Region]
    statistics: list[Statistic] = []
    boundaries: list[Boundary] = []
    boundary_tolerance_m: Number = Number(500)
    classes: list[EntityClass] = []
    base_maps: list[BaseMap] = []
    review_no: str = ""  # 审图号
    attribution: str = "示意图 内部使用"
    longitude: tuple[Number, Number]  # the box a coordinate must lie in
    latitude: tuple[Number, Number]

    @field_validator("base_maps")
    @classmethod
    def _names_differ(cls, maps: list[BaseMap]) -> list[BaseMap]:
        if len({one.name for one in maps}) < len(maps):
            raise ValueError("底图名称不能重复")
        return maps

    @property
    def map_words(self) -> str:
        """What must stand on the map: 审图号 of all that is drawn, else the city's own word."""
        numbers = dict.fromkeys(number for number in (self.review_no, *(one.review_no for one in self.base_maps)) if number)
        return "　".join([f"审图号：{n.removeprefix('审图号').lstrip('：:')}" for n in numbers]) or self.attribution

    @property
    def districts(self) -> list[Region]:
        return [r for r in self.regions if r.parent == self.code]

    def region_name(self, code: str) -> str:
        return next((r.name for r in self.regions if r.code == code), code)


class Owed(Part):
    """应报 — a ledger a unit hands in every month, or from one month through another: `pole`, or {ledger: sensor, from: 2023-03, to: 2023-10}."""

    ledger: str
    first: str | None = Field(None, alias="from", pattern=MONTH)
    last: str | None = Field(None, alias="to", pattern=MONTH)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, written: Any) -> Any:
        return {"ledger": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _in_order(self) -> "Owed":
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"{self.ledger} 的 to（{self.last}）不能早于 from（{self.first}）")
        return self

    def holds_in(self, period: str) -> bool:
        return (self.first is None or self.first <= period) and (self.last is None or period <= self.last)

    @property
    def span(self) -> str:
        """The months in words; '' for every month."""
        return "" if not self.first and not self.last else f"{self.first or ''}—{self.last or ''}"


class Unit(Part):
    """成员单位 or 议事机构; regions and units are different things (功能区 have no region code)."""

    code: str
    kind: UnitKind = UnitKind.MEMBER
    group: str | None = None
    full_name: str
    short_name: str
    aliases: list[str] = []
    parent: str | None = None
    regions: list[str] = []
    owing: list[Owed] = Field([], alias="owes")
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = "示范设定"

    @cached_property
    def owes(self) -> list[str]:
        """Ledgers this unit hands in, whenever."""
        return [one.ledger for one in self.owing]

    def owes_in(self, period: str) -> list[str]:
        """Ledgers this unit hands in for a month."""
        return [one.ledger for one in self.owing if one.holds_in(period)]

    @property
    def is_member(self) -> bool:
        return self.kind == UnitKind.MEMBER

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class UnitGroup(Part):
    code: str
    name: str


class Units(Part):
    groups: list[UnitGroup]
    units: list[Unit]
