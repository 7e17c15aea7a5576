"""The named gathering functions that the rubric's items refer to."""

from data.assessment.gathered import Gather
from data.assessment.inputs import figures, filing, orders, tasks

GATHER: dict[str, Gather] = {
    "milestones_on_time": tasks.milestones_on_time,
    "lights": tasks.lights,
    "indicators_against_schedule": figures.indicators_against_schedule,
    "coding_against_schedule": figures.coding_against_schedule,
    "code_validity": figures.code_validity,
    "ledger_quality": filing.ledger_quality,
    "timeliness": filing.timeliness,
    "accuracy": filing.accuracy,
    "orders_closed_on_time": orders.closed_on_time,
    "feedback": orders.feedback,
}
