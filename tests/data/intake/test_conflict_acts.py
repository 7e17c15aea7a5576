"""协商: each claimant's word, what is an agreement, the office's decision, and whose word is waited for; on both databases."""

import pytest
from sqlalchemy import select, update

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.intake.conflict_acts import decide, say
from data.intake.conflict_talks import Agreement, agreed
from data.intake.conflicts import ConflictsAsked, conflicts
from data.intake.todo import TodoKind, todo_counts, todos
from data.store.tables import AuditEntry, ConflictTalk, Entity
from data.vocabulary import ConflictState, ConflictWord, Role
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import day, hand_in
from tests.data.intake.test_conflicts import COMPANY, EAST, JUNE, OFFICE, WEST, pole, two_districts
from tests.databases import furnish

OURS, THEIRS, APART = ConflictWord


@pytest.fixture
def session(database_place):
    store = furnish(database_place, two_districts)
    with store.write() as session:
        yield session
    store.close()


def pair(session, key="w1"):
    """The pair of a row of the west, or of the east's own two."""
    return next(one for one in conflicts(session, OFFICE, ConflictsAsked(JUNE)).rows if one.other.key == key)


def place(session, key="w1"):
    return JUNE, "pole", pair(session, key).mark


def waiting(session, who):
    return [(t.conflict, t.words) for t in todos(session, who, who.unit, JUNE, NOW) if t.kind == TodoKind.CONFLICT]


@pytest.mark.parametrize(("said", "answered", "found"), [
    (OURS, THEIRS, Agreement("E")), (THEIRS, OURS, Agreement("W")), (APART, APART, Agreement(None)), (OURS, OURS, None), (THEIRS, THEIRS, None),
    (APART, OURS, None), (THEIRS, APART, None), (OURS, None, None), (None, APART, None), (None, None, None)])
def test_two_words_are_an_agreement_only_when_they_fit(said, answered, found):
    assert agreed(("E", said), ("W", answered)) == found


@pytest.mark.parametrize(("said", "found"), [(OURS, Agreement("E")), (THEIRS, Agreement("E")), (APART, Agreement(None)), (None, None)])
def test_a_unit_judges_its_own_two_rows_alone(said, found):
    assert agreed(("E", said), ("E", said)) == found


def test_the_other_is_asked_and_its_answer_settles(session):
    where = place(session)
    assert say(session, WEST, where, THEIRS, NOW).state == ConflictState.OPEN
    assert [mark for mark, words in waiting(session, EAST) if "西区说“归对方”" in words] == [where[2]] and waiting(session, WEST) == []
    assert [one.counts for one in todo_counts(session, OFFICE, JUNE, day("2023-07-01")) if one.unit == "E"][0][TodoKind.CONFLICT] == 1
    talk = say(session, EAST, where, OURS, NOW)
    assert (talk.state, talk.owner, talk.by) == (ConflictState.SETTLED, "E", "e") and waiting(session, EAST) == []
    told = pair(session).talk
    assert (told.owner_name, told.said) == ("东区", (OURS, THEIRS)) and session.scalar(select(ConflictTalk.kind)) == "same_code"


def correcting(session, who):
    return [t.words for t in todos(session, who, who.unit, JUNE, NOW) if t.kind == TodoKind.CORRECT]


@pytest.mark.parametrize(("owner", "loser", "other"), [("E", WEST, EAST), ("W", EAST, WEST)])
def test_whose_row_gives_way_is_told_to_correct_its_ledger_until_it_has(session, owner, loser, other):
    where = place(session)
    decide(session, OFFICE, where, owner, "核实", NOW)
    (words,) = correcting(session, loser)
    assert f"同码已裁定归{'东区' if owner == 'E' else '西区'}" in words and correcting(session, other) == []
    session.execute(update(Entity).where(Entity.unit == loser.unit, Entity.code == pair(session).one.code).values(code=None))
    assert correcting(session, loser) == []


@pytest.mark.parametrize("owner", ["", None])
def test_two_things_and_an_open_pair_correct_nothing(session, owner):
    where = place(session)
    if owner is None:
        say(session, WEST, where, THEIRS, NOW)
    else:
        decide(session, OFFICE, where, owner, "两根", NOW)
    assert correcting(session, WEST) == correcting(session, EAST) == []


def test_words_that_do_not_fit_ask_both_and_may_be_changed(session):
    where = place(session)
    say(session, WEST, where, OURS, NOW)
    assert say(session, EAST, where, OURS, NOW).state == ConflictState.OPEN and len(waiting(session, EAST)) == len(waiting(session, WEST)) == 1
    assert say(session, EAST, where, THEIRS, NOW).owner == "W"
    with pytest.raises(GovernanceError, match="已经约定"):
        say(session, EAST, where, APART, NOW)


def test_the_office_decides_with_a_reason_also_over_an_agreement(session):
    where = place(session, "e3")
    assert say(session, EAST, where, APART, NOW).owner is None
    talk = decide(session, OFFICE, where, "E", " 现场核实为同一根杆 ", NOW)
    assert (talk.state, talk.owner, talk.reason) == (ConflictState.SETTLED, "E", "现场核实为同一根杆")
    for owner, reason, said in (("T", "理由", "双方单位"), ("E", " ", "写明"), ("E", "长" * 1001, "简短")):
        with pytest.raises(GovernanceError, match=said):
            decide(session, OFFICE, where, owner, reason, NOW)
    assert decide(session, OFFICE, where, "", "两根", NOW).owner is None


def test_only_claimants_speak_and_only_the_office_decides(session):
    where = place(session)
    for who, refusal in ((COMPANY, NotFound), (OFFICE, NotAllowed), (Actor("l", Role.LEADER), NotAllowed)):
        with pytest.raises(refusal):
            say(session, who, where, OURS, NOW)
    for who in (EAST, Actor("l", Role.LEADER)):
        with pytest.raises(NotAllowed):
            decide(session, who, where, "E", "理由", NOW)
    with pytest.raises(NotFound):
        say(session, WEST, place(session, "e3"), OURS, NOW)
    assert session.scalars(select(ConflictTalk)).all() == []


def test_every_word_is_in_the_audit_chain(session):
    where = place(session)
    say(session, WEST, where, THEIRS, NOW)
    decide(session, OFFICE, where, "E", "核实", NOW)
    entries = session.execute(select(AuditEntry.act, AuditEntry.unit, AuditEntry.detail).order_by(AuditEntry.seq)).all()[-2:]
    assert [(e.act, e.unit) for e in entries] == [("conflict.say", "W"), ("conflict.decide", None)]
    assert entries[0].detail["words"] == "归对方" and (entries[1].detail["owner"], entries[1].detail["reason"]) == ("E", "核实")


def test_a_pair_that_is_corrected_asks_nobody_and_is_found_no_more(session):
    where = place(session)
    say(session, WEST, where, THEIRS, NOW)
    hand_in(session, "W", "pole", JUNE, [pole("w9", 900, "w9")])
    assert waiting(session, EAST) == []
    with pytest.raises(NotFound):
        say(session, EAST, where, OURS, NOW)
