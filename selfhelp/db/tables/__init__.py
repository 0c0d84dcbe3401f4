"""Every table, so that one import knows them all."""

from selfhelp.db.tables.letters import CallRequest, Feedback, FeedbackWithdrawal, LetterOpening, PatientLetter
from selfhelp.db.tables.operations import AuditEvent, Lease, ModuleEdition, ModuleVersion, OutboxMail
from selfhelp.db.tables.people import (
    AuthSession,
    DataKey,
    OneTimeToken,
    Person,
    RateWindow,
    RoleGrant,
    Team,
    UsedKey,
)
from selfhelp.db.tables.sleep import SleepWindowEvent
from selfhelp.db.tables.training import TrainingAttempt, TrainingLesson, TrainingNote, TrainingPass
from selfhelp.db.tables.treatments import (
    Confirmation,
    ExerciseOpening,
    FeedbackMove,
    GuideAssignment,
    ModuleAssignment,
    Pause,
    StepAssignment,
    Treatment,
)
from selfhelp.db.tables.writing import Draft, Entry, LessonOpinion, LessonProgress, Mood, Sharing

__all__ = [
    "AuditEvent", "AuthSession", "CallRequest", "Confirmation", "DataKey", "Draft", "Entry", "ExerciseOpening",
    "Feedback", "FeedbackMove", "FeedbackWithdrawal", "GuideAssignment", "Lease", "LessonOpinion", "LessonProgress",
    "LetterOpening", "ModuleAssignment", "ModuleEdition", "ModuleVersion", "Mood", "OneTimeToken", "OutboxMail",
    "PatientLetter", "Pause", "Person", "RateWindow", "RoleGrant", "Sharing", "SleepWindowEvent", "StepAssignment",
    "Team", "TrainingAttempt", "TrainingLesson", "TrainingNote", "TrainingPass", "Treatment", "UsedKey",
]
