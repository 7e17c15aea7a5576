"""Passwords: the 等保 policy as sentences, and argon2id."""

from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 10
MAXIMUM = 128  # hashing a megabyte would be a gift to an attacker
KINDS = 3
REMEMBERED = 5
EXPIRE_DAYS = 90
PIECE = 3

# What people here type first. A password may contain such a root only if enough else is left of it.
COMMON_ROOTS = (
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "administrator", "welcome", "letmein", "iloveyou", "woaini", "qwerty",
    "qazwsx", "asdfgh", "zxcvbn", "1qaz2wsx", "5201314", "abc123", "root", "test", "changeme", "mima", "wodemima", "zhongguo", "china",
    "chengji", "beijing", "nihao", "dudao", "shuzi",
)
LEFT_OVER = 6
ROWS = ("0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")

# 19 MiB and two passes (OWASP's floor) keep a sign-in near 50 ms, and eight at once within 160 MB.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = _HASHER.hash("an account that does not exist takes as long to refuse as one that does")


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Is it this password? Without a hash the answer is no, after the same time."""
    try:
        return _HASHER.verify(password_hash or _NOBODY, password[:MAXIMUM + 1]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def weaknesses(password: str, name: str, words: Iterable[str] = (), former: Iterable[str] = ()) -> list[str]:
    """Everything the policy holds against a password; `words` are local names, `former` the hashes of earlier ones."""
    lower = password.casefold()
    found = []
    if len(password) < MINIMUM:
        found.append(f"至少 {MINIMUM} 个字符")
    if len(password) > MAXIMUM:
        found.append(f"最多 {MAXIMUM} 个字符")
    if _kinds(password) < KINDS:
        found.append("须含大写字母、小写字母、数字、其他符号中的三类")
    if any(piece in lower for piece in _pieces(name.casefold())):
        found.append(f"不得包含用户名中连续 {PIECE} 个及以上字符")
    if _is_common(lower) or any(len(word) > 1 and word.casefold() in lower for word in words):
        found.append("不得以常见密码、键盘顺序、单位或城市名称为主")
    if not found and any(matches(old, password) for old in former):
        found.append(f"不得与最近 {REMEMBERED} 次用过的密码相同")
    return found


def _kinds(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
    return sum(any(test(c) for c in password) for test in tests)


def _pieces(name: str) -> set[str]:
    return {name[i:i + PIECE] for i in range(len(name) - PIECE + 1)}


def _is_common(lower: str) -> bool:
    """Take away roots, keyboard runs and repeats: is too little left?"""
    for root in sorted(COMMON_ROOTS, key=len, reverse=True):
        lower = lower.replace(root, "")
    return len(_without_runs(lower)) < LEFT_OVER


def _without_runs(text: str) -> str:
    """The text without characters that only repeat or follow their neighbour on a keyboard row."""
    kept = text[:1]
    for before, after in zip(text, text[1:], strict=False):
        if before != after and not any(before + after in row for row in ROWS):
            kept += after
    return kept
