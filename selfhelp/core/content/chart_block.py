"""The chart of an exercise, as an author writes it: which fields are drawn, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfhelp.core.content.document import Chart, Field
from selfhelp.core.content.keys import Keys, is_id
from selfhelp.core.content.said import say
from selfhelp.core.content.yaml_reader import Scalar

CHART_KINDS = (
    "line", "bars", "dots", "heat", "counts", "before-after", "ladder", "steps", "nights", "pairs", "diamond",
    "balance",
)  # fmt: skip
DIAMOND = ("middle", "thoughts", "feelings", "body", "actions")
BALANCE = ("for-short", "for-long", "against-short", "against-long")
PARTS = {"diamond": DIAMOND, "balance": BALANCE}  # kinds whose fields are named by where they stand
NIGHT = (
    say("into bed"), say("lights out"), say("minutes to sleep"), say("minutes awake"), say("woke"), say("out of bed"),
)  # fmt: skip
MOST_LINES = 4
MOST_COUNTED = 4
WAYS = ("higher", "lower", "neither")
PERIODS = ("day", "week")
# How many fields each kind draws, and how that is said to an author.
Y_COUNT = {
    "line": (1, MOST_LINES, say("a line chart has one to {most} fields: y: [mood].", most=MOST_LINES)),
    "bars": (1, 1, say("a bars chart has one field: y: [minutes].")),
    "dots": (1, 1, say("a dots chart has one field: y: [done].")),
    "heat": (1, MOST_LINES, say("a heat chart has one to {most} fields: y: [mood].", most=MOST_LINES)),
    "before-after": (2, 2, say("a before-after chart has two fields: y: [before, after].")),
    "ladder": (1, 1, say("a ladder chart has one field: y: [steps].")),
    "steps": (1, 1, say("a steps chart has one field: y: [steps].")),
    "counts": (1, MOST_COUNTED, say("a counts chart has one to {most} fields: y: [how-often].", most=MOST_COUNTED)),
    "nights": (len(NIGHT), len(NIGHT), say("a nights chart has six fields in this order: {fields}.", fields=NIGHT)),
    "pairs": (2, 2, say("a pairs chart has two columns of a group: y: [importance, consistency].")),
}
# Ids of options that say how it went without being told to.
USUAL_STATES = {
    "kept": ("yes", "all", "done", "kept", "full"),
    "partly": ("part", "partly", "some", "half"),
    "not": ("no", "none", "not"),
}


def read_chart(exercise: Keys, fields: Sequence[Field]) -> Chart | None:
    keys = exercise.child("chart", say("{what}, {part}", what=exercise.what, part="chart"))
    if keys is None:
        return None
    kind = keys.word("kind", CHART_KINDS, required=True)
    if not kind:
        keys.others()  # with an unknown kind nothing can be said about its keys
    parts = {corner: keys.text(corner, required=True) for corner in PARTS.get(kind, ())}
    y = _read_y(keys, kind) if kind in Y_COUNT else ()
    own_goal = _own_goal(keys) if kind == "bars" else ""
    chart = Chart(
        kind,
        y,
        parts,
        better=keys.word("better", WAYS) if kind in ("line", "bars", "before-after") else "",
        goal=keys.number("goal") if kind == "bars" and not own_goal else None,
        goal_from=own_goal,
        per=_period(keys, kind),
        states=_read_states(keys, fields, y) if kind == "dots" else {},
        note=keys.text("note") if kind == "steps" else "",
        line=keys.line,
    )
    keys.close()
    return chart


def _read_y(keys: Keys, kind: str) -> tuple[str, ...]:
    y = keys.texts("y", required=True)
    least, most, message = Y_COUNT[kind]
    if "y" in keys and not least <= len(y) <= most:
        keys.wrong("y", message)
    return y


def _period(keys: Keys, kind: str) -> str:
    """What is counted together. In counts only a week says something, and leaving it out means not by time."""
    if kind == "counts":
        return keys.word("per", ("week",))
    return keys.word("per", PERIODS, default="day") if kind == "bars" else "day"


def _own_goal(keys: Keys) -> str:
    """`exercise.field` after goal; empty where it is a number."""
    node = keys.node("goal")
    text = node.text.strip() if isinstance(node, Scalar) else ""
    exercise, dot, field = text.partition(".")
    return text if dot and is_id(exercise) and is_id(field) else ""


def _read_states(keys: Keys, fields: Sequence[Field], y: tuple[str, ...]) -> Mapping[str, str]:
    """Option id → kept, partly or not: as the author says, else by the usual ids. Others mean nothing was noted."""
    field = next((one for one in fields if (one.id,) == y), None)
    known = [option.id for option in field.options] if field and field.type == "choice" else []
    written: dict[str, str] = {}
    for state in USUAL_STATES:
        for option in keys.texts(state):
            if option not in known:
                keys.wrong(state, say(
                    '{state} names "{option}", which is not an option of a choice in y.', state=state, option=option
                ))
            written[option] = state
    if not written:
        written = {option: state for state, usual in USUAL_STATES.items() for option in known if option in usual}
    if known and "kept" not in written.values():
        message = say("say which options mean that it was kept: kept: [{option}].", option=known[0])
        keys.wrong("kept", message)
    return written
