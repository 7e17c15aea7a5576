"""plan.yaml: phases, tasks and milestones of the work plan, with clause pointers."""

from datetime import date

from data.catalogue.base import Number, Part


class Milestone(Part):
    """里程碑 — a dated step of a task."""

    code: str
    name: str
    due: date
    source: str = "示范设定"


class Task(Part):
    """任务 — clause: pointer into the work plan for what the clause says; source says what the plan does not."""

    code: str
    name: str
    pillar: str
    clause: str | None = None
    quote: str = ""  # the clause's own words, corrected by hand
    lead: str
    assist: list[str] = []
    start: date
    due: date
    weight: Number
    indicators: list[str] = []
    evidence: str = ""  # what counts as proof
    milestones: list[Milestone] = []
    source: str = "示范设定"


class Phase(Part):
    code: str
    name: str
    due: date
    clause: str
    tasks: list[Task]


class Pillar(Part):
    code: str
    name: str
    weight: Number


class Plan(Part):
    title: str
    pillars: list[Pillar]
    phases: list[Phase]

    @property
    def tasks(self) -> list[Task]:
        return [task for phase in self.phases for task in phase.tasks]

    def phase_of(self, task: str) -> Phase:
        return next(p for p in self.phases if any(t.code == task for t in p.tasks))
