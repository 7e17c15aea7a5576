"""The first days of June: how the files of May came in, by inbox and command line."""

from dataclasses import dataclass, field
from pathlib import Path

from data.store.tables import Submission
from tests.month import files
from tests.month.story import EAST, Answer, Story


@dataclass
class Filing:
    """How the files of May came in."""

    wrong_poles: Submission | None = None
    doubtful_poles: Submission | None = None
    explained_poles: Submission | None = None
    same_again: Submission | None = None
    late_stations: Submission | None = None
    clean: list[Submission] = field(default_factory=list)
    imports: dict[str, Answer] = field(default_factory=dict)


def filing(story: Story, folder: Path) -> Filing:
    """The first days of June: due on Monday 06-05. 乙通信 sends through the command line, and never its poles."""
    found = Filing()
    story.at(6, 2)
    story.drop("E", "5月杆柱.xlsx", files.east_poles_wrong())
    found.wrong_poles, = story.look()
    for unit, some in {"E": {"编码": files.east_coding(), "底数": files.east_baseline(), "任务": files.east_tasks(), "指标": files.east_report()},
                       "A": {"杆柱": files.first_poles(), "任务": files.first_tasks(), "指标": files.first_report()},
                       "B": {"基站": files.second_stations(), "底数": files.second_baseline(), "任务": files.second_tasks()}}.items():
        for name, content in some.items():
            story.drop(unit, f"5月{name}.xlsx", content)
    found.clean = story.look()
    story.at(6, 5)
    story.drop("E", "5月杆柱（改）.xlsx", files.east_poles(5))
    found.doubtful_poles, = story.look()
    found.imports = _by_command_line(story, folder)
    story.at(6, 6)
    found.explained_poles = story.explain(EAST, found.doubtful_poles.id, "E-07 路口改造已取消；E-06 的日期是计划日期")
    story.drop("E", "5月编码（再）.xlsx", files.east_coding())
    found.same_again, = story.look()
    story.at(6, 8)
    story.drop("A", "5月基站.xlsx", files.first_stations())
    found.late_stations, = story.look()
    story.at(6, 10)
    story.drop("A", "5月基站（误）.xlsx", files.undated_stations("A"))
    assert [s.outcome for s in story.look()] == ["rejected"]  # the last file before the month is closed
    return found


def _by_command_line(story: Story, folder: Path) -> dict[str, Answer]:
    """06-05: a try that changes nothing, a wrong report beside a coding ledger that needs words, then both in order."""
    folder.mkdir()
    paths = {name: folder / f"{name}.xlsx" for name in ("指标错", "指标", "编码")}
    for path, content in zip(paths.values(), (files.second_report_wrong(), files.second_report(), files.second_coding()), strict=True):
        path.write_bytes(content)
    words = folder / "说明.csv"
    words.write_text(f"rule,object,words\ncode_claimed_elsewhere,{files.SHARED_CODE},机房与楼宇共用一码，已请区里核对\n", "utf-8")
    unit = ("--unit", "乙通信", "--json")
    return {
        "tried": story.verb("import", paths["指标"], "--dry-run", *unit),
        "rejected": story.verb("import", paths["指标错"], paths["编码"], *unit),
        "accepted": story.verb("import", paths["指标"], paths["编码"], "--explain", words, *unit),
        "unchanged": story.verb("import", paths["指标"], *unit)}
