"""What an author wrote, parsed: frozen types, nothing else.

A module is one programme; a lesson is one week of it; a page is a part of a lesson; a block is what stands on a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from selfhelp.core.content.module_words import AskFirst, Gone, LogPlan

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


class Share(StrEnum):
    """Who may come to read an exercise."""

    ALWAYS = "always"  # follows the lesson when the patient shares it
    ASK = "ask"  # the exercise has its own choice
    NEVER = "never"  # stays with the patient


class Kind(StrEnum):
    """The three exercises every lesson has one of; others have none."""

    CHECK_IN = "check-in"
    HOMEWORK = "homework"
    QUESTION = "question"


class Opens(StrEnum):
    """Who opens an exercise, where it does not open with its lesson."""

    GUIDE = "guide"


class Severity(StrEnum):
    ERROR = "error"  # the module cannot be published
    WARNING = "warning"  # it can, but a reader will stumble


@dataclass(frozen=True, order=True)
class Problem:
    """Something an author should mend: where it is, what is wrong, and what to write instead."""

    file: str
    line: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Option:
    id: str
    label: str


@dataclass(frozen=True)
class Field:
    """One question in an exercise. Attributes a type does not use keep their defaults."""

    id: str
    type: str
    label: str
    hint: str = ""
    required: bool = False  # marks what is missing; never blocks saving
    low_energy: bool = False  # kept in the short version
    later: bool = False  # filled in afterwards, as a revision of the same entry
    show_if: tuple[str, str] | None = None  # (field id, value)
    options: tuple[Option, ...] = ()
    other: bool = False  # choices: one's own answer beside the options
    min: float | None = None
    max: float | None = None
    step: float | None = None
    low: str = ""
    high: str = ""
    default: str = ""  # "now" for a time
    add: str = ""  # group: text of the button that adds a row
    fields: tuple[Field, ...] = ()  # group and ladder: the columns of a row
    refers_to: str = ""  # reference: "exercise.field" whose rows can be chosen
    answer: tuple[str, ...] = ()  # ids of the right options; none where nothing is right or wrong
    lesson: str = ""  # id of the lesson where the answer is found
    line: int = 0


@dataclass(frozen=True)
class Chart:
    kind: str
    y: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)  # diamond, balance: corner -> field id
    better: str = ""  # higher, lower or neither; empty where the words of the scale say it
    goal: float | None = None  # bars
    goal_from: str = ""  # bars: "exercise.field", the goal she has set herself
    per: str = "day"  # bars: day or week; counts: week where each week is counted too
    states: Mapping[str, str] = field(default_factory=dict)  # dots: option id -> kept, partly or not
    note: str = ""  # steps: field id of what stands under the bar
    line: int = 0


@dataclass(frozen=True)
class Example:
    by: str
    answers: Mapping[str, JsonValue]  # as stored; dates and times as the reader would say them


@dataclass(frozen=True)
class PassMark:
    """What a check asks for: so many right answers, and all of these among them."""

    at_least: int
    all_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    id: str
    title: str
    fields: tuple[Field, ...]
    kind: Kind | None = None
    opens: Opens | None = None  # none: open with its lesson
    log: bool = False  # many entries; otherwise one, revised with history
    share: Share = Share.ASK
    why: str = ""
    glance: tuple[str, ...] = ()  # what the guide sees first
    chart: Chart | None = None
    pin: str = ""  # a sentence of the patient's own kept in view: "field" or "exercise.field"
    card: tuple[str, ...] = ()  # answers printed on the summary card
    example: Example | None = None
    compute: str = ""
    pass_mark: PassMark | None = None
    line: int = 0

    def field_by_id(self, field_id: str) -> Field | None:
        return next((one for one in self.fields if one.id == field_id), None)


@dataclass(frozen=True)
class Prose:
    html: str  # sanitised
    words: int
    line: int = 0


@dataclass(frozen=True)
class Box:
    """A quote with a marker: short, story, caution, stuck, summary, opener."""

    type: str
    title: str
    html: str  # sanitised
    words: int
    line: int = 0


@dataclass(frozen=True)
class TimerStep:
    seconds: int
    say: str


@dataclass(frozen=True)
class Timer:
    id: str
    title: str
    steps: tuple[TimerStep, ...]
    audio: str = ""


@dataclass(frozen=True)
class Media:
    file: str
    title: str
    captions: str
    transcript: str


@dataclass(frozen=True)
class Use:
    """An exercise of an earlier lesson met again: same entries, same chart."""

    exercise: str
    line: int = 0


Block = Prose | Box | Exercise | Use | Timer | Media


@dataclass(frozen=True)
class Page:
    number: int  # 1-based
    title: str
    blocks: tuple[Block, ...]
    words: int
    line: int = 0

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Exercise))


@dataclass(frozen=True)
class Lesson:
    id: str
    number: int  # 1-based, from the file name
    language: str
    title: str
    goal: str
    minutes: int
    pages: tuple[Page, ...]
    short: Box | None = None  # the low-energy version
    summary: Box | None = None  # the printed card

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        return tuple(exercise for page in self.pages for exercise in page.exercises)

    def exercise(self, exercise_id: str) -> Exercise | None:
        return next((one for one in self.exercises if one.id == exercise_id), None)


@dataclass(frozen=True)
class GuideText:
    """What a guide looks for in one lesson."""

    number: int
    title: str
    html: str  # sanitised, openers left out
    openers: tuple[str, ...]  # plain text: the beginning of a sentence, never a whole letter


@dataclass(frozen=True)
class LessonPlan:
    """One line of `lessons:` in module.yaml."""

    id: str
    number: int
    titles: Mapping[str, str]
    minutes: int = 0
    planned: bool = False  # announced, no file yet
    line: int = 0


@dataclass(frozen=True)
class InstrumentPlan:
    """A questionnaire the module uses, and when."""

    id: str
    when: tuple[str, ...]


@dataclass(frozen=True)
class Module:
    """One version of a treatment programme, in all its languages."""

    id: str
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    neutral_titles: Mapping[str, str]  # for browser tab, mail and history
    summaries: Mapping[str, str]
    plan: tuple[LessonPlan, ...]
    lessons: Mapping[tuple[int, str], Lesson]  # (number, language)
    guide: Mapping[tuple[int, str], GuideText]
    logs: tuple[LogPlan, ...] = ()
    fits: Mapping[str, str] = field(default_factory=dict)
    ask_first: tuple[AskFirst, ...] = ()
    age_from: int = 16
    instruments: tuple[InstrumentPlan, ...] = ()
    person: Mapping[str, str] = field(default_factory=dict)  # the one we follow, in a few words
    minutes_per_week: int = 0  # lesson and homework
    for_staff: bool = False  # training: no patient is given it
    gone: tuple[Gone, ...] = ()

    def lesson(self, number: int, language: str) -> Lesson | None:
        """The lesson in this language, or in the module's first language where it lacks this one."""
        return self.lessons.get((number, language)) or self.lessons.get((number, self.languages[0]))

    @property
    def written(self) -> tuple[LessonPlan, ...]:
        """The lessons that have files."""
        return tuple(lesson for lesson in self.plan if not lesson.planned)


@dataclass(frozen=True)
class Checked:
    """A module source after reading: the module if nothing is broken, and every problem found."""

    module: Module | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)
