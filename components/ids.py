"""Every id of the screen, one class per page: text = page + place; pattern ids are functions that return a dict."""

from components.ids_data import Conflicts as Conflicts
from components.ids_data import LedgerRow as LedgerRow
from components.ids_data import Ledgers as Ledgers
from components.ids_data import Quality as Quality
from components.ids_data import Restatements as Restatements
from components.ids_intake import Submission as Submission
from components.ids_intake import Submissions as Submissions
from components.ids_map import Citymap as Citymap
from components.ids_systems import Funds as Funds
from components.ids_systems import System as System
from components.ids_systems import Underground as Underground
from components.ids_systems import WallScreen as WallScreen


class Shell:
    """The frame around every page."""

    PROVIDER = "shell-provider"
    FRAME = "shell-frame"
    BURGER = "shell-burger"
    PERIOD = "shell-period"
    NOTICE = "shell-notice"
    LOADING = "shell-loading"
    LOADING_TIMER = "shell-loading-timer"
    SCHEME = "shell-scheme"
    ADDRESS = "_pages_location"  # Dash's own: path and query of the page


class Audit:
    ACTOR = "audit-actor"
    ACT = "audit-act"
    OUTCOME = "audit-outcome"
    DAYS = "audit-days"
    TABLE = "audit-table"
    OLDER = "audit-older"
    NEWEST = "audit-newest"
    CURSOR = "audit-cursor"
    VERIFY = "audit-verify"
    VERDICT = "audit-verdict"


class Admin:
    HOME = "admin-home"
    SETTINGS = "admin-settings"
    JOBS = "admin-jobs"
    JOBS_TIMER = "admin-jobs-timer"
    JOB = "admin-job"
    CANCEL_JOB = "admin-cancel-job"
    JOB_ANSWER = "admin-job-answer"
    USERS = "admin-users"
    USERS_TURN = "admin-users-turn"
    NEW_NAME = "admin-new-name"
    NEW_SHOWN = "admin-new-shown"
    NEW_ROLE = "admin-new-role"
    NEW_UNIT = "admin-new-unit"
    ADD = "admin-add"
    USER = "admin-user"
    DISABLE = "admin-disable"
    ENABLE = "admin-enable"
    RESET = "admin-reset"
    ROLE = "admin-role"
    ROLE_UNIT = "admin-role-unit"
    CHANGE_ROLE = "admin-change-role"
    USER_ANSWER = "admin-user-answer"


class Overview:
    STRIP = "overview-strip"
    CONCLUSION = "overview-conclusion"
    STAGES = "overview-stages"
    PILLARS = "overview-pillars"
    LIGHTS = "overview-lights"
    RED = "overview-red"
    DUE = "overview-due"
    BEHIND = "overview-behind"
    SILENT = "overview-silent"
    CURVES = "overview-curves"
    CHANGES = "overview-changes"
    RED_TILES = "overview-red-tiles"
    UNIT_TILES = "overview-unit-tiles"
    DUE_TILE = "overview-due-tile"
    SILENT_TILE = "overview-silent-tile"


class Indicators:
    STRIP = "indicators-strip"
    KNOWN = "indicators-known"
    VIEW = "indicators-view"
    GROUP = "indicators-group"
    SYSTEM = "indicators-system"
    LIGHT = "indicators-light"
    TURN = "indicators-turn"
    BOARD = "indicators-board"
    MATRIX = "indicators-matrix"
    KEPT = "indicators-kept"


class Indicator:
    CODE = "indicator-code"
    TITLE = "indicator-title"
    HEAD = "indicator-head"
    GOALS = "indicator-goals"
    CURVE = "indicator-curve"
    SCOPE = "indicator-scope"
    OUTLOOK = "indicator-outlook"
    MONTHS = "indicator-months"
    UNITS = "indicator-units"
    CREDIBILITY = "indicator-credibility"
    DISTRICTS = "indicator-districts"
    ROWS = "indicator-rows"
    ROWS_UNIT = "indicator-rows-unit"
    ROWS_KIND = "indicator-rows-kind"
    CURSOR = "indicator-cursor"
    MORE = "indicator-more"
    FIRST = "indicator-first"


class Unit:
    CODE = "unit-code"
    TITLE = "unit-title"
    FIGURES = "unit-figures"
    TASKS = "unit-tasks"
    ORDERS = "unit-orders"
    SUBMISSIONS = "unit-submissions"
    SCORE = "unit-score"


class Tasks:
    STRIP = "tasks-strip"
    KNOWN = "tasks-known"
    PHASE = "tasks-phase"
    PILLAR = "tasks-pillar"
    UNIT = "tasks-unit"
    LIGHT = "tasks-light"
    DUE = "tasks-due"
    COUNT = "tasks-count"
    KEPT = "tasks-kept"
    ROLLUPS = "tasks-rollups"
    TABLE = "tasks-table"


class Task:
    CODE = "task-code"
    TITLE = "task-title"
    HEAD = "task-head"
    STEPS = "task-steps"
    HISTORY = "task-history"
    ORDERS = "task-orders"
    EXTENSIONS = "task-extensions"
    NEW_DUE = "task-new-due"
    REASON = "task-reason"
    ASK = "task-ask"
    ASKING = "task-asking"
    APPROVE = "task-approve"
    REFUSE = "task-refuse"
    DECIDE = "task-decide"
    ANSWER = "task-answer"


class Supervision:
    STATE = "supervision-state"
    LEVEL = "supervision-level"
    UNIT = "supervision-unit"
    COUNTS = "supervision-counts"
    TABLE = "supervision-table"
    NOTICES = "supervision-notices"


class Order:
    NUMBER = "order-number"
    HEAD = "order-head"
    EVENTS = "order-events"
    WORDS = "order-words"
    ATTACH = "order-attach"
    DESK = "order-desk"
    ZONE = "order-zone"
    PROGRESS = "order-progress"
    STATUS = "order-status"
    UPLOADED = "order-uploaded"
    ANSWER = "order-answer"

    @staticmethod
    def act(act: str) -> dict[str, str]:
        return {"type": "order-act", "act": act}


class Assessment:
    STRIP = "assessment-strip"
    KNOWN = "assessment-known"
    KEPT = "assessment-kept"
    MONTH = "assessment-month"
    RANKING = "assessment-ranking"
    CLOSE = "assessment-close"
    COMMENT = "assessment-comment"
    PUBLISH = "assessment-publish"
    REOPEN = "assessment-reopen"
    REASON = "assessment-reason"
    MOVES = "assessment-moves"
    ANSWER = "assessment-answer"


class Score:
    UNIT = "score-unit"
    ITEM = "score-item"
    TITLE = "score-title"
    STRIP = "score-strip"
    HEAD = "score-head"
    TREE = "score-tree"
    TREND = "score-trend"


class Reports:
    STRIP = "reports-strip"
    KNOWN = "reports-known"
    KEPT = "reports-kept"
    KIND = "reports-kind"
    UNIT = "reports-unit"
    MAKE = "reports-make"
    ANSWER = "reports-answer"
    FILES = "reports-files"
    TIMER = "reports-timer"
    WATCHED = "reports-watched"
