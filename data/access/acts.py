"""The acts of the audit log in the words of its reader."""

from collections.abc import Mapping
from typing import Any

from data.vocabulary import ConflictState, Declaration, Door, ExtensionState, MonthState, OrderAct, OrderState, Outcome, Role, WordsFrom

LABELS: dict[str, str] = {
    "signin": "登录",
    "signin.refused": "登录被拒绝",
    "signout": "退出登录",
    "denied": "越权访问被拒绝",
    "download": "下载文件",
    "export": "导出表格",
    "user.add": "新增账号",
    "user.password": "修改密码",
    "user.reset": "重置密码",
    "user.disable": "停用账号",
    "user.enable": "启用账号",
    "user.role": "调整角色",
    "audit.verify": "校验审计链",
    "job.cancel": "取消后台任务",
    "submission.explain": "说明核实问题",
    "submission.withdraw": "退回已接收的报送",
    "submission.declare": "签署零报告或无变化",
    "submission.confirm": "确认代报",
    "submission.unlock": "批准锁定例外",
    "conflict.say": "协商冲突归属",
    "conflict.decide": "裁定冲突归属",
    "attachment.add": "上传佐证",
    "task.remind": "到期提醒",
    "extension.ask": "申请延期",
    "month.close": "月度截止",
    "month.comment": "征求意见",
    "month.publish": "月度通报",
    "month.reopen": "重新开放月份",
    "report.make": "编制报表",
    "system.backup": "备份",
    "catalogue.load": "装入办法",
    **{f"order.{act.value}": f"督办单{act.label}" for act in OrderAct},
    **{f"extension.{state.value}": f"延期{state.label}" for state in ExtensionState},
    **{f"submission.{outcome.value}": f"报送{outcome.label}" for outcome in Outcome},
}


def label_of(act: str) -> str:
    return LABELS.get(act, act)


SUBJECTS = {"user": "账号", "month": "月份", "order": "督办单", "task": "任务", "submission": "报送", "extension": "延期", "attachment": "佐证",
            "exception": "锁定例外", "report": "报表", "job": "后台任务", "catalogue": "办法", "audit": "审计链", "system": "系统", "file": "文件",
            "page": "页面", "route": "地址", "table": "表格", "template": "模板", "conflict": "冲突"}
NAMES = {"state": "状态", "pinned": "截至报送序号", "version": "版次", "snapshot": "校验值", "reason": "原因", "number": "文号", "task": "任务",
         "words": "说明",
         "unit": "单位", "new_due_on": "新期限", "due_on": "期限", "file": "文件", "files": "文件", "sha256": "校验值", "ledger": "台账", "period": "月份",
         "receipt": "回执号", "door": "途径", "role": "角色", "role_given": "授予角色", "outcome": "结果", "findings": "问题", "source": "来源", "rows": "行数",
         "trial": "试算稿", "kind": "种类", "problems": "问题数", "effective_from": "生效月份", "counts": "恢复计数的回执", "about": "事项", "before": "原值",
         "after": "新值",
         "declares": "声明", "signed": "签署人", "basis": "沿用的回执", "on_behalf": "代报", "until": "有效至",
         "method": "方式", "demo": "演示账号", "name": "名称", "path": "地址",
         "units": "双方单位", "owner": "归属", "permission": "权限", "size": "大小", "level": "层级"}
_STATES = {"month": MonthState, "order": OrderState, "extension": ExtensionState, "conflict": ConflictState}
_KINDS: dict[str, Any] = {"door": Door, "role": Role, "role_given": Role, "outcome": Outcome, "source": WordsFrom, "declares": Declaration}
_SWITCHES = {True: "是", False: "否"}


def subject_words(subject: str) -> str:
    """“month:2023-11” as 月份 2023-11; what is not known stays as it was recorded."""
    kind, _, name = subject.partition(":")
    return " ".join(filter(None, (SUBJECTS.get(kind, kind), name)))


def detail_words(subject: str, detail: Mapping[str, Any]) -> str:
    """The recorded facts in the words of their reader, those with nothing in them left out; the record itself stays as it is."""
    kinds = {**_KINDS, "state": _STATES.get(subject.partition(":")[0])}
    return "；".join(f"{NAMES.get(name, name)}：{_value(kinds.get(name), value)}" for name, value in detail.items() if value not in (None, "", [], {}))


def _value(kind: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _SWITCHES[value]
    labels = {str(member.value): member.label for member in kind} if kind is not None else {}
    return labels.get(str(value), str(value))
