"""Ids of the pages about data: rows of ledgers, one row, and quality."""


class Ledgers:
    STRIP = "ledgers-strip"
    LEDGER = "ledgers-ledger"
    UNIT = "ledgers-unit"
    SEARCH = "ledgers-search"
    KNOWN = "ledgers-known"
    FILTERS = "ledgers-filters"
    ASKED = "ledgers-asked"
    TABLE = "ledgers-table"
    CURSOR = "ledgers-cursor"
    MORE = "ledgers-more"
    FIRST = "ledgers-first"
    KEPT = "ledgers-kept"

    @staticmethod
    def filter(word: str) -> dict[str, str]:
        return {"type": "ledgers-filter", "word": word}


class LedgerRow:
    ASKED = "ledger-row-asked"
    TITLE = "ledger-row-title"
    FACTS = "ledger-row-facts"
    MARKS = "ledger-row-marks"
    VERSIONS = "ledger-row-versions"


class Quality:
    STRIP = "quality-strip"
    ASKED = "quality-asked"
    UNIT = "quality-unit"
    LEDGER = "quality-ledger"
    SEVERITY = "quality-severity"
    HEAD = "quality-head"
    TREND = "quality-trend"
    FIRST_PASS = "quality-first-pass"
    WORDS = "quality-words"
    UNITS = "quality-units"
    RULES = "quality-rules"
    BURDEN = "quality-burden"
    FILES = "quality-files"
    KEPT = "quality-kept"


class Conflicts:
    STRIP = "conflicts-strip"
    ASKED = "conflicts-asked"
    UNIT = "conflicts-unit"
    LEDGER = "conflicts-ledger"
    KIND = "conflicts-kind"
    LEDGERS = "conflicts-ledgers"
    UNITS = "conflicts-units"
    PAIRS = "conflicts-pairs"
    KEPT = "conflicts-kept"
    DESK = "conflicts-desk"
    DESK_PAIR = "conflicts-desk-pair"
    OURS = "conflicts-ours"
    THEIRS = "conflicts-theirs"
    APART = "conflicts-apart"
    SAID = "conflicts-said"
    OWNER = "conflicts-owner"
    WHY = "conflicts-why"
    DECIDE = "conflicts-decide"
    DECIDED = "conflicts-decided"


class Restatements:
    STRIP = "restatements-strip"
    HEAD = "restatements-head"
    TABLE = "restatements-table"
