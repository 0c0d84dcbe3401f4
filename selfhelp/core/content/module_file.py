"""module.yaml: what the module is called, whom it is for, and its lessons in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selfhelp.core.content.document import InstrumentPlan, LessonPlan, Module
from selfhelp.core.content.keys import ID, Keys, read_keys
from selfhelp.core.content.module_words import AskFirst, Gone, LogPlan
from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.said import say
from selfhelp.core.content.yaml_reader import read_yaml

FILE = "module.yaml"
KNOWN_LANGUAGES = ("nb", "nn", "en", "se")
MAX_LESSONS = 20
READERS = ("patients", "staff")
MOMENTS = (
    "start", "weekly", "every-second-week", "middle", "end", "after-3-months", "after-6-months", "after-12-months",
)  # fmt: skip


@dataclass(frozen=True)
class ModuleFile:
    module: Module  # without its lessons and guide texts
    neutral_title_line: int


def read_module_file(text: str, report: Report) -> ModuleFile | None:
    keys = read_keys(read_yaml(text, report), report, say("module"), 1)
    if keys is None:
        return None
    languages = _read_languages(keys)
    audience = keys.child("audience", "audience")
    module = Module(
        id=keys.id(),
        languages=languages,
        titles=keys.by_language("title", languages, required=True),
        neutral_titles=keys.by_language("neutral_title", languages, required=True),
        summaries=keys.by_language("summary", languages, required=True),
        plan=_read_plan(keys, languages),
        lessons={},
        guide={},
        logs=_read_logs(keys),
        age_from=(audience.whole("age_from", 0, 99) if audience else None) or 16,
        fits=audience.by_language("fits", languages) if audience else {},
        ask_first=_read_ask_first(audience, languages) if audience else (),
        instruments=_read_instruments(keys),
        person=keys.by_language("person", languages),
        minutes_per_week=keys.whole("minutes_per_week", 1, 600) or 0,
        for_staff=keys.word("reader", READERS) == "staff",
        gone=_read_gone(keys),
    )
    if audience:
        audience.close()
    keys.close()
    return ModuleFile(module, keys.line_of("neutral_title"))


def _read_languages(keys: Keys) -> tuple[str, ...]:
    languages = tuple(dict.fromkeys(keys.texts("languages", required=True)))
    for language in languages:
        if language not in KNOWN_LANGUAGES:
            hint = did_you_mean(language, KNOWN_LANGUAGES)
            message = say('the language "{language}" is not known. {hint}', language=language[:20], hint=hint)
            keys.wrong("languages", message)
    known = tuple(language for language in languages if language in KNOWN_LANGUAGES)
    return known or KNOWN_LANGUAGES[:1]


def _read_plan(keys: Keys, languages: Sequence[str]) -> tuple[LessonPlan, ...]:
    plan: list[LessonPlan] = []
    for number, lesson in enumerate(keys.children("lessons", say("lesson"), required=True), start=1):
        lesson_id = lesson.id()
        if any(lesson_id == before.id for before in plan):
            lesson.wrong("id", say(
                'the id "{id}" is used by an earlier lesson. Give this one another.', id=lesson_id
            ))
        minutes = lesson.whole("minutes", 1, 240) or 0
        titles = lesson.by_language("title", languages, required=True)
        plan.append(LessonPlan(lesson_id, number, titles, minutes, lesson.flag("planned"), lesson.line))
        lesson.close()
    if len(plan) > MAX_LESSONS:
        keys.wrong("lessons", say("a module has at most {most} lessons. Make two modules.", most=MAX_LESSONS))
    return tuple(plan)


def _read_logs(keys: Keys) -> tuple[LogPlan, ...]:
    logs: list[LogPlan] = []
    for log in keys.children("logs", say("log")):
        logs.append(LogPlan(log.id("lesson"), log.id("exercise"), log.id("until"), log.line))
        log.close()
    return tuple(logs)


def _read_gone(keys: Keys) -> tuple[Gone, ...]:
    gone: list[Gone] = []
    for one in keys.children("gone", "gone"):
        place = one.text("id", required=True)
        if place and not all(ID.fullmatch(part) for part in re.split("[/=]", place)):
            message = say('"{place}" is no id. Write lesson/exercise or lesson/exercise/field.', place=place[:80])
            one.wrong("id", message)
        gone.append(Gone(place, one.text("because", required=True), one.line))
        one.close()
    return tuple(gone)


def _read_ask_first(audience: Keys, languages: Sequence[str]) -> tuple[AskFirst, ...]:
    questions: list[AskFirst] = []
    for question in audience.children("ask_first", "ask_first"):
        labels = {language: question.text(language, required=True) for language in languages}
        questions.append(AskFirst(question.id(), labels))
        question.close()
    return tuple(questions)


def _read_instruments(keys: Keys) -> tuple[InstrumentPlan, ...]:
    plans: list[InstrumentPlan] = []
    for instrument in keys.children("instruments", say("instrument")):
        when = instrument.texts("when", required=True)
        for moment in when:
            if moment not in MOMENTS:
                hint = did_you_mean(moment, MOMENTS)
                message = say('the moment "{moment}" does not exist. {hint}', moment=moment[:30], hint=hint)
                instrument.wrong("when", message)
        plans.append(InstrumentPlan(instrument.id(), when))
        instrument.close()
    return tuple(plans)
