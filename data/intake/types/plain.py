"""What all types share: blanks, full-width characters, placeholders for nothing."""

import re
from unicodedata import normalize

from data.intake.found import clean

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# Words that people write into a cell that has nothing to say.
NOTHING = {"-", "--", "---", "—", "——", "/", "\\", "无", "暂无", "N/A", "n/a", "NA", "null", "NULL", "None", "空"}
HIDDEN = re.compile(f"[{INVISIBLE}\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
SHORT = 40
_BLANKS = re.compile(rf"[\s{INVISIBLE}]+")


def trimmed(text: str) -> str:
    """Blanks and invisible characters off both ends; the inside stays as written, but for what cannot be stored."""
    text = clean(text).strip()
    while text and (text[0] in INVISIBLE or text[-1] in INVISIBLE):
        text = text.strip(INVISIBLE).strip()
    return text


def narrowed(text: str) -> str:
    """NFKC, trimmed: for codes, numbers, dates, headers and choices; never for free text (㎡ would become m2)."""
    return trimmed(text if text.isascii() else normalize("NFKC", clean(text)))


def short(text: str) -> str:
    """A value as a sentence quotes it."""
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def squeezed(text: str) -> str:
    """NFKC without any blank: for comparing headers and words."""
    if text.isascii():
        return _BLANKS.sub("", text)
    return normalize("NFC", _BLANKS.sub("", normalize("NFKC", text)))  # a free-standing accent comes to its letter
