"""The fenced blocks of a lesson: exercise, timer and media."""

from __future__ import annotations

import re

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
from selfhelp.core.content.keys import Keys, read_keys
from selfhelp.core.content.pass_block import read_pass
from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.source import Piece
from selfhelp.core.content.values import Wrong
from selfhelp.core.content.yaml_reader import Entries, Items, Node, Scalar, read_yaml
from selfhelp.core.exercises.register import CALCULATORS

IN_OWN_WORDS = ("date", "time", "datetime", "reference")  # an example says these as a person would
MAX_STEPS = 40
MAX_STEP_SECONDS = 1800

_FILE = re.compile(r"[a-z0-9][a-z0-9._-]*\.(?:mp3|m4a|ogg|mp4|webm|vtt)")


def read_fence(piece: Piece, report: Report) -> Exercise | Use | Timer | Media | None:
    readers = {"exercise": read_exercise, "timer": read_timer, "media": read_media}
    if piece.word not in readers:
        unnamed = "the block has no kind, or the one that ends here never begins"
        named = f'"{piece.word}" is not a kind of block' if piece.word else unnamed
        report.error(piece.line, f"{named}. {did_you_mean(piece.word, readers)}")
        return None
    tree = read_yaml(piece.text, report, piece.text_line)
    if tree is None and report.broken:
        return None
    keys = read_keys(tree, Report(report.file), piece.word, piece.line)
    if keys is None:
        report.error(piece.line, f"{piece.word}: write keys and values, one on each line, such as id: something.")
        return None
    keys.report, keys.line = report, piece.line
    return readers[piece.word](keys)


def read_exercise(keys: Keys) -> Exercise | Use:
    if "use" in keys:
        return _read_use(keys)
    exercise_id = keys.id()
    if exercise_id:
        keys.what = f'exercise "{exercise_id}"'
    kind, opens = keys.word("kind", tuple(Kind)), keys.word("opens", tuple(Opens))
    fields = read_fields(keys.children("fields", f"{keys.what}, field", required=True))
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
        keys.wrong(
            "use", '"use" stands alone: the exercise keeps what it was given in its own lesson. Remove the rest.'
        )
    return use


def _read_example(keys: Keys, fields: tuple[Field, ...]) -> Example | None:
    example = keys.child("example", f"{keys.what}, example")
    if example is None:
        return None
    by = example.text("by", required=True)
    answers = example.child("answers", f"{keys.what}, example", required=True)
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
    what = f'{keys.what}, "{field.id}"'
    if field.fields:
        return _example_rows(keys, field, node)
    if field.type == "choices":
        return _example_choices(keys.report, field, node, what)
    if not isinstance(node, Scalar):
        keys.report.error(node.line, f"{what}: write one value for a {field.type} field.")
        return {}
    if field.type in IN_OWN_WORDS:
        return {field.id: node.text}
    parse = FIELD_TYPES[field.type].parse
    try:
        return {field.id: parse(field, node.text)} if parse else {}
    except Wrong as wrong:
        keys.report.error(node.line, f"{what}: {_explain(field, node.text, wrong)}")
        return {}


def _explain(field: Field, text: str, wrong: Wrong) -> str:
    if wrong.code == "not-an-option":
        options = [option.id for option in field.options] or ["yes", "no"]
        return f'"{text[:60]}" is not the id of an option. {did_you_mean(text, options)}'
    limits = f" from {field.min:g} to {field.max:g}" if field.min is not None and field.max is not None else ""
    return f'"{text[:60]}" does not fit a {field.type} field{limits} ({wrong.code}).'


def _example_choices(report: Report, field: Field, node: Node, what: str) -> dict[str, JsonValue]:
    if not isinstance(node, Items) or not all(isinstance(one, Scalar) for one in node.nodes):
        report.error(node.line, f"{what}: write a list of option ids: [{', '.join(o.id for o in field.options[:2])}].")
        return {}
    given = [one.text for one in node.nodes if isinstance(one, Scalar)]
    known = [option.id for option in field.options]
    own = [text for text in given if text not in known]
    if own and (not field.other or len(own) > 1):
        report.error(node.line, f'{what}: "{own[-1][:60]}" is not the id of an option. {did_you_mean(own[-1], known)}')
        return {}
    chosen: list[JsonValue] = [text for text in given if text in known]
    return {field.id: chosen, **({field.id + OTHER: own[0]} if own else {})}


def _example_rows(keys: Keys, field: Field, node: Node) -> dict[str, JsonValue]:
    if not isinstance(node, Items) or not all(isinstance(one, Entries) for one in node.nodes):
        keys.report.error(node.line, f'{keys.what}, "{field.id}": write a list of rows, each {{column: value}}.')
        return {}
    rows: list[JsonValue] = []
    for number, row in enumerate(keys.children(field.id, f"{keys.what}, row"), start=1):
        rows.append({"id": f"row{number}", **_example_answers(row, field.fields)})
    return {field.id: rows}


def read_timer(keys: Keys) -> Timer:
    timer_id = keys.id()
    if timer_id:
        keys.what = f'timer "{timer_id}"'
    steps: list[TimerStep] = []
    for step in keys.children("steps", f"{keys.what}, step", required=True):
        seconds = step.whole("seconds", 1, MAX_STEP_SECONDS, required=True)
        steps.append(TimerStep(seconds or 1, step.text("say", required=True)))
        step.close()
    if len(steps) > MAX_STEPS:
        keys.wrong("steps", f"a timer has at most {MAX_STEPS} steps. Make two timers.")
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
        keys.wrong(
            key, f'"{name}" cannot be used. Put the file in the module\'s folder and write its name in small letters.'
        )
    return name
