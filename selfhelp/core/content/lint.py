"""What an author should mend although everything can be read: the rules of a lesson, a module and a guide text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from selfhelp.core.content import module_file
from selfhelp.core.content.document import LessonPlan, Module, Problem
from selfhelp.core.content.guide_file import GuideFile
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.lint_charts import lint_charts
from selfhelp.core.content.lint_compute import lint_compute, lint_computed_together
from selfhelp.core.content.lint_languages import lint_languages
from selfhelp.core.content.lint_prose import lint_guide_prose, lint_lesson_prose
from selfhelp.core.content.lint_structure import lint_lesson, lint_lessons_together
from selfhelp.core.content.lint_typing import lint_typing
from selfhelp.core.content.said import Said, say
from selfhelp.core.content.source import FILES_KEPT
from selfhelp.core.content.waivers import not_waived

# Shown in browser tab, mail and history, where others may look over the shoulder. The beginning of a word is enough.
DIAGNOSIS_WORDS = (
    "depre", "nedstemt", "bipolar", "angst", "panikk", "fobi", "insomni", "søvn", "tvang", "ocd", "ptsd", "traum",
    "adhd", "bekymring", "utbrent", "stress", "selvskad", "selvmord", "suicid", "rus", "alkohol", "psyk", "terapi",
    "behandling", "diagnos", "lidelse", "anxi", "panic", "phobi", "sleep", "worry", "burnout", "self-harm", "alcohol",
    "mental", "therapy", "treatment", "disorder", "low mood",
)  # fmt: skip


def lint_module(
    module: Module, lessons: Sequence[LessonFile], guides: Sequence[GuideFile], file_names: frozenset[str]
) -> tuple[Problem, ...]:
    problems = [*_lint_plan(module, lessons), *_lint_guides(module, guides)]
    for lesson in lessons:
        problems += _lint_alone(lesson, file_names)
    problems += lint_computed_together([lesson for lesson in lessons if not lesson.broken])
    problems += lint_lessons_together(module, [lesson for lesson in lessons if lesson.complete])
    problems += lint_languages(module, [lesson for lesson in lessons if not lesson.broken])
    for guide in guides:
        problems += _lint_guide_alone(guide, file_names)
    return tuple(problems)


@lru_cache(maxsize=FILES_KEPT)
def _lint_alone(lesson: LessonFile, file_names: frozenset[str]) -> tuple[Problem, ...]:
    """What can be said of a lesson by itself; kept as long as the reading of it is."""
    findings = [*lint_typing(lesson.file, lesson.pieces, file_names), *lint_lesson_prose(lesson)]
    problems = [*not_waived(findings, lesson.waivers, lesson.file), *lint_compute(lesson)]
    if lesson.complete:
        problems += [*lint_lesson(lesson, file_names), *lint_charts(lesson)]
    return tuple(problems)


@lru_cache(maxsize=FILES_KEPT)
def _lint_guide_alone(guide: GuideFile, file_names: frozenset[str]) -> tuple[Problem, ...]:
    findings = [*lint_typing(guide.file, guide.pieces, file_names), *lint_guide_prose(guide)]
    return tuple(not_waived(findings, guide.waivers, guide.file))


def lint_titles(head: module_file.ModuleFile) -> list[Problem]:
    problems: list[Problem] = []
    for language, title in head.module.neutral_titles.items():
        if any(f" {word}" in f" {title.lower()}" for word in DIAGNOSIS_WORDS):
            message = say(
                'neutral_title tells what it is about ({language}: "{title}"). Write: Your programme.',
                language=language, title=title,
            )
            problems.append(Problem(module_file.FILE, head.neutral_title_line, message))
    return problems


def _lint_plan(module: Module, lessons: Sequence[LessonFile]) -> list[Problem]:
    problems = [problem for lesson in lessons for problem in _lint_place(module, lesson, lessons)]
    present = {(one.lesson.number, one.lesson.language) for one in lessons}
    for plan in module.plan:
        for language in module.languages:
            if plan.planned == ((plan.number, language) in present):
                problems.append(Problem(module_file.FILE, plan.line, _of_plan(plan, language)))
    return problems


def _of_plan(plan: LessonPlan, language: str) -> Said:
    name = _name_of(plan, language)
    if plan.planned:
        return say(
            'lesson {number} "{id}" has a file {name} but is marked planned. Remove planned: true.',
            number=plan.number, id=plan.id, name=name,
        )
    return say(
        'lesson {number} "{id}" has no file {name}. Write it, or mark the lesson planned: true.',
        number=plan.number, id=plan.id, name=name,
    )


def _name_of(plan: LessonPlan, language: str) -> str:
    return f"{plan.number:02}-{plan.id}.{language}.md"


def _lint_place(module: Module, file: LessonFile, lessons: Sequence[LessonFile]) -> list[Problem]:
    """Whether the file is the one its number and language say."""
    lesson = file.lesson
    plan = next((plan for plan in module.plan if plan.number == lesson.number), None)
    messages: list[Said] = []
    if lesson.language not in module.languages:
        messages.append(say(
            'the language "{language}" is not in module.yaml. Add it to languages there.', language=lesson.language
        ))
    if plan is None:
        messages.append(say(
            "module.yaml has no lesson {number}. Add it under lessons, or change the file's number.",
            number=lesson.number,
        ))
    else:
        messages += _unlike_plan(file, plan)
    twin = next((one.file for one in lessons if one.file < file.file and _place(one) == _place(file)), None)
    if twin:
        messages.append(say("{file} has the same number and language. Keep one.", file=twin))
    return [Problem(file.file, 1, message) for message in messages]


def _unlike_plan(file: LessonFile, plan: LessonPlan) -> Iterator[Said]:
    lesson, wanted = file.lesson, _name_of(plan, file.lesson.language)
    if file.file != wanted:
        yield say(
            'module.yaml says lesson {number} is "{id}". Call the file {name}.',
            number=plan.number, id=plan.id, name=wanted,
        )
    if lesson.id and lesson.id != plan.id:
        yield say('id is "{here}"; module.yaml says "{there}". Make them alike.', here=lesson.id, there=plan.id)
    title = plan.titles.get(lesson.language, "")
    if lesson.title and title and lesson.title != title:
        yield say('title is "{here}"; module.yaml says "{there}". Make them alike.', here=lesson.title, there=title)
    if lesson.minutes and plan.minutes and lesson.minutes != plan.minutes:
        yield say(
            "minutes is {here}; module.yaml says {there}. Make them alike.", here=lesson.minutes, there=plan.minutes
        )


def _place(file: LessonFile) -> tuple[int, str]:
    return file.lesson.number, file.lesson.language


def _lint_guides(module: Module, guides: Sequence[GuideFile]) -> list[Problem]:
    problems: list[Problem] = []
    numbers = {plan.number for plan in module.plan}
    for language in module.languages:
        guide = next((guide for guide in guides if guide.language == language), None)
        if guide is None:
            message = say(
                "guide.{language}.md is missing. Write # 1 and what the guide looks for in lesson 1.", language=language
            )
            problems.append(Problem(module_file.FILE, 1, message))
            continue
        told = {text.number for text in guide.texts}
        for plan in module.written:
            if plan.number not in told:
                title = plan.titles.get(language, "")
                message = say(
                    "lesson {number} is missing. Write # {number} {title}.", number=plan.number, title=title
                )
                problems.append(Problem(guide.file, 1, message))
        for text, line in zip(guide.texts, guide.lines, strict=True):
            if text.number not in numbers:
                message = say("module.yaml has no lesson {number}. Change the number.", number=text.number)
                problems.append(Problem(guide.file, line, message))
    return problems + [Problem(guide.file, 1, one) for guide in guides for one in _unlike_module(module, guide)]


def _unlike_module(module: Module, guide: GuideFile) -> Iterator[Said]:
    if guide.language not in module.languages:
        yield say('the language "{language}" is not in module.yaml.', language=guide.language)
    if guide.module and guide.module != module.id:
        yield say(
            'module is "{here}"; module.yaml says "{there}". Make them alike.', here=guide.module, there=module.id
        )
