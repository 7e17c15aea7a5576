"""Ids of the pages of handing in."""


class Submissions:
    STRIP = "submissions-strip"
    UNIT = "submissions-unit"
    ZONE = "submissions-zone"
    PROGRESS = "submissions-progress"
    STATUS = "submissions-status"
    RESULT = "submissions-result"
    WATCHED = "submissions-watched"
    TIMER = "submissions-timer"
    JOBS = "submissions-jobs"
    MATRIX = "submissions-matrix"
    SHOW = "submissions-show"
    KEPT = "submissions-kept"
    HISTORY = "submissions-history"
    ONLY = "submissions-only"
    ONLY_WORDS = "submissions-only-words"
    TEMPLATE_UNIT = "submissions-template-unit"
    TEMPLATES = "submissions-templates"
    TO_DO = "submissions-todo"
    DECLARED = "submissions-declared"
    DECLARE_ASK = "submissions-declare-ask"
    DECLARE_WHAT = "submissions-declare-what"
    DECLARE_SAID = "submissions-declare-said"
    DECLARE_NAME = "submissions-declare-name"
    DECLARE_POST = "submissions-declare-post"
    DECLARE_KEEP = "submissions-declare-keep"
    DECLARE_SURE = "submissions-declare-sure"

    REVIEW = "submissions-review"
    EXCEPTIONS = "submissions-exceptions"
    EXCEPTIONS_PANEL = "submissions-exceptions-panel"
    UNLOCK_UNIT = "submissions-unlock-unit"
    UNLOCK_LEDGER = "submissions-unlock-ledger"
    UNLOCK_MONTH = "submissions-unlock-month"
    UNLOCK_UNTIL = "submissions-unlock-until"
    UNLOCK_WHY = "submissions-unlock-why"
    UNLOCK = "submissions-unlock"
    UNLOCKED = "submissions-unlocked"

    CANCELLED = "submissions-cancelled"

    @staticmethod
    def cancel(job: int) -> dict[str, str | int]:
        return {"type": "submissions-cancel", "job": job}

    @staticmethod
    def declare(kind: str, ledger: str, period: str) -> dict[str, str]:
        return {"type": "submissions-declare", "kind": kind, "ledger": ledger, "period": period}


class Submission:
    HEAD = "submission-head"
    FINDINGS = "submission-findings"
    NUMBER = "submission-number"
    SEND = "submission-send"
    JOB = "submission-job"
    TIMER = "submission-timer"
    ANSWER = "submission-answer"
    RETURNED = "submission-returned"
    RETURN_DESK = "submission-return-desk"
    RETURN_NOTE = "submission-return-note"
    RETURN_FORM = "submission-return-form"
    RETURN_WHY = "submission-return-why"
    RETURN = "submission-return"
    RETURN_ASK = "submission-return-ask"
    RETURN_SAID = "submission-return-said"
    RETURN_KEEP = "submission-return-keep"
    RETURN_SURE = "submission-return-sure"
    DIFFERENCES = "submission-differences"
    DIFFERENCES_FROM = "submission-differences-from"
    DIFFERENCES_MORE = "submission-differences-more"
    DIFFERENCES_FIRST = "submission-differences-first"
    CONFIRM_DESK = "submission-confirm-desk"
    CONFIRM_NOTE = "submission-confirm-note"
    CONFIRM = "submission-confirm"
    CONFIRMED = "submission-confirmed"

    @staticmethod
    def words(number: int) -> dict[str, str | int]:
        return {"type": "submission-words", "number": number}
