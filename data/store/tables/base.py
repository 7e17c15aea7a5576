"""The declarative base and the column types that all tables share."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Dialect, Integer, MetaData, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s",
         "pk": "pk_%(table_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"}
JSON_TEXT = JSON().with_variant(JSONB(), "postgresql")
BIG = BigInteger().with_variant(Integer(), "sqlite")


class DecimalText(TypeDecorator[Decimal]):
    """An exact decimal kept as text: sums of kilometres and money never pass through a float."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {dict[str, Any]: JSON_TEXT, list[Any]: JSON_TEXT, Decimal: DecimalText()}


Code = Annotated[str, mapped_column(String(40))]        # unit, ledger, indicator, task, item codes
Period = Annotated[str, mapped_column(String(7))]       # YYYY-MM
LongText = Annotated[str, mapped_column(Text)]
Sha = Annotated[str, mapped_column(String(64))]         # lower-case hex SHA-256
Moment = datetime                                       # naive UTC
BigKey = Annotated[int, mapped_column(BIG, primary_key=True, autoincrement=True)]
