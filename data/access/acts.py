"""The acts of the audit log in the words of its reader."""

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
    "submission.accept": "接收报送",
    "submission.reject": "退回报送",
    "submission.explain": "说明核实问题",
    "submission.withdraw": "撤回已接收的报送",
    "catalogue.load": "装入办法",
}


def label_of(act: str) -> str:
    return LABELS.get(act, act)
