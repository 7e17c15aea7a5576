"""Ids of the pages of single systems: one system, its money, what lies underground."""


class Funds:
    STRIP = "funds-strip"
    HEAD = "funds-head"
    QUADRANT = "funds-quadrant"
    SOURCES = "funds-sources"
    STAGES = "funds-stages"
    UNITS = "funds-units"
    PROJECTS = "funds-projects"


class Underground:
    STRIP = "underground-strip"
    HEAD = "underground-head"
    SPACE = "underground-space"
    SPACE_WORDS = "underground-space-words"
    LEFT_OUT = "underground-left-out"
    FIGURE = "underground-figure"
    REGION = "underground-region"
    STRETCH = "underground-stretch"
    PLAN_FOOT = "underground-plan-foot"
    PLAN = "underground-plan"
    DRAWN = "underground-drawn"
    LINE = "underground-line"
    FROM = "underground-from"
    TO = "underground-to"
    WITHIN = "underground-within"
    SECTION = "underground-section"
    MODELLED = "underground-modelled"
    TUNNEL_BARS = "underground-tunnel-bars"
    TUNNELS = "underground-tunnels"


class System:
    NAME = "system-name"
    TITLE = "system-title"
    HEAD = "system-head"
    BREAKDOWNS = "system-breakdowns"
    CURVES = "system-curves"
    DISTRICTS = "system-districts"
    UNITS = "system-units"
    TASKS = "system-tasks"
    LEDGERS = "system-ledgers"


class WallScreen:
    WALL = "wallscreen-wall"
    TURN = "wallscreen-turn"
    STAMP = "wallscreen-stamp"
    HEAD = "wallscreen-head"
    STAGES = "wallscreen-stages"
    LIGHTS = "wallscreen-lights"
    MAP_TITLE = "wallscreen-map-title"
    MAP = "wallscreen-map"
    REGIONS = "wallscreen-regions"
    TREND_TITLE = "wallscreen-trend-title"
    TREND = "wallscreen-trend"
    SYSTEM = "wallscreen-system"
    STALE = "wallscreen-stale"
