"""The acts of the audit log in the words of its reader."""

from data.vocabulary import ExtensionState, OrderAct, Outcome

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
    "submission.withdraw": "撤回已接收的报送",
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
