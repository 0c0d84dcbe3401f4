"""What a lesson must have, and names that must point at something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfhelp.core.content import module_file
from selfhelp.core.content.document import Exercise, Field, Kind, Lesson, Media, Module, Problem, Timer, Use
from selfhelp.core.content.lesson_file import LessonFile
from selfhelp.core.content.lint_charts import NUMERIC
from selfhelp.core.content.module_words import LogPlan
from selfhelp.core.content.report import did_you_mean
from selfhelp.core.content.said import Said, say

WITH_ROWS = ("group", "ladder")

Complaint = tuple[int, Said]  # line, message


def lint_lesson(file: LessonFile, file_names: frozenset[str]) -> list[Problem]:
    lesson = file.lesson
    complaints = [*_lint_parts(lesson), *_lint_kinds(lesson), *_lint_ids(lesson), *_lint_media(lesson, file_names)]
    for exercise in lesson.exercises:
        complaints += _lint_opens(exercise)
        complaints += _lint_names(exercise)
        complaints += _lint_conditions(exercise)
    return [Problem(file.file, line, message) for line, message in complaints]


def lint_lessons_together(module: Module, files: Sequence[LessonFile]) -> list[Problem]:
    problems: list[Problem] = []
    for file in files:
        same = [one.lesson for one in files if one.lesson.language == file.lesson.language]
        earlier = [lesson for lesson in same if lesson.number < file.lesson.number]
        complaints = [*_lint_uses(file.lesson, earlier), *_lint_reused_ids(file.lesson, earlier)]
        complaints += [*_lint_pointers(file.lesson, earlier), *_lint_taught(module, file.lesson)]
        complaints += _lint_goals(file.lesson, same)
        problems += [Problem(file.file, line, message) for line, message in complaints]
    for log in module.logs:
        problems += [Problem(module_file.FILE, log.line, message) for message in _lint_log(module, log)]
    return problems


def _lint_parts(lesson: Lesson) -> Iterator[Complaint]:
    if not lesson.pages:
        yield 1, say("the lesson has no pages. Write # and a title above each.")
        return
    if lesson.short is None:
        yield 1, say('the short version is missing. Write "> [!short] Title" before the first heading.')
    if lesson.summary is None:
        yield lesson.pages[-1].line, say('the summary is missing. Write "> [!summary] Title" at the end.')
    elif lesson.pages[-1].blocks[-1:] != (lesson.summary,):
        yield lesson.summary.line, say("the summary stands last in the lesson. Move it to the end.")


def _lint_kinds(lesson: Lesson) -> Iterator[Complaint]:
    for kind in Kind:
        found = [exercise for exercise in lesson.exercises if exercise.kind is kind]
        if not found:
            yield 1, say("an exercise with kind: {kind} is missing. Every lesson has one.", kind=kind)
        for exercise in found[1:]:
            yield exercise.line, say(
                "a second exercise with kind: {kind}; the first is on line {line}. Keep one.",
                kind=kind, line=found[0].line,
            )


def _lint_opens(exercise: Exercise) -> Iterator[Complaint]:
    """The lesson must be whole without what the guide opens."""
    if exercise.opens is not None and exercise.kind is not None:
        yield exercise.line, say(
            'exercise "{id}": kind: {kind} is open to everybody. Remove opens, or kind.',
            id=exercise.id, kind=exercise.kind,
        )


def _lint_ids(lesson: Lesson) -> Iterator[Complaint]:
    seen: dict[str, int] = {}
    for page in lesson.pages:
        for block in page.blocks:
            if not isinstance(block, Exercise | Timer) or not block.id:
                continue
            line = block.line if isinstance(block, Exercise) else page.line
            if block.id in seen:
                yield line, say(
                    'the id "{id}" is used on line {line} too. Give this one another.', id=block.id, line=seen[block.id]
                )
            seen.setdefault(block.id, line)


def _lint_media(lesson: Lesson, file_names: frozenset[str]) -> Iterator[Complaint]:
    for page in lesson.pages:
        for block in page.blocks:
            names = [block.file, block.captions] if isinstance(block, Media) else []
            names += [block.audio] if isinstance(block, Timer) else []
            for name in filter(None, names):
                if name not in file_names:
                    yield page.line, say(
                        'there is no file "{name}" in this folder. Add it, or correct the name.', name=name
                    )


def _lint_names(exercise: Exercise) -> Iterator[Complaint]:
    """Names of fields in the exercise's own keys."""
    named = {"glance": exercise.glance, "card": exercise.card}
    known = [field.id for field in exercise.fields]
    for key, names in named.items():
        for name in names:
            if name not in known:
                yield exercise.line, say(
                    '{where}: {key} names "{name}", which is not a field. {hint}',
                    where=_where(exercise), key=key, name=name, hint=did_you_mean(name, known),
                )


def _where(exercise: Exercise, field: Field | None = None) -> Said:
    where = say('exercise "{id}"', id=exercise.id)
    return say('{where}, field "{id}"', where=where, id=field.id) if field else where


def _lint_conditions(exercise: Exercise) -> Iterator[Complaint]:
    for field in exercise.fields:
        if field.show_if is None:
            continue
        name, value = field.show_if
        other = exercise.field_by_id(name)
        where = _where(exercise, field)
        if other is None or other is field:
            known = [one.id for one in exercise.fields if one is not field]
            yield field.line, say(
                '{where}: show_if names "{name}", which is not another field. {hint}',
                where=where, name=name, hint=did_you_mean(name, known),
            )
        elif (values := _values_of(other)) is not None and value not in values:
            yield field.line, say(
                '{where}: show_if waits for "{value}", which "{name}" cannot be. {hint}',
                where=where, value=value, name=name, hint=did_you_mean(value, values),
            )


