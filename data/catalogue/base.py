"""What all rule-book models share: strict, frozen, texts turned into typed values by the model."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

DEMO_SOURCE = "示范设定"


class Part(BaseModel):
    """A part of the rule book: unknown keys are refused, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _switch(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value in {"是", "true"}:
        return True
    if value in {"否", "false"}:
        return False
    raise ValueError("请写 是 或 否")


Switch = Annotated[bool, BeforeValidator(_switch)]
Number = Decimal
