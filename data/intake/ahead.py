"""What stands of a large ledger, read while the child still looks at the file that will be compared with it."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from data.intake.accept import Standing, standing_rows
from data.store.engine import Store
from data.store.marks import ACCEPTANCES, last_number


@dataclass
class StandingAhead:
    """Of one unit; holds nothing until a ledger and a month are told."""

    unit: str
    of: tuple[str, str] | None = None
    last: int = 0
    rows: Standing = field(default_factory=lambda: Standing({}, {}))

    def read(self, store: Store, ledger: str, period: str) -> None:
        """The number first: what is accepted between the two is then known to have come."""
        with store.read() as session:
            self.last = last_number(session, ACCEPTANCES)
            self.of, self.rows = (ledger, period), standing_rows(session, self.unit, ledger, period)

    def standing(self, session: Session, ledger: str, period: str) -> Standing:
        """What stands now: as it was read, where nothing was accepted since; else read again. Inside the writing transaction."""
        if self.of == (ledger, period) and last_number(session, ACCEPTANCES) == self.last:
            return self.rows
        return standing_rows(session, self.unit, ledger, period)
