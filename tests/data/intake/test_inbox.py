"""One pass over the inbox: whose folder, whether it stands still, where a file ends, and what a kill leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from data.access.scope import SYSTEM
from data.errors import GovernanceError
from data.intake import inbox
from data.intake.inbox import make_folders, misplaced, run_pass
from data.settings import Settings
from data.store.tables import Submission
from tests.data.jobs.conftest import NOW, open_house, pole_file

NAME = "智慧杆柱2023年6月.xlsx"


@pytest.fixture
def house(sqlite_database_url, home, container):
    found = open_house(sqlite_database_url, home, container)
    yield found
    found.store.close()


def drop(house, content=None, name=NAME, folder="E东区"):
    path = house.folder(folder) / name
    path.write_bytes(pole_file(8) if content is None else content)
    return path


def run(house, seconds=0, still=0):
    house.later(seconds=seconds)
    doors = house.worker.doors
    settings = Settings(home=doors.settings.home, database_url=doors.settings.database_url, still_seconds=still)
    return run_pass(type(doors)(doors.store, doors.container, settings), SYSTEM, house.now)


def names(house, fate, folder="E东区"):
    return sorted(p.name for p in (house.settings.inbox / folder / fate).glob("*"))


def count(house):
    with house.store.read() as session:
        return session.scalar(select(func.count()).select_from(Submission))


def test_a_file_goes_where_its_fate_says_under_its_receipt(house):
    drop(house)
    drop(house, pole_file("高"), name="智慧杆柱2023年6月改.xlsx")
    done = run(house)
    assert [r.outcome for r in done.receipts] == ["accepted", "rejected"]
    assert names(house, "accepted") == [f"HZ20230703-0001_{NAME}"]
    assert names(house, "rejected") == ["HZ20230703-0002_智慧杆柱2023年6月改.xlsx", "HZ20230703-0002_智慧杆柱2023年6月改_校验结果.xlsx",
                                        "回执_HZ20230703-0002_智慧杆柱2023年6月改.txt"]
    assert [p.name for p in house.folder().iterdir() if p.is_file()] == []


def test_the_same_content_again_is_kept_apart_as_unchanged(house):
    drop(house)
    run(house)
    drop(house)
    assert [r.outcome for r in run(house).receipts] == ["unchanged"]
    assert names(house, "accepted") == [f"HZ20230703-0001_{NAME}", f"HZ20230703-0002_{NAME}"]


@pytest.mark.parametrize(("seconds", "taken"), [(9, 0), (10, 1)], ids=["before it stood still", "when it did"])
def test_a_file_is_taken_once_it_stood_still(house, seconds, taken):
    drop(house)
    first = run(house, still=10)
    assert (first.receipts, first.waiting) == ([], [f"E东区/{NAME}"])
    assert len(run(house, seconds, still=10).receipts) == taken


def test_a_file_that_grows_waits_again(house):
    drop(house, pole_file(8)[:900])
    run(house, still=10)
    drop(house, pole_file(8))
    assert run(house, 10, still=10).waiting == [f"E东区/{NAME}"]
    assert len(run(house, 10, still=10).receipts) == 1


def test_a_day_that_begins_again_does_not_hold_a_file_back(house):
    drop(house)
    run(house, still=10)
    house.now -= timedelta(hours=23)
    assert run(house, still=10).waiting == [f"E东区/{NAME}"]
    assert len(run(house, 10, still=10).receipts) == 1


def test_a_look_that_was_cut_off_is_only_a_longer_wait(house):
    drop(house)
    (house.settings.home / "inbox-looks.json").write_text('{"a": {"lo', "utf-8")
    assert run(house, still=10).waiting and len(run(house, 10, still=10).receipts) == 1


@pytest.mark.parametrize("folder", ["E", "东区", "东区人民政府", "E东区"])
def test_the_sender_is_the_folder_by_code_or_name(house, folder):
    drop(house, folder=folder)
    assert [r.unit for r in run(house).receipts] == ["E"]


@pytest.mark.parametrize("folder", ["未知单位", "B", "办公室"])
def test_a_folder_nobody_owns_is_told_and_left_alone(house, folder):
    path = drop(house, folder=folder)
    done = run(house)
    assert done.receipts == [] and folder in done.problems[0] and path.exists()


def test_a_file_beside_the_folders_is_told_and_left_alone(house):
    house.folder()
    (house.settings.inbox / "散落.xlsx").write_bytes(b"x")
    assert run(house).problems == ["收件目录下的文件“散落.xlsx”没有放在单位文件夹里，未收取"]


@pytest.mark.parametrize("name", ["~$a.xlsx", ".a.xlsx.part", "回执_1.txt"])
def test_the_programmes_own_files_are_passed_over(house, name):
    path = drop(house, b"x", name)
    assert run(house).receipts == [] and path.exists()


def test_a_link_out_of_the_folder_is_not_followed(house, tmp_path):
    (tmp_path / "outside.xlsx").write_bytes(pole_file(8))
    (house.folder() / NAME).symlink_to(tmp_path / "outside.xlsx")
    assert run(house).receipts == []
    assert misplaced(house.store, house.settings) == [f"收件目录“{house.folder().name}”里的“{NAME}”不是文件，未收取；请把台账文件直接放在单位文件夹里"]


def test_what_no_pass_will_take_is_listed_for_the_page(house):
    drop(house)
    assert misplaced(house.store, house.settings) == []
    (house.folder() / "三月").mkdir()
    (house.folder() / "三月" / NAME).write_bytes(b"x")
    (house.settings.inbox / "散落.xlsx").write_bytes(b"x")
    assert misplaced(house.store, house.settings) == [
        f"收件目录“{house.folder().name}”里的“三月”不是文件，未收取；请把台账文件直接放在单位文件夹里",
        "收件目录下的文件“散落.xlsx”没有放在单位文件夹里，未收取"]
    assert len(run(house).receipts) == 1 and len(misplaced(house.store, house.settings)) == 2  # its own folders are none of it


def test_a_file_that_names_another_unit_is_forced_back(house):
    from tests.builders import a_workbook
    from tests.data.jobs.conftest import HEADER

    drop(house, a_workbook([["A1", "一", "990101", "在建", "新建", 8]], HEADER, title=["2023年6月智慧杆柱台账", "填报单位：西区"], sheet="台账"))
    receipt = run(house).receipts[0]
    assert receipt.outcome == "rejected" and "unit_is_sender" in [f.rule for f in receipt.findings]


def test_killed_between_commit_and_move_the_file_is_known_and_only_moved(house):
    drop(house)
    run(house)
    (house.settings.inbox / "E东区/accepted" / f"HZ20230703-0001_{NAME}").rename(house.folder() / NAME)
    assert [r.outcome for r in run(house).receipts] == ["unchanged"]
    assert names(house, "accepted") == [f"HZ20230703-0002_{NAME}"]


def test_a_name_that_is_taken_is_never_overwritten(house):
    taken = house.folder() / "accepted"
    taken.mkdir()
    (taken / f"HZ20230703-0001_{NAME}").write_bytes(b"before")
    drop(house)
    with pytest.raises(GovernanceError, match="已存在，未覆盖"):
        run(house)
    assert (taken / f"HZ20230703-0001_{NAME}").read_bytes() == b"before"


def test_two_passes_at_once_are_one(house):
    drop(house)
    with inbox._alone(house.settings.home) as first:
        assert first and run(house).receipts == []
    assert len(run(house).receipts) == 1


def test_folders_are_made_for_members_by_code_and_name(house):
    make_folders(house.worker.doors)
    assert sorted(p.name for p in house.settings.inbox.iterdir()) == ["E东区", "T通信", "W西区"]
    assert (house.settings.inbox / "W西区/rejected").is_dir()


def test_older_files_go_first(house):
    import os

    for n, name in enumerate(("b.xlsx", "a.xlsx")):
        path = drop(house, pole_file(8 + n), f"智慧杆柱2023年6月{name}")
        os.utime(path, (NOW.timestamp() + n, NOW.timestamp() + n))
    assert [r.file for r in run(house).receipts] == ["智慧杆柱2023年6月b.xlsx", "智慧杆柱2023年6月a.xlsx"]
    assert count(house) == 2


def test_what_is_due_first_goes_first_and_what_no_name_tells_goes_last(house):
    import os

    order = ["智慧杆柱_东区_2023-04.xlsx", "应建底数_东区_2023-05.xlsx", "智慧杆柱2023年6月.xlsx", "台账.xlsx", "6月.xlsx"]
    for n, name in enumerate((order[3], order[2], order[1], order[0], order[4])):
        path = drop(house, b"x%d" % n, name)
        os.utime(path, (NOW.timestamp() + n, NOW.timestamp() + n))
    assert [r.file for r in run(house).receipts] == order


def test_a_file_replaced_after_it_stood_still_waits_again(house, monkeypatch):
    path = drop(house)
    monkeypatch.setattr(inbox, "due_of", lambda _session, _name: path.write_bytes(pole_file(9)))
    assert run(house).receipts == [] and path.exists()
    monkeypatch.undo()
    assert [r.outcome for r in run(house).receipts] == ["accepted"]


def test_a_file_taken_back_stops_no_other(house, monkeypatch):
    path, _ = drop(house), drop(house, pole_file(9), "智慧杆柱2023年6月b.xlsx")
    monkeypatch.setattr(inbox, "due_of", lambda _session, _name: path.unlink(missing_ok=True))
    assert [r.file for r in run(house).receipts] == ["智慧杆柱2023年6月b.xlsx"]


def test_a_file_that_cannot_be_read_is_told_and_stops_no_other(house, monkeypatch):
    bad = drop(house, name="坏.xlsx")
    drop(house)
    opened = type(bad).open

    def refused(path, *more, **named):
        if path == bad:
            raise PermissionError(13, "Permission denied")
        return opened(path, *more, **named)

    monkeypatch.setattr(type(bad), "open", refused)
    done = run(house)
    assert [r.file for r in done.receipts] == [NAME]
    assert done.problems == ["文件“E东区/坏.xlsx”读不出来（Permission denied），未收取"]


def test_a_pass_that_may_no_longer_write_leaves_the_file_where_it_is(house):
    path = drop(house)

    def stopped(_session):
        raise GovernanceError("任务已被取消")

    with pytest.raises(GovernanceError, match="取消"):
        run_pass(house.worker.doors, SYSTEM, house.now, may_write=stopped)
    assert path.exists() and count(house) == 0


def test_the_same_file_looked_at_twice_is_taken_once(house, monkeypatch):
    path = drop(house, pole_file("高"))
    monkeypatch.setattr(inbox, "_put_away", lambda *_: None)  # as if the process had died after the commit
    first = run(house).receipts
    monkeypatch.undo()
    assert path.exists() and [r.as_json() for r in run(house).receipts] == [r.as_json() for r in first]
    assert count(house) == 1 and not path.exists()
