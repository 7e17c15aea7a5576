"""Take the same file again, after its 核实 findings were explained."""

from datetime import datetime

from data.access.scope import Actor, require_unit
from data.intake.explain import note_words, noted_words
from data.intake.incoming import Incoming, Receipt
from data.intake.take import NOBODY, Doors, Watch, take
from data.store import contents
from data.store.tables import Submission
from data.vocabulary import Door


def take_again(doors: Doors, actor: Actor, submission: int, now: datetime, came_as: str | None = None, watch: Watch = NOBODY) -> Receipt:
    """Judge the content of a submission once more, with the words noted beside its findings."""
    with doors.store.read() as session:
        entry = session.get_one(Submission, submission)
        require_unit(actor, entry.unit)
        given = noted_words(session, submission)
    content = contents.content_of(doors.settings.originals, entry.sha256)
    return take(doors, Incoming(content, entry.file_name, entry.unit, Door(entry.door), actor, entry.ledger, entry.period, given, noted=True,
                                came_as=came_as), now, watch=watch)


def explain_and_take(doors: Doors, actor: Actor, submission: int, words: dict[int, str], now: datetime) -> Receipt:
    """Write words (finding number → text) beside the findings, then judge the same content once more."""
    with doors.store.write() as session:
        note_words(session, actor, submission, words, now)
    return take_again(doors, actor, submission, now)
