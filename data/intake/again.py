"""Take the same file again, after its 核实 findings were explained."""

from datetime import datetime

from data.access.scope import Actor
from data.intake.explain import note_words, noted_words
from data.intake.incoming import Incoming, Receipt
from data.intake.take import Doors, take
from data.store import contents
from data.vocabulary import Door


def explain_and_take(doors: Doors, actor: Actor, submission: int, words: dict[int, str], now: datetime) -> Receipt:
    """Write words (finding number → text) beside the findings, then judge the same content once more."""
    with doors.store.write() as session:
        entry = note_words(session, actor, submission, words, now)
        given = noted_words(session, submission)
    content = contents.content_of(doors.settings.originals, entry.sha256)
    return take(doors, Incoming(content, entry.file_name, entry.unit, Door(entry.door), actor, entry.ledger, entry.period, given), now)
