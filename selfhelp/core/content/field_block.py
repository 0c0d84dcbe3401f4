"""The fields of an exercise, as an author writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from selfhelp.core.content.document import Field, Option
from selfhelp.core.content.field_types import FIELD_TYPES, MAX_ROWS
from selfhelp.core.content.keys import Keys, is_id
from selfhelp.core.content.report import Report, did_you_mean
from selfhelp.core.content.said import Said, say
from selfhelp.core.content.yaml_reader import Entries, Items, Scalar

TYPE_KEYS = frozenset().union(*(kind.keys for kind in FIELD_TYPES.values()))
NOT_IN_ROWS = ("group", "ladder", "reference")
MAX_SCALE_STEPS = 100


def read_fields(every: Iterable[Keys]) -> tuple[Field, ...]:
    """Fields with ids that are each their own. A field with a fault is kept, so that one fault gives one message."""
    fields: list[Field] = []
    for keys in every:
        field = read_field(keys)
        if field.id and any(field.id == before.id for before in fields):
            keys.wrong("id", say('the id "{id}" is used by an earlier field. Give this one another.', id=field.id))
        fields.append(field)
    return tuple(fields)


def read_field(keys: Keys) -> Field:
    field_id = keys.id()
    if field_id:
        keys.what = say('field "{id}"', id=field_id)
    kind = keys.word("type", FIELD_TYPES, default="", required=True)
    common: dict[str, Any] = {
        "id": field_id,
        "type": kind or "text",
        "label": keys.text("label", required=True),
        "hint": keys.text("hint"),
        "required": keys.flag("required"),
        "low_energy": keys.flag("low_energy"),
        "later": keys.word("when", ("later",)) == "later",
        "show_if": _read_condition(keys),
        "line": keys.line,
    }
    special = _read_special(keys, kind)
    if special.get("answer") and (common["later"] or common["show_if"]):
        keys.wrong("answer", say("a question with an answer is always shown. Remove show_if and when: later."))
    keys.close()
    return Field(**common, **special)


def _read_condition(keys: Keys) -> tuple[str, str] | None:
    node = keys.node("show_if")
    if node is None:
        return None
    if not isinstance(node, Entries) or len(node.pairs) != 1 or not isinstance(node.pairs[0][1], Scalar):
        keys.wrong("show_if", say("show_if holds one field and one value: show_if: {{field: value}}."))
        return None
    key, value = node.pairs[0]
    return key.text, value.text if isinstance(value, Scalar) else ""


def _read_special(keys: Keys, kind: str) -> dict[str, Any]:
    """The keys that belong to this kind of field."""
    if not kind:
        keys.others()  # with an unknown type nothing can be said about its keys
        return {}
    for key in sorted(TYPE_KEYS - FIELD_TYPES[kind].keys):
        if key in keys:
            keys.node(key)
            keys.wrong(key, say(
                '"{key}" means nothing for a {type} field. Remove it, or choose another type.', key=key, type=kind
            ))
    readers = {"scale": _read_scale, "choice": _read_options, "choices": _read_options}
    readers |= {"group": _read_rows, "ladder": _read_rows, "reference": _read_target, "yes-no": _read_yes_no}
    readers |= dict.fromkeys(("number", "minutes"), _read_limits)
    readers |= dict.fromkeys(("date", "time", "datetime"), _read_default)
    return readers[kind](keys) if kind in readers else {}


def _read_limits(keys: Keys) -> dict[str, Any]:
    limits = {key: keys.number(key) for key in ("min", "max", "step") if key in keys}
    low, high, step = limits.get("min"), limits.get("max"), limits.get("step")
    if low is not None and high is not None and low >= high:
        keys.wrong("max", say('"max" must be more than "min", which is {low}.', low=f"{low:g}"))
    if step is not None and step <= 0:
        keys.wrong("step", say('"step" must be more than 0.'))
        limits["step"] = None
    return limits


def _read_scale(keys: Keys) -> dict[str, Any]:
    """A scale has both ends, whole numbers, and ends on a step."""
    limits = _read_limits(keys)
    for key in ("min", "max"):
        if key not in keys:
            keys.number(key, required=True)
    low, high, step = limits.get("min"), limits.get("max"), limits.get("step") or 1
    if any(limit is not None and limit != int(limit) for limit in limits.values()):
        keys.wrong("min", say("a scale has whole numbers only. Use a number field for decimals."))
    elif low is not None and high is not None and low < high:
        if (high - low) % step:
            keys.wrong("step", say(
                "steps of {step} from {low} do not end on {high}. Choose a step that does.",
                step=f"{step:g}", low=f"{low:g}", high=f"{high:g}",
            ))
        if (high - low) / step > MAX_SCALE_STEPS:
            keys.wrong("max", say(
                "a scale has at most {most} steps. Write a larger step, or use a number field.", most=MAX_SCALE_STEPS
            ))
    return {**limits, "low": keys.text("low"), "high": keys.text("high")}


def _read_options(keys: Keys) -> dict[str, Any]:
    special: dict[str, Any] = {"options": _options(keys)}
    if "other" in keys and keys.text("type") == "choices":
        special["other"] = keys.flag("other")
    return special | _read_answer(keys, [option.id for option in special["options"]])


def _read_yes_no(keys: Keys) -> dict[str, Any]:
    return _read_answer(keys, ["yes", "no"])


def _read_answer(keys: Keys, options: list[str]) -> dict[str, Any]:
    """What is right, where something is, and the lesson that teaches it."""
    lesson = keys.text("lesson")
    if "answer" not in keys:
        if lesson:
            keys.wrong("lesson", say(
                '"lesson" says where the answer is found, and there is none. Write answer: too.'
            ))
        return {}
    answer = keys.texts("answer") if keys.text("type") == "choices" else (keys.text("answer"),)
    for one in filter(None, answer):
        if one not in options:
            hint = did_you_mean(one, options)
            keys.wrong("answer", say('the answer "{answer}" is not the id of an option. {hint}', answer=one, hint=hint))
    return {"answer": tuple(filter(None, answer)), "lesson": lesson}


def _options(keys: Keys) -> tuple[Option, ...]:
    """Either {id: text} or a list of {id: …, label: …}."""
    node = keys.node("options", required=True)
    if node is None:
        return ()
    pairs: list[tuple[Scalar, str]] = []
    if isinstance(node, Entries):
        pairs = [(key, value.text) for key, value in node.pairs if isinstance(value, Scalar)]
        whole = len(pairs) == len(node.pairs)
    else:
        whole = isinstance(node, Items) and all(isinstance(one, Entries) for one in node.nodes)
        what = say("{what}, {part}", what=keys.what, part=say("option"))
        for child in keys.children("options", what) if whole else ():
            pairs.append((Scalar(child.id(), True, child.line), child.text("label", required=True)))
            child.close()
    if not whole:
        keys.wrong("options", say(
            "each option needs an id and a text: options: {{none: Not at all, some: A little}}."
        ))
    return _checked_options(keys, pairs)


def _checked_options(keys: Keys, pairs: list[tuple[Scalar, str]]) -> tuple[Option, ...]:
    seen: set[str] = set()
    for key, label in pairs:
        for problem in _option_problems(key.text, label.strip(), seen):
            keys.report.error(key.line, say("{what}: {problem}", what=keys.what, problem=problem))
        seen.add(key.text)
    return tuple(Option(key.text, label.strip()) for key, label in pairs)


def _option_problems(option: str, label: str, before: set[str]) -> Iterator[Said]:
    if ":" in option and not label:
        yield say('option "{option}": write a space after the colon.', option=option)
        return
    if not is_id(option) and not option.isdecimal():
        yield say('option "{option}": an id has small letters a–z, digits, - and _. Rewrite it.', option=option)
    if option in before:
        yield say('option "{option}" is written twice. Remove one.', option=option)
    if not label:
        yield say('option "{option}" has no text. Write it after the colon.', option=option)


def _read_rows(keys: Keys) -> dict[str, Any]:
    what = say("{what}, {part}", what=keys.what, part=say("column"))
    columns = read_fields(keys.children("fields", what, required=True))
    for column in columns:
        _check_column(column, keys.report)
    low, high = keys.whole("min", 0, MAX_ROWS), keys.whole("max", 1, MAX_ROWS)
    if low is not None and high is not None and low > high:
        keys.wrong("max", say('"max" must be at least "min", which is {low}.', low=low))
    return {"fields": columns, "min": low, "max": high, "add": keys.text("add", required=True)}


def _check_column(column: Field, report: Report) -> None:
    what = say('column "{id}"', id=column.id)
    for problem in _column_problems(column):
        report.error(column.line, say("{what}: {problem}", what=what, problem=problem))


def _column_problems(column: Field) -> Iterator[Said]:
    if column.id == "id":
        yield say('"id" is the row\'s own. Call the column something else.')
    if column.type in NOT_IN_ROWS:
        yield say("a {type} cannot stand inside rows. Move it out as its own field.", type=column.type)
    if column.show_if or column.low_energy:
        yield say("show_if and low_energy belong to the whole field. Move them up.")
    if column.answer:
        yield say("an answer cannot stand inside rows. Make it a field of its own.")


def _read_target(keys: Keys) -> dict[str, Any]:
    return {"refers_to": keys.text("refers_to", required=True)}


def _read_default(keys: Keys) -> dict[str, Any]:
    return {"default": keys.word("default", ("now",))}
