"""Every id of the screen, one class per page: text = page + place; pattern ids are functions that return a dict."""


class Shell:
    """The frame around every page."""

    PROVIDER = "shell-provider"
    FRAME = "shell-frame"
    BURGER = "shell-burger"
    PERIOD = "shell-period"
    NOTICE = "shell-notice"
    LOADING = "shell-loading"
    LOADING_TIMER = "shell-loading-timer"
    SCHEME = "shell-scheme"
    ADDRESS = "_pages_location"  # Dash's own: path and query of the page


class Audit:
    ACTOR = "audit-actor"
    ACT = "audit-act"
    OUTCOME = "audit-outcome"
    DAYS = "audit-days"
    TABLE = "audit-table"
    OLDER = "audit-older"
    NEWEST = "audit-newest"
    CURSOR = "audit-cursor"
    VERIFY = "audit-verify"
    VERDICT = "audit-verdict"


class Admin:
    HOME = "admin-home"
    SETTINGS = "admin-settings"
    JOBS = "admin-jobs"
    JOBS_TIMER = "admin-jobs-timer"
    JOB = "admin-job"
    CANCEL_JOB = "admin-cancel-job"
    JOB_ANSWER = "admin-job-answer"
    USERS = "admin-users"
    USERS_TURN = "admin-users-turn"
    NEW_NAME = "admin-new-name"
    NEW_SHOWN = "admin-new-shown"
    NEW_ROLE = "admin-new-role"
    NEW_UNIT = "admin-new-unit"
    ADD = "admin-add"
    USER = "admin-user"
    DISABLE = "admin-disable"
    ENABLE = "admin-enable"
    RESET = "admin-reset"
    ROLE = "admin-role"
    ROLE_UNIT = "admin-role-unit"
    CHANGE_ROLE = "admin-change-role"
    USER_ANSWER = "admin-user-answer"
