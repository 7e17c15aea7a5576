"""Addresses inside the house: relative only, never to another host."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

SIGN_IN_PAGES = ("/login", "/logout", "/password")


def workbook(name: str, period: str, subject: object, filters: Mapping[str, object]) -> str:
    """Where a table is fetched as a workbook; filters that choose all are left out."""
    words = {name: word for name, word in {"period": period, "subject": subject, **filters}.items() if word not in (None, "")}
    return f"/export/{name}" + (f"?{urlencode(words)}" if words else "")


def template(period: str, unit: str, ledger: str = "") -> str:
    """Where a pre-filled workbook is fetched; without a ledger all that the unit owes."""
    return "/".join(["/templates", *(quote(part, safe="") for part in (period, unit, ledger) if part)])


def score_item(unit: str, period: str, item: str) -> str:
    """One item of a unit's score, opened where its rule and sources stand."""
    return f"/assessment/{unit}?{urlencode({'period': period, 'item': item})}"


def indicator_page(code: str, period: str, unit: str | None = None) -> str:
    """One indicator, opened at the rows of a unit if one is named."""
    return f"/indicators/{code}?{urlencode({'period': period, **({'unit': unit} if unit else {})})}"


def ledger_row(ledger: str, unit: str, key: str, period: str) -> str:
    """One row of a ledger with its versions and cells."""
    return f"/ledgers/{quote(ledger, safe='')}?{urlencode({'period': period, 'unit': unit, 'key': key})}"


def unit_submissions(unit: str, period: str) -> str:
    """报送, of one unit alone."""
    return f"/submissions?{urlencode({'period': period, 'only': unit})}"


def conflict_page(ledger: str, mark: str, period: str) -> str:
    """One pair of rows, opened where it is settled."""
    return f"/conflicts?{urlencode({'period': period, 'ledger': ledger, 'pair': mark})}"


def system_page(name: str, period: str) -> str:
    """One system of the work plan; its name is its address."""
    return f"/systems/{quote(name, safe='')}?{urlencode({'period': period})}"


def with_next(path: str, back_to: str) -> str:
    target = safe_next(back_to)
    return path if target == "/" else f"{path}?next={quote(target, safe='')}"


def safe_next(wanted: str | None) -> str:
    """A path on this server to return to after sign-in; anything else becomes the front page."""
    text = wanted or ""
    if not text.startswith("/") or text.startswith(("//", "/\\")) or "\\" in text or any(ord(c) < 32 or ord(c) == 127 for c in text):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.rstrip("/") in SIGN_IN_PAGES or parts.path.startswith("/_"):
        return "/"
    return text