def _values_of(field: Field) -> list[str] | None:
    """What a field can be compared with; None where anything goes."""
    if field.options:
        return [option.id for option in field.options]
    return ["yes", "no"] if field.type == "yes-no" else None


def _lint_uses(lesson: Lesson, earlier: Sequence[Lesson]) -> Iterator[Complaint]:
    known = [exercise.id for one in earlier for exercise in one.exercises]
    for page in lesson.pages:
        for block in page.blocks:
            if isinstance(block, Exercise):
                known.append(block.id)
            elif isinstance(block, Use) and block.exercise not in known:
                hint = did_you_mean(block.exercise, known)
                yield block.line, say('use: no exercise "{id}" stands earlier. {hint}', id=block.exercise, hint=hint)


def _lint_reused_ids(lesson: Lesson, earlier: Sequence[Lesson]) -> Iterator[Complaint]:
    """Check-in, homework and question come each week under the same id; any other id means one exercise."""
    owners = {exercise.id: (one, exercise) for one in earlier for exercise in one.exercises}
    for exercise in lesson.exercises:
        if exercise.id in owners:
            owner, twin = owners[exercise.id]
            if exercise.kind is None or twin.kind is not exercise.kind:
                yield exercise.line, say(
                    'lesson {number} has an exercise "{id}". Write use: {id} to meet it again, or give this one '
                    "another id.", number=owner.number, id=exercise.id,
                )


def _lint_pointers(lesson: Lesson, earlier: Sequence[Lesson]) -> Iterator[Complaint]:
    """`pin` and `refers_to`, which may point at another exercise as exercise.field."""
    every = {exercise.id: exercise for one in (*earlier, lesson) for exercise in one.exercises}
    for exercise in lesson.exercises:
        pointers = [("pin", exercise.pin, exercise.line)] if exercise.pin else []
        pointers += [("refers_to", field.refers_to, field.line) for field in exercise.fields if field.refers_to]
        for key, pointer, line in pointers:
            name, dot, field_id = pointer.rpartition(".")
            target = every.get(name) if dot else exercise
            field = target.field_by_id(field_id) if target else None
            if field is None:
                known = [f"{one.id}.{each.id}" for one in every.values() for each in one.fields]
                hint = did_you_mean(pointer, known if dot else [one.id for one in exercise.fields])
                yield line, say(
                    '{where}: {key} names "{name}", which is not a field. {hint}',
                    where=_where(exercise), key=key, name=pointer, hint=hint,
                )
            elif key == "refers_to" and field.type not in WITH_ROWS:
                yield line, say(
                    '{where}: {key} names "{name}", a {type} field. Choose a group or a ladder.',
                    where=_where(exercise), key=key, name=pointer, type=field.type,
                )


def _lint_goals(lesson: Lesson, every: Sequence[Lesson]) -> Iterator[Complaint]:
    """`goal: exercise.field` in a chart, which may stand in a later lesson: she sets her goal when she has counted."""
    numbers = {f"{exercise.id}.{field.id}" for one in every for exercise in one.exercises
               for field in exercise.fields if field.type in NUMERIC}  # fmt: skip
    for exercise in lesson.exercises:
        goal = exercise.chart.goal_from if exercise.chart else ""
        if exercise.chart and goal and goal not in numbers:
            yield exercise.chart.line, say(
                '{where}: chart takes its goal from "{goal}", which is no field with a number. {hint}',
                where=_where(exercise), goal=goal, hint=did_you_mean(goal, numbers),
            )


def _lint_taught(module: Module, lesson: Lesson) -> Iterator[Complaint]:
    """`lesson`: where the answer to a question is found."""
    known = [plan.id for plan in module.plan]
    for exercise in lesson.exercises:
        for field in exercise.fields:
            if field.lesson and field.lesson not in known:
                yield field.line, say(
                    '{where}: lesson names "{name}", which is not a lesson. {hint}',
                    where=_where(exercise, field), name=field.lesson, hint=did_you_mean(field.lesson, known),
                )


def _lint_log(module: Module, log: LogPlan) -> Iterator[Said]:
    numbers = {plan.id: plan for plan in module.plan}
    for key, name in (("lesson", log.lesson), ("until", log.until)):
        if name and name not in numbers:
            yield say(
                'logs: {key} names "{name}", which is not a lesson. {hint}',
                key=key, name=name, hint=did_you_mean(name, numbers),
            )
    start, end = numbers.get(log.lesson), numbers.get(log.until)
    if start and end and end.number < start.number:
        yield say('logs: "{until}" comes before "{lesson}". Change until.', until=log.until, lesson=log.lesson)
    for language in module.languages if start else ():
        lesson = module.lessons.get((start.number, language)) if start else None
        exercise = lesson.exercise(log.exercise) if lesson else None
        if lesson is not None and exercise is None:
            hint = did_you_mean(log.exercise, [one.id for one in lesson.exercises])
            yield say(
                'logs: lesson "{lesson}" has no exercise "{exercise}". {hint}',
                lesson=log.lesson, exercise=log.exercise, hint=hint,
            )
            return
        if exercise is not None and not exercise.log:
            yield say('logs: exercise "{exercise}" is not a log. Write log: true in it.', exercise=log.exercise)
            return
