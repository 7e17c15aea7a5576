"""Measurement units as people write them, and which writings mean the same."""

from data.intake.types.plain import squeezed

_SAME = (
    ("m", "米", "公尺"), ("km", "公里", "千米"), ("m2", "㎡", "m²", "平方米", "平米"), ("km2", "km²", "平方公里", "平方千米"),
    ("kw", "千瓦"), ("w", "瓦"), ("mw", "兆瓦"), ("%", "百分比", "%"), ("°", "度", "o"), ("元",), ("万元",), ("亿元",), ("mm", "毫米"), ("cm", "厘米"),
    ("pflops",), ("人",), ("万人",), ("户",), ("天", "日"), ("年",), ("月",), ("mbps",), ("gb",), ("tb",), ("亩",), ("公顷", "ha"), ("t", "吨"),
    ("℃", "°c"), ("m3", "m³", "立方米"),
    # One of anything that is counted.
    ("个", "根", "座", "处", "套", "条", "台", "站", "张", "件", "项", "次", "栋", "所", "家", "孔", "盏", "只", "面", "路", "部", "辆", "架", "机架"),
)
_MEANING = {squeezed(word).lower(): number for number, words in enumerate(_SAME) for word in words}


def is_unit(text: str) -> bool:
    return squeezed(text).lower() in _MEANING


def same_unit(written: str, declared: str) -> bool:
    """Do two writings mean the same unit? Counting words are all one, and belong to a column without a unit too."""
    a, b = squeezed(written).lower(), squeezed(declared).lower()
    if a == b:
        return True
    if not b:
        return _MEANING.get(a) == _MEANING["个"]
    return a in _MEANING and _MEANING[a] == _MEANING.get(b)
