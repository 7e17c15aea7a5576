"""ledgers/*.yaml: what a ledger's columns are called, what a cell may hold, and which rules rows must keep."""

from typing import Literal

from pydantic import Field

from data.catalogue.base import DEMO_SOURCE, Number, Part, Switch
from data.catalogue.filters import Where
from data.vocabulary import LedgerMode, Quality, Severity

ColumnType = Literal["text", "code", "number", "integer", "percent", "date", "month", "choice", "switch", "degrees"]
CodeKind = Literal["entity_code", "class_code", "region_code", "beidou", "credit_code", "device_code", "estate_code", "component_code",
                   "unit", "task", "indicator", "free"]
IDENTIFIER, LEDGER_CODE = r"^[a-z][a-z0-9_]*$", r"^[a-z][a-z_]*$"
# The typed columns of a row; every other field is an own column and lives in the row's body.
COMMON_FIELDS = ("code", "class_code", "region", "name", "status", "lng", "lat", "grid")
# Named pure functions a rule may refer to, with the columns they read unless the rule names others.
NAMED_CHECKS = {
    "opening_plus_current_equals_closing": ("opening", "current", "closing"),
    "opening_equals_last_closing": ("opening", "closing"),
    "within_indicator_limits": ("indicator", "closing"),
    "updated_within_cycle": ("update_cycle", "updated_on"),
    "camera_code_fits": ("device_code",),
    "within_months_of_period_end": ("assessed_on",),
    "paid_within_progress": ("project_no", "progress", "paid", "planned"),
    "at_most_linked": ("hole_no", "bottom_m"),
    "one_level_below_linked": ("parent_code", "level")}
WITH_MARGIN = ("within_months_of_period_end", "paid_within_progress")  # those that ask the rule for a number
WITH_LINKED = ("at_most_linked", "one_level_below_linked")  # those that look at the row which the first of their columns names


class Column(Part):
    """列 — one column: its field, its header and aliases, its type and limits."""

    field: str = Field(pattern=IDENTIFIER)
    header: str
    aliases: list[str] = []
    type: ColumnType = "text"
    code: CodeKind | None = None       # for type code
    unit: str = ""                     # measurement unit of a number, e.g. m
    choices: list[str] = []            # for type choice
    choice_aliases: dict[str, str] = {}
    required: Switch = False
    minimum: Number | None = None
    maximum: Number | None = None
    max_length: int = 200
    filterable: Switch = False
    cumulative: Switch = False         # may fall only with a 核减 reason
    jump_percent: Number | None = None # 核实 when it rises by more than this against last month …
    jump_floor: Number = Number(10)    # … and by more than this
    note: str = ""                     # what the template tells the unit


class Rule(Part):
    """A row rule: where `when` holds, `require` must hold; or the named pure function `check` says what is wrong."""

    id: str = Field(pattern=IDENTIFIER)
    field: str                         # the cell that is marked
    when: Where | None = None
    require: Where | None = None
    check: str | None = None
    reads: list[str] = []              # the columns `check` reads, in its order; none: those it is made for
    margin: int | None = Field(default=None, ge=0, le=1000)  # what `check` allows, if it asks for a number: months, percentage points
    linked: list[str] = []             # ledger and column that `check` compares with, in the row which the first of its columns names
    severity: Severity = Severity.ERROR
    quality: Quality = Quality.CONSISTENCY
    message: str

    @property
    def columns(self) -> tuple[str, ...]:
        """What the named function reads."""
        return tuple(self.reads) or NAMED_CHECKS.get(self.check or "", ())


class Deadline(Part):
    """截止 — day of the month after the period (rolled over holidays)."""

    day: int = Field(default=5, ge=1, le=28)
    months_after: int = Field(default=1, ge=0, le=3)
    lock_working_days: int | None = Field(default=None, ge=1, le=1000)  # of this ledger, instead of the one of supervision.yaml


class Coverage(Part):
    """覆盖 — what 部署节点图 shows: with `of` the grid cells in which those ledgers have objects and this one no row that is `met`; without it this
    ledger's own places (`among` them) that are not."""

    code: str = Field(pattern=IDENTIFIER)
    name: str                          # what is asked for: 感知设备, 5G
    met: Where
    among: Where | None = None
    of: list[str] = []
    words: str                         # the rule as the page says it


class Ledger(Part):
    """台账 — one declared ledger."""

    code: str = Field(pattern=LEDGER_CODE)
    name: str
    system: str                        # the system of the work plan it belongs to
    mode: LedgerMode
    placed: Switch = False             # rows have coordinates
    crs: str = "cgcs2000"              # what a file without a 坐标系 column is in
    key: list[str]                     # own number within the unit, when there is no 统一识别代码
    kind_field: str | None = None      # colours and counts on the map
    date_field: str | None = None      # 建成/投用/赋码日期
    columns: list[Column]
    rules: list[Rule] = []
    deadline: Deadline = Deadline()
    counted: Where | None = None       # what makes a row evidence
    carried: Where | None = None       # of a period ledger: rows of the last report that the next template brings again, whole
    sensitive: Switch = False          # exact places only for those with the right
    same_place_within: int | None = Field(default=None, ge=1, le=100)  # metres: rows of two units that near are asked about; none: not looked for
    coverage: list[Coverage] = []      # gaps that the map may show
    colour: str = "#2f6fd0"
    title_words: list[str] = []        # words of a title or file name that tell this ledger
    note: str = ""
    clause: str | None = None          # where the work plan names the system; what the plan does not say is `source`
    source: str = DEMO_SOURCE

    def column(self, field: str) -> Column:
        return next(c for c in self.columns if c.field == field)

    @property
    def fields(self) -> list[str]:
        return [c.field for c in self.columns]
