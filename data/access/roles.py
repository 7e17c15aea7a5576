"""What each role may do: one table, read by the gate, the menu and the services alike."""

from data.vocabulary import Labelled, Role


class Permission(Labelled):
    """权限 — one kind of act; whose rows it reaches is the scope's matter."""

    SIGNED_IN = "signed_in", "登录后即可"
    CHANGE_PASSWORD = "password.change", "修改本人密码"
    VIEW_FIGURES = "figures.view", "查看指标"
    VIEW_WALL = "wall.view", "查看大屏"
    VIEW_TRIAL = "figures.trial", "查看未通报的指标与得分"
    VIEW_TASKS = "tasks.view", "查看任务"
    VIEW_ORDERS = "orders.view", "查看督办单"
    VIEW_SCORES = "scores.view", "查看考评得分"
    VIEW_SUBMISSIONS = "submissions.view", "查看报送"
    VIEW_REPORTS = "reports.view", "查看报表"
    UPLOAD = "submissions.upload", "上传台账"
    EXPLAIN = "submissions.explain", "说明核实问题"
    CONFIRM_SUBMISSION = "submissions.confirm", "确认代报"
    RETURN_SUBMISSION = "submissions.return", "退回已接收的报送"
    UNLOCK = "submissions.unlock", "批准锁定例外"
    DECIDE_CONFLICT = "conflicts.decide", "裁定冲突归属"
    ISSUE_ORDER = "orders.issue", "下发督办单"
    CONFIRM_LEVEL = "orders.confirm", "确认通报与约谈"
    ANSWER_ORDER = "orders.answer", "签收与反馈督办单"
    REVIEW_ORDER = "orders.review", "核验、退回与办结督办单"
    ASK_EXTENSION = "extensions.ask", "申请延期"
    DECIDE_EXTENSION = "extensions.decide", "审批延期"
    ATTACH = "attachments.add", "上传佐证"
    MEASURE = "figures.measure", "重新计算指标、亮灯与得分"
    CLOSE_MONTH = "months.close", "月度截止、征求意见与撤回"
    PUBLISH = "months.publish", "月度通报"
    MAKE_REPORT = "reports.make", "编制报表"
    EXPORT = "tables.export", "导出表格"
    VIEW_AUDIT = "audit.own", "查看本人操作记录"
    VIEW_ALL_AUDIT = "audit.all", "查看全部审计记录"
    VERIFY_AUDIT = "audit.verify", "校验审计链"
    VIEW_SYSTEM = "system.view", "查看系统信息"
    VIEW_JOBS = "jobs.view", "查看后台任务"
    RUN_JOBS = "jobs.run", "启动与取消后台任务"
    VIEW_USERS = "users.view", "查看账号"
    MANAGE_USERS = "users.manage", "新增与停用账号、重置密码"
    MANAGE_ROLES = "roles.manage", "调整账号角色"
    BACKUP = "system.backup", "备份与恢复"
    LOAD_CATALOGUE = "catalogue.load", "装入办法"


P = Permission
_EVERYONE = {P.SIGNED_IN, P.CHANGE_PASSWORD}
_READER = {P.VIEW_FIGURES, P.VIEW_TASKS, P.VIEW_ORDERS, P.VIEW_SCORES, P.VIEW_SUBMISSIONS, P.VIEW_REPORTS, P.EXPORT, P.VIEW_TRIAL}
_OFFICE = {P.UPLOAD, P.RETURN_SUBMISSION, P.UNLOCK, P.ISSUE_ORDER, P.REVIEW_ORDER, P.DECIDE_EXTENSION, P.ATTACH, P.MEASURE, P.CLOSE_MONTH, P.PUBLISH,
           P.MAKE_REPORT, P.VIEW_AUDIT, P.VIEW_SYSTEM, P.VIEW_JOBS, P.LOAD_CATALOGUE, P.DECIDE_CONFLICT}
_UNIT = {P.UPLOAD, P.EXPLAIN, P.CONFIRM_SUBMISSION, P.ANSWER_ORDER, P.ASK_EXTENSION, P.ATTACH, P.VIEW_AUDIT}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LEADER: frozenset(_EVERYONE | _READER | {P.VIEW_WALL, P.CONFIRM_LEVEL, P.DECIDE_EXTENSION}),
    Role.OFFICE: frozenset(_EVERYONE | _READER | _OFFICE | {P.VIEW_WALL}),
    Role.UNIT: frozenset(_EVERYONE | _READER | _UNIT),
    Role.EVALUATOR: frozenset(_EVERYONE | {P.VIEW_FIGURES, P.VIEW_TASKS, P.VIEW_AUDIT}),
    Role.SCREEN: frozenset({P.SIGNED_IN, P.VIEW_WALL}),
    Role.SYSTEM_ADMIN: frozenset(_EVERYONE | {P.VIEW_SYSTEM, P.VIEW_JOBS, P.RUN_JOBS, P.VIEW_USERS, P.MANAGE_USERS, P.BACKUP}),
    Role.SECURITY_ADMIN: frozenset(_EVERYONE | {P.VIEW_SYSTEM, P.VIEW_USERS, P.MANAGE_ROLES}),
    Role.AUDIT_ADMIN: frozenset(_EVERYONE | {P.VIEW_AUDIT, P.VIEW_ALL_AUDIT, P.VERIFY_AUDIT}),
}
SEES_ALL_UNITS = frozenset({Role.LEADER, Role.OFFICE})
