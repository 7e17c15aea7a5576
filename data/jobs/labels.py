"""Background jobs in the words of their reader: what they do, for what, and who asked for them."""

from data.calendar import label
from data.reports.files import KINDS as REPORTS

KINDS = {"import": "校验并接收上传文件", "copy": "生成标注后的文件", "inbox": "收取收件目录", "escalate": "逐日督办升级", "report": "编制报表",
         "demo": "装入演示城市", "measure": "计算指标", "backup": "备份", "anchor": "锚定审计链", "explain": "采用说明并重新接收", "index": "整理台账索引"}
ASKED = {"schedule": "定时", "run": "启动命令", "system": "系统"}


def kind_words(kind: str) -> str:
    return KINDS.get(kind, kind)


def object_words(kind: str, key: str) -> str:
    """The report and its month for `bulletin:2023-11:1`; a day or a number as it is; nothing where the key only repeats the kind."""
    parts = key.split(":")
    if kind == "report" and len(parts) == 3 and parts[0] in REPORTS:
        return f"{label(parts[1])}{REPORTS[parts[0]][0]}（第 {parts[2]} 次通报）"
    return "—" if key == kind else key


def asked_by(name: str) -> str:
    return ASKED.get(name, name)
