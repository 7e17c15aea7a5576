"""The real present: audit entries, sign-ins, passwords and leases go by it, whatever the business day."""

from datetime import datetime

from data.calendar import SHANGHAI


def real_clock() -> datetime:
    return datetime.now(SHANGHAI)
