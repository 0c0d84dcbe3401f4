"""The fields of an exercise, as an author writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from selfhelp.core.content.document import Field, Option
from selfhelp.core.content.field_types import FIELD_TYPES, MAX_ROWS
from selfhelp.core.content.keys import Keys, is_id
from selfhelp.core.content.report import Report, did_you_mean
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
            keys.wrong("id", f'the id "{field.id}" is used by an earlier field. Give this one another.')
        fields.append(field)
    return tuple(fields)


def read_field(keys: Keys) -> Field:
    field_id = keys.id()
    if field_id:
        keys.what = f'field "{field_id}"'
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
        keys.wrong("answer", "a question with an answer is always shown. Remove show_if and when: later.")
    keys.close()
    return Field(**common, **special)


def _read_condition(keys: Keys) -> tuple[str, str] | None:
    node = keys.node("show_if")
    if node is None:
        return None
    if not isinstance(node, Entries) or len(node.pairs) != 1 or not isinstance(node.pairs[0][1], Scalar):
        keys.wrong("show_if", "show_if holds one field and one value: show_if: {field: value}.")
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
            keys.wrong(key, f'"{key}" means nothing for a {kind} field. Remove it, or choose another type.')
    readers = {"scale": _read_scale, "choice": _read_options, "choices": _read_options}
    readers |= {"group": _read_rows, "ladder": _read_rows, "reference": _read_target, "yes-no": _read_yes_no}
    readers |= dict.fromkeys(("number", "minutes"), _read_limits)
    readers |= dict.fromkeys(("date", "time", "datetime"), _read_default)
    return readers[kind](keys) if kind in readers else {}


def _read_limits(keys: Keys) -> dict[str, Any]:
    limits = {key: keys.number(key) for key in ("min", "max", "step") if key in keys}
    low, high, step = limits.get("min"), limits.get("max"), limits.get("step")
    if low is not None and high is not None and low >= high:
        keys.wrong("max", f'"max" must be more than "min", which is {low:g}.')
    if step is not None and step <= 0:
        keys.wrong("step", '"step" must be more than 0.')
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
        keys.wrong("min", "a scale has whole numbers only. Use a number field for decimals.")
    elif low is not None and high is not None and low < high:
        if (high - low) % step:
            keys.wrong("step", f"steps of {step:g} from {low:g} do not end on {high:g}. Choose a step that does.")
        if (high - low) / step > MAX_SCALE_STEPS:
            keys.wrong(
                "max", f"a scale has at most {MAX_SCALE_STEPS} steps. Write a larger step, or use a number field."
            )
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
            keys.wrong("lesson", '"lesson" says where the answer is found, and there is none. Write answer: too.')
        return {}
    answer = keys.texts("answer") if keys.text("type") == "choices" else (keys.text("answer"),)
    for one in filter(None, answer):
        if one not in options:
            keys.wrong("answer", f'the answer "{one}" is not the id of an option. {did_you_mean(one, options)}')
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
        for child in keys.children("options", f"{keys.what}, option") if whole else ():
            pairs.append((Scalar(child.id(), True, child.line), child.text("label", required=True)))
            child.close()
    if not whole:
        keys.wrong("options", "each option needs an id and a text: options: {none: Not at all, some: A little}.")
    return _checked_options(keys, pairs)


def _checked_options(keys: Keys, pairs: list[tuple[Scalar, str]]) -> tuple[Option, ...]:
    seen: set[str] = set()
    for key, label in pairs:
        if ":" in key.text and not label.strip():
            keys.report.error(key.line, f'{keys.what}: option "{key.text}": write a space after the colon.')
            continue
        if not is_id(key.text) and not key.text.isdecimal():
            keys.report.error(
                key.line, f'{keys.what}: option "{key.text}": an id has small letters a–z, digits, - and _. Rewrite it.'
            )
        if key.text in seen:
            keys.report.error(key.line, f'{keys.what}: option "{key.text}" is written twice. Remove one.')
        if not label.strip():
            keys.report.error(key.line, f'{keys.what}: option "{key.text}" has no text. Write it after the colon.')
        seen.add(key.text)
    return tuple(Option(key.text, label.strip()) for key, label in pairs)


def _read_rows(keys: Keys) -> dict[str, Any]:
    columns = read_fields(keys.children("fields", f"{keys.what}, column", required=True))
    for column in columns:
        _check_column(column, keys.report)
    low, high = keys.whole("min", 0, MAX_ROWS), keys.whole("max", 1, MAX_ROWS)
    if low is not None and high is not None and low > high:
        keys.wrong("max", f'"max" must be at least "min", which is {low}.')
    return {"fields": columns, "min": low, "max": high, "add": keys.text("add", required=True)}


def _check_column(column: Field, report: Report) -> None:
    what = f'column "{column.id}"'
    if column.id == "id":
        report.error(column.line, f'{what}: "id" is the row\'s own. Call the column something else.')
    if column.type in NOT_IN_ROWS:
        report.error(column.line, f"{what}: a {column.type} cannot stand inside rows. Move it out as its own field.")
    if column.show_if or column.low_energy:
        report.error(column.line, f"{what}: show_if and low_energy belong to the whole field. Move them up.")
    if column.answer:
        report.error(column.line, f"{what}: an answer cannot stand inside rows. Make it a field of its own.")


def _read_target(keys: Keys) -> dict[str, Any]:
    return {"refers_to": keys.text("refers_to", required=True)}


def _read_default(keys: Keys) -> dict[str, Any]:
    return {"default": keys.word("default", ("now",))}
