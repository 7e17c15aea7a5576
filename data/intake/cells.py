"""Read a whole column by its declared type: every distinct raw value once."""

from data.catalogue.book import Catalogue
from data.catalogue.ledger import Column as Declared
from data.intake.grid import CellError, Column, Raw, Uncalculated
from data.intake.typed import Noted, Parsed, TypedColumn, typed, wrong
from data.intake.types import choice, code, day, degrees, number, percent, text
from data.vocabulary import Quality

_READERS = {"text": text.read, "number": number.read, "integer": number.read, "percent": percent.read, "date": day.read, "month": day.read,
            "choice": choice.read, "switch": choice.read, "degrees": degrees.read}


def read_column(declared: Declared, column: Column, book: Catalogue) -> TypedColumn:
    if not {CellError, Uncalculated} & set(map(type, column.values)):
        return typed(column.codes, _read(declared, column.values, book))
    sound = [value for value in column.values if not isinstance(value, CellError | Uncalculated)]
    answers = iter(_read(declared, sound, book))
    return typed(column.codes, [_broken(v) if isinstance(v, CellError | Uncalculated) else next(answers) for v in column.values])


def _read(declared: Declared, values: list[Raw], book: Catalogue) -> list[Parsed | Noted]:
    return code.read(declared, values, book) if declared.type == "code" else _READERS[declared.type](declared, values)


def _broken(value: Raw) -> Parsed:
    if isinstance(value, CellError):
        return wrong("cell_error", f"单元格是错误值 {value.text}，请改正公式，或改为填写数值", Quality.ACCURACY)
    return wrong("cell_uncalculated", "单元格是公式，但文件里没有保存计算结果；请用 WPS 或 Excel 打开后重新保存，或改为填写数值", Quality.ACCURACY)
