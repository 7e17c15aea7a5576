"""Addresses inside the house: relative only, never to another host."""

from urllib.parse import quote, urlsplit

SIGN_IN_PAGES = ("/login", "/logout", "/password")


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
