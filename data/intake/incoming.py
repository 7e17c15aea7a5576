"""What comes in through a door, and the receipt that goes back."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from data.access.scope import Actor
from data.intake.file_names import shown_name
from data.intake.found import Found
from data.vocabulary import Door, Outcome, Severity


@dataclass(frozen=True)
class Incoming:
    """One file at a door. `unit` is the sender: the folder, the sign-in or --unit, never what the file says.
    `explanations`: words on 核实 findings, keyed by (rule, object key) or (rule, 'sheet!cell')."""

    content: bytes
    file_name: str
    unit: str
    door: Door
    actor: Actor
    ledger: str | None = None
    period: str | None = None
    explanations: dict[tuple[str, str], str] = field(default_factory=dict)
    dry_run: bool = False
    on_behalf: bool = False
    noted: bool = False  # the words are on record already, beside the findings of an earlier entry
    came_as: str | None = None  # the job or the file of the inbox that this is: a second worker, or one after a death, knows it again

    def __post_init__(self) -> None:
        object.__setattr__(self, "file_name", shown_name(self.file_name))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return sha256(self.content).hexdigest()


ROW_COUNTS = ("read", "accepted", "added", "changed", "unchanged", "closed", "rejected", "skipped")


@dataclass(frozen=True)
class Receipt:
    """回执 — the answer to one file; `as_json` is the object that `import --json` prints."""

    file: str
    sha256: str
    ledger: str | None
    unit: str
    period: str | None
    outcome: Outcome
    awaiting: str | None
    receipt: str | None
    submission: int | None
    rows: dict[str, int]
    findings: list[Found]

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file, "sha256": self.sha256, "ledger": self.ledger, "unit": self.unit, "period": self.period,
            "outcome": str(self.outcome), "awaiting": self.awaiting, "receipt": self.receipt,
            "rows": {name: self.rows.get(name, 0) for name in ROW_COUNTS},
            "findings": [{"severity": str(f.severity), "rule": f.rule, "sheet": f.sheet, "cell": f.cell, "header": f.header,
                          "value": f.value, "message": f.message} for f in self.findings],
        }

    @property
    def sentence(self) -> str:
        """One sentence for the screen and the receipt slip."""
        errors = sum(f.severity == Severity.ERROR for f in self.findings)
        if self.outcome == Outcome.ACCEPTED:
            return f"已接收 {self.rows.get('accepted', 0)} 行，回执号 {self.receipt}"
        if self.outcome == Outcome.UNCHANGED:
            return "内容与已接收的一致，无需重复报送"
        if self.outcome == Outcome.DRY_RUN:
            return f"试校验完成：强制问题 {errors} 处，未写入任何数据"
        if self.awaiting:
            return f"有 {len(self.findings)} 处需要说明：逐条填写说明后即可接收，已按首次报送时间计时"
        return f"已退回：强制问题 {errors} 处，请按标注改正后重新报送"
