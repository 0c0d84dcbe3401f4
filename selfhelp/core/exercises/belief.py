"""Thought records and behavioural experiments: how much a thought is believed before and after.

Beliefs and emotions are 0 to 100. A change is after minus before: below 0, the thought or the feeling has become
weaker. Source: Beck 2011, Cognitive Behavior Therapy: Basics and Beyond.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selfhelp.core.exercises.averages import mean


@dataclass(frozen=True)
class Emotion:
    before: float
    after: float | None = None


@dataclass(frozen=True)
class Record:
    """One thought. `happened`: in an experiment, how much of what was predicted came true, 0 to 100."""

    before: float
    after: float | None = None
    happened: float | None = None
    emotions: tuple[Emotion, ...] = ()
    traps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beliefs:
    records: int
    finished: int  # with belief afterwards given
    belief_change: float | None  # mean of the finished
    emotion_change: float | None  # mean of every emotion given twice
    traps: tuple[tuple[str, int], ...]  # how often each was ticked, the most frequent first
    predictions: tuple[tuple[float, float], ...]  # (believed before, happened), in order


def belief_change(record: Record) -> float | None:
    return None if record.after is None else record.after - record.before


def emotion_changes(records: Iterable[Record]) -> tuple[float, ...]:
    emotions = (emotion for record in records for emotion in record.emotions)
    return tuple(emotion.after - emotion.before for emotion in emotions if emotion.after is not None)


def trap_counts(records: Iterable[Record]) -> tuple[tuple[str, int], ...]:
    """Equals in the alphabet's order. A trap counts once in a record."""
    counts = Counter(trap for record in records for trap in set(record.traps))
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def beliefs(every: Sequence[Record]) -> Beliefs:
    changes = [change for change in map(belief_change, every) if change is not None]
    return Beliefs(
        records=len(every),
        finished=len(changes),
        belief_change=mean(changes),
        emotion_change=mean(emotion_changes(every)),
        traps=trap_counts(every),
        predictions=tuple((one.before, one.happened) for one in every if one.happened is not None),
    )
