"""The few refusals that a caller treats differently; each message is a Chinese sentence for the user."""


class GovernanceError(Exception):
    """An act that the rules refuse; the message says why and what to do."""

    @property
    def sentence(self) -> str:
        return str(self.args[0]) if self.args else "操作未完成"


class NotAllowed(GovernanceError):
    """The user has no right to this act or object."""


class NotFound(GovernanceError):
    """There is no such object, or it is not the user's to see: both answer the same."""


class MonthIsFrozen(GovernanceError):
    """The month is published; figures change only through a correction version."""


class UnreadableFile(GovernanceError):
    """The file cannot be read at all; the sentence says what was found and what to send instead."""


class CatalogueError(GovernanceError):
    """The rule book is wrong; the message names file, line and what is wanted."""
