"""Closed lists of the house: the stored code and the Chinese label that the screen shows."""

from enum import StrEnum


class Labelled(StrEnum):
    """A closed list whose members carry a Chinese label; the database stores the code."""

    label: str

    def __new__(cls, code: str, label: str) -> "Labelled":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Role(Labelled):
    LEADER = "leader", "分管领导"
    OFFICE = "office", "领导小组办公室"
    UNIT = "unit", "成员单位"
    EVALUATOR = "evaluator", "第三方评估"
    SCREEN = "screen", "大屏"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class Door(Labelled):
    PAGE = "page", "页面上传"
    INBOX = "inbox", "收件目录"
    CLI = "cli", "命令行"


class WordsFrom(Labelled):
    """Where the words on 核实 findings were written."""

    PAGE = "page", "页面填写"
    SHEET = "sheet", "校验结果表"
    FILE = "file", "随文件的说明"


class Outcome(Labelled):
    """What became of a file."""

    ACCEPTED = "accepted", "已接收"
    REJECTED = "rejected", "已退回"
    UNCHANGED = "unchanged", "内容未变"
    DRY_RUN = "dry_run", "试校验"


class Declaration(Labelled):
    """What a unit signs instead of handing in a file."""

    ZERO = "zero", "零报告"
    UNCHANGED = "unchanged", "无变化"


class Severity(Labelled):
    ERROR = "error", "强制"
    WARNING = "warning", "核实"
    INFO = "info", "提示"


class Quality(Labelled):
    """The six words of GB/T 36344-2018."""

    CONFORMITY = "conformity", "规范性"
    COMPLETENESS = "completeness", "完整性"
    ACCURACY = "accuracy", "准确性"
    CONSISTENCY = "consistency", "一致性"
    TIMELINESS = "timeliness", "时效性"
    ACCESSIBILITY = "accessibility", "可访问性"


class FigureState(Labelled):
    """Missing, zero and not applicable are three states; zero is OK with value 0."""

    OK = "ok", "有数据"
    MISSING = "missing", "缺报"
    NOT_APPLICABLE = "not_applicable", "不适用"


class Light(Labelled):
    GREEN = "green", "绿"
    YELLOW = "yellow", "黄"
    RED = "red", "红"
    GREY = "grey", "灰"
    BLUE = "blue", "蓝"
    DONE = "done", "完成"


class Level(Labelled):
    """Rungs of the supervision ladder (多级督办)."""

    NONE = "none", "正常"
    REMIND = "remind", "提醒"
    SUPERVISE = "supervise", "督办"
    CIRCULATE = "circulate", "通报"
    INTERVIEW = "interview", "约谈"


class OrderState(Labelled):
    """督办单 from draft to archive."""

    DRAFT = "draft", "拟办"
    ISSUED = "issued", "已下发"
    ACKNOWLEDGED = "acknowledged", "已签收"
    ANSWERED = "answered", "已反馈"
    RETURNED = "returned", "已退回"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已撤销"


class OrderAct(Labelled):
    """What was done to a 督办单, one event each."""

    DRAFT = "draft", "拟办"
    REVISE = "revise", "修改"
    CONFIRM = "confirm", "领导确认"
    ISSUE = "issue", "下发"
    ACKNOWLEDGE = "acknowledge", "签收"
    ANSWER = "answer", "反馈"
    CHASE = "chase", "催办"
    RETURN = "return", "退回"
    CLOSE = "close", "办结"
    CANCEL = "cancel", "撤销"


class DueClass(Labelled):
    """办理时限 class: natural days from issue."""

    URGENT = "urgent", "特急"
    NORMAL = "normal", "一般"
    HARD = "hard", "较难"
    MINUTES = "minutes", "会议纪要"


class MonthState(Labelled):
    OPEN = "open", "开放填报"
    CLOSED = "closed", "已截止"
    COMMENT = "comment", "征求意见"
    PUBLISHED = "published", "已通报"


class Grade(Labelled):
    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASS = "pass", "合格"
    FAIL = "fail", "不合格"


class Direction(Labelled):
    UP = "up", "越高越好"
    DOWN = "down", "越低越好"


class UnitKind(Labelled):
    MEMBER = "member", "成员单位"
    BODY = "body", "议事机构"


class LedgerMode(Labelled):
    SNAPSHOT = "snapshot", "全量台账"
    PERIOD = "period", "当月报表"


class JobState(Labelled):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


class TaskState(Labelled):
    """What the lead unit reports of a task."""

    NOT_STARTED = "not_started", "未启动"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    PAUSED = "paused", "暂停"


class ExtensionState(Labelled):
    REQUESTED = "requested", "待审批"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"


class ConflictKind(Labelled):
    """冲突 — two rows of one ledger that may be one object; in the order in which they press."""

    SAME_CODE = "same_code", "同码"          # two units name the same 统一识别代码: counted once
    TWO_CODES = "two_codes", "一物两码"      # suspected: the same name or own number at the same place under two codes
    SAME_PLACE = "same_place", "同位置"      # suspected: two units at the same place


class ConflictState(Labelled):
    OPEN = "open", "待协商"
    SETTLED = "settled", "已约定"


class ConflictWord(Labelled):
    """What a claimant says of a pair."""

    OURS = "ours", "归我"
    THEIRS = "theirs", "归对方"
    APART = "apart", "不是同一物"
