"""The little of XML that sheets of the plain form are written in, byte by byte; compiled into the functions that call it.

Every function takes bytes closed by zeros, and the place it begins at; it returns the place behind what it read, or NOT_PLAIN.
XML 1.0 §2.2 (characters), §2.4 (character data), §3.1 (tags), §4.1 (references).
"""

# ruff: noqa: ANN001, ANN201, ANN202, SIM109, SIM110  the compiler finds the types, and loops are what it compiles best
import numpy as np

from data.intake.compiled import inner

NOT_PLAIN = -1
_R = ord("r")
TAB, LINE, RETURN, SPACE, QUOTE, HASH, AND, PLUS, MINUS, DOT, SLASH, SEMICOLON, LESS, EQUALS, MORE = b"\t\n\r \"#&+-./;<=>"


def word(text: bytes) -> np.ndarray:
    return np.frombuffer(text, dtype=np.uint8)


_NAMES = (word(b"lt;"), word(b"gt;"), word(b"amp;"), word(b"quot;"), word(b"apos;"))


@inner
def starts(b, p, word):
    for n in range(word.size):
        if b[p + n] != word[n]:
            return False
    return True


@inner
def past(b, p, word):
    return p + word.size if starts(b, p, word) else NOT_PLAIN


@inner
def blanks(b, p):
    while b[p] == SPACE or b[p] == LINE or b[p] == RETURN or b[p] == TAB:
        p += 1
    return p


@inner
def digits(b, p, most):
    """The place behind at most so many digits, and the number they write; the same place when there are none or too many."""
    value, start = 0, p
    while 48 <= b[p] <= 57:
        value, p = value * 10 + b[p] - 48, p + 1
        if p - start > most:
            return start, 0
    return p, value


@inner
def _reference(b, p):
    """Behind & stands one of the five names or the number of a character."""
    if b[p] != HASH:
        for name in _NAMES:
            if starts(b, p, name):
                return p + name.size
        return NOT_PLAIN
    end, value = digits(b, p + 1, 5)
    known = 32 <= value < 0xD800 or value == TAB or value == LINE or value == RETURN
    return end + 1 if known and b[end] == SEMICOLON else NOT_PLAIN


@inner
def text(b, p):
    """The place of the next tag."""
    while b[p] != LESS:
        one = b[p]
        if one == AND:
            p = _reference(b, p + 1)
            if p < 0:
                return NOT_PLAIN
        elif one == MORE or (one < SPACE and one != TAB and one != LINE and one != RETURN):
            return NOT_PLAIN
        else:
            p += 1
    return p


@inner
def _is_said_before(b, tag, start, end):
    """The name from start to end and its = stand behind a blank earlier in the tag."""
    for p in range(tag, start - 1):
        if b[p] <= SPACE:
            n = 0
            while n <= end - start and b[p + 1 + n] == b[start + n]:
                n += 1
            if n > end - start:
                return True
    return False


@inner
def attribute(b, p, tag):
    """Any other attribute, which says nothing of the value and is not an address; `tag` is where its tag begins."""
    start = p
    while 97 <= b[p] | 32 <= 122 or (p > start and (48 <= b[p] <= 58 or b[p] == MINUS or b[p] == DOT)):
        p += 1
    if p == start or (p == start + 1 and b[start] == _R) or b[p] != EQUALS or b[p + 1] != QUOTE or _is_said_before(b, tag, start, p):
        return NOT_PLAIN
    p += 2
    while b[p] != QUOTE:
        if b[p] < SPACE or b[p] > 126 or b[p] == LESS or b[p] == AND:
            return NOT_PLAIN
        p += 1
    return p + 1


@inner
def next_attribute(b, p):
    """The place of the next attribute, of /> or of >."""
    start, p = p, blanks(b, p)
    return p if p > start or b[p] == MORE or b[p] == SLASH else NOT_PLAIN


@inner
def rest_of_tag(b, p):
    """The rest of a tag of which no attribute matters: the place behind it, negative where the tag is empty; 0 when it is not plain."""
    tag = p
    while True:
        p = next_attribute(b, p)
        if p < 0 or b[p] == MORE:
            return p + 1 if p >= 0 else 0
        if b[p] == SLASH:
            return -(p + 2) if b[p + 1] == MORE else 0
        p = attribute(b, p, tag)
        if p < 0:
            return 0
