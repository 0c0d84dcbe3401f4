"""The fenced blocks of a lesson: exercise, timer and media."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selfhelp.core.content.chart_block import read_chart
from selfhelp.core.content.document import (
    Example,
    Exercise,
    Field,
    JsonValue,
    Kind,
    Media,
    Opens,
    Share,
    Timer,
    TimerStep,
    Use,
)
from selfhelp.core.content.field_block import read_fields
from selfhelp.core.content.field_types import FIELD_TYPES, OTHER
from selfhelp.core.content.keys import NO_KEYS, Keys, read_keys
from selfhelp.core.content.pass_block import read_pass
from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.said import Said, say
from selfhelp.core.content.source import Piece
from selfhelp.core.content.values import Wrong
from selfhelp.core.content.yaml_reader import Entries, Items, Node, Scalar, read_yaml
from selfhelp.core.exercises.register import CALCULATORS

IN_OWN_WORDS = ("date", "time", "datetime", "reference")  # an example says these as a person would
MAX_STEPS = 40
MAX_STEP_SECONDS = 1800

BLOCKS = {"exercise": say("exercise"), "timer": say("timer"), "media": say("media")}
# What does not fit, by the code of Wrong.
_WHY = {
    "not-a-number": say("not-a-number"), "not-a-step": say("not-a-step"),
    "out-of-range": say("out-of-range"), "too-long": say("too-long"),
}  # fmt: skip
_FILE = re.compile(r"[a-z0-9][a-z0-9._-]*\.(?:mp3|m4a|ogg|mp4|webm|vtt)")


def read_fence(piece: Piece, report: Report) -> Exercise | Use | Timer | Media | None:
    readers = {"exercise": read_exercise, "timer": read_timer, "media": read_media}
    if piece.word not in readers:
        hint = did_you_mean(piece.word, readers)
        unnamed = say("the block has no kind, or the one that ends here never begins. {hint}", hint=hint)
        named = say('"{word}" is not a kind of block. {hint}', word=piece.word, hint=hint)
        report.error(piece.line, named if piece.word else unnamed)
        return None
    tree = read_yaml(piece.text, report, piece.text_line)
    if tree is None and report.broken:
        return None
    keys = read_keys(tree, Report(report.file), BLOCKS[piece.word], piece.line)
    if keys is None:
        report.error(piece.line, say("{what}: {problem}", what=BLOCKS[piece.word], problem=NO_KEYS))
        return None
    keys.report, keys.line = report, piece.line
    return readers[piece.word](keys)


def read_exercise(keys: Keys) -> Exercise | Use:
    if "use" in keys:
        return _read_use(keys)
    exercise_id = keys.id()
    if exercise_id:
        keys.what = say('exercise "{id}"', id=exercise_id)
    kind, opens = keys.word("kind", tuple(Kind)), keys.word("opens", tuple(Opens))
    each = say("{what}, {part}", what=keys.what, part=say("field"))
    fields = read_fields(keys.children("fields", each, required=True))
    log = keys.flag("log")
    exercise = Exercise(
        id=exercise_id,
        title=keys.text("title", required=True),
        fields=fields,
        kind=Kind(kind) if kind else None,
        opens=Opens(opens) if opens else None,
        log=log,
        share=Share(keys.word("share", tuple(Share), default=Share.ASK)),
        why=keys.text("why"),
        glance=keys.texts("glance"),
        chart=read_chart(keys, fields),
        pin=keys.text("pin"),
        card=keys.texts("card"),
        example=_read_example(keys, fields),
        compute=keys.word("compute", CALCULATORS),
        pass_mark=read_pass(keys, fields, log),
        line=keys.line,
    )
    keys.close()
    return exercise


def _read_use(keys: Keys) -> Use:
    use = Use(keys.id("use"), keys.line)
    if keys.others():
        keys.wrong("use", say(
            '"use" stands alone: the exercise keeps what it was given in its own lesson. Remove the rest.'
        ))
    return use


def _read_example(keys: Keys, fields: tuple[Field, ...]) -> Example | None:
    what = say("{what}, {part}", what=keys.what, part="example")
    example = keys.child("example", what)
    if example is None:
        return None
    by = example.text("by", required=True)
    answers = example.child("answers", what, required=True)
    told = _example_answers(answers, fields) if answers else {}
    example.close()
    return Example(by, told)


def _example_answers(keys: Keys, fields: tuple[Field, ...]) -> dict[str, JsonValue]:
    answers: dict[str, JsonValue] = {}
    for field in fields:
        node = keys.node(field.id) if field.id else None
        if node is not None:
            answers.update(_example_answer(keys, field, node))
    keys.close()
    return answers


def _example_answer(keys: Keys, field: Field, node: Node) -> dict[str, JsonValue]:
    what = say('{what}, "{key}"', what=keys.what, key=field.id)
    if field.fields:
        return _example_rows(keys, field, node, what)
    if field.type == "choices":
        return _example_choices(keys.report, field, node, what)
    if not isinstance(node, Scalar):
        keys.report.error(node.line, say("{what}: write one value for a {type} field.", what=what, type=field.type))
        return {}
    if field.type in IN_OWN_WORDS:
        return {field.id: node.text}
    parse = FIELD_TYPES[field.type].parse
    try:
        return {field.id: parse(field, node.text)} if parse else {}
    except Wrong as wrong:
        problem = _explain(field, node.text, wrong)
        keys.report.error(node.line, say("{what}: {problem}", what=what, problem=problem))
        return {}


def _explain(field: Field, text: str, wrong: Wrong) -> Said:
    if wrong.code == "not-an-option":
        options = [option.id for option in field.options] or ["yes", "no"]
        return _no_option(text, options)
    why: str = _WHY.get(wrong.code, wrong.code)
    if field.min is None or field.max is None:
        return say('"{text}" does not fit a {type} field ({why}).', text=text[:60], type=field.type, why=why)
    return say(
        '"{text}" does not fit a {type} field from {low} to {high} ({why}).',
        text=text[:60], type=field.type, low=f"{field.min:g}", high=f"{field.max:g}", why=why,
    )


def _no_option(text: str, known: Sequence[str]) -> Said:
    return say('"{text}" is not the id of an option. {hint}', text=text[:60], hint=did_you_mean(text, known))


def _example_choices(report: Report, field: Field, node: Node, what: Said) -> dict[str, JsonValue]:
    if not isinstance(node, Items) or not all(isinstance(one, Scalar) for one in node.nodes):
        options = tuple(one.id for one in field.options[:2])
        report.error(node.line, say("{what}: write a list of option ids: [{options}].", what=what, options=options))
        return {}
    given = [one.text for one in node.nodes if isinstance(one, Scalar)]
    known = [option.id for option in field.options]
    own = [text for text in given if text not in known]
    if own and (not field.other or len(own) > 1):
        report.error(node.line, say("{what}: {problem}", what=what, problem=_no_option(own[-1], known)))
        return {}
    chosen: list[JsonValue] = [text for text in given if text in known]
    return {field.id: chosen, **({field.id + OTHER: own[0]} if own else {})}


def _example_rows(keys: Keys, field: Field, node: Node, what: Said) -> dict[str, JsonValue]:
    if not isinstance(node, Items) or not all(isinstance(one, Entries) for one in node.nodes):
        keys.report.error(node.line, say("{what}: write a list of rows, each {{column: value}}.", what=what))
        return {}
    rows: list[JsonValue] = []
    every = keys.children(field.id, say("{what}, {part}", what=keys.what, part=say("row")))
    for number, row in enumerate(every, start=1):
        rows.append({"id": f"row{number}", **_example_answers(row, field.fields)})
    return {field.id: rows}


def read_timer(keys: Keys) -> Timer:
    timer_id = keys.id()
    if timer_id:
        keys.what = say('timer "{id}"', id=timer_id)
    steps: list[TimerStep] = []
    for step in keys.children("steps", say("{what}, {part}", what=keys.what, part=say("step")), required=True):
        seconds = step.whole("seconds", 1, MAX_STEP_SECONDS, required=True)
        steps.append(TimerStep(seconds or 1, step.text("say", required=True)))
        step.close()
    if len(steps) > MAX_STEPS:
        keys.wrong("steps", say("a timer has at most {most} steps. Make two timers.", most=MAX_STEPS))
    timer = Timer(timer_id, keys.text("title", required=True), tuple(steps), _file(keys, "audio", required=False))
    keys.close()
    return timer


def read_media(keys: Keys) -> Media:
    media = Media(
        file=_file(keys, "file"),
        title=keys.text("title", required=True),
        captions=_file(keys, "captions"),
        transcript=keys.text("transcript", required=True),
    )
    keys.close()
    return media


def _file(keys: Keys, key: str, required: bool = True) -> str:
    name = keys.text(key, required)
    if name and not _FILE.fullmatch(name):
        keys.wrong(key, say(
            '"{name}" cannot be used. Put the file in the module\'s folder and write its name in small letters.',
            name=name,
        ))
    return name
