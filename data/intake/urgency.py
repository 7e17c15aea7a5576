"""Which of the waiting files presses most: by the deadline of the ledger and month that its name tells, without opening it."""

from datetime import date

from sqlalchemy.orm import Session

from data.intake.due import deadline
from data.intake.metadata import months_of
from data.intake.which import named_ledger
from data.store import rulebook

UNTOLD = date.max  # whatever a name does not tell comes last: only the contained child opens files


def due_of(session: Session, name: str) -> date:
    """The deadline of the file of this name, which templates bring and titles of ledgers make; UNTOLD when the name does not say both."""
    months = months_of(name)
    if len(months) != 1:
        return UNTOLD
    book = rulebook.book_for(session, months[0])
    ledger = named_ledger(name, book.ledgers)
    return deadline(book, book.ledgers[ledger], months[0]) if ledger else UNTOLD
