"""All tables, one file per cluster; importing the package registers them on Base.metadata."""

from data.store.tables.assessment import Month, MonthMove, PublishedFact, Score, ScoreItem
from data.store.tables.base import Base
from data.store.tables.conflicts import ConflictTalk
from data.store.tables.figures import MeasureKey, Measurement, TaskLight
from data.store.tables.intake import Explanation, Finding, LockException, Submission
from data.store.tables.ledgers import Entity, EntityHistory, FrozenCount, GridCount, GridTotal
from data.store.tables.people import Login, LoginFailure, User
from data.store.tables.quality import FileCount, FindingCount
from data.store.tables.records import AuditEntry, Job, Lease, Meta, ReportFile, RuleVersion
from data.store.tables.supervision import Attachment, Extension, Notice, Order, OrderEvent

__all__ = [
    "Attachment", "AuditEntry", "Base", "ConflictTalk", "Entity", "EntityHistory", "Explanation", "Extension", "FileCount", "Finding",
    "FindingCount", "FrozenCount", "GridCount", "GridTotal", "Job",
    "Lease", "LockException", "Login", "LoginFailure", "MeasureKey", "Measurement", "Meta", "Month", "MonthMove", "Notice", "Order",
    "OrderEvent", "PublishedFact", "ReportFile", "RuleVersion", "Score", "ScoreItem", "Submission", "TaskLight", "User",
]
