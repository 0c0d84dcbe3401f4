"""Thoughts, steps and plans: the fields an author writes, and one filling-in from stored answers."""

from __future__ import annotations

from selfhelp.core.content.field_types import Answers
from selfhelp.core.content.said import say
from selfhelp.core.exercises import needs
from selfhelp.core.exercises.belief import Emotion, Record
from selfhelp.core.exercises.plans import Done, Plan
from selfhelp.core.exercises.steps import Progress, progress

BELIEF_BEFORE = needs.rating("belief-before", say("how much the thought is believed"), 0, 100)
BELIEF_AFTER = needs.rating("belief-after", say("how much it is believed afterwards"), 0, 100)
CAME_TRUE = needs.rating("happened", say("how much of the prediction came true"), 0, 100, optional=True)
EMOTION_BEFORE = needs.rating("before", say("how strong the feeling was"), 0, 100)
EMOTION_AFTER = needs.rating("after", say("how strong it is afterwards"), 0, 100, optional=True)
EMOTION = needs.rows("emotion", say("the feelings"), (EMOTION_BEFORE, EMOTION_AFTER), optional=True)
TRAPS = needs.several("traps", say("the thinking traps"))
BELIEF = (BELIEF_BEFORE, BELIEF_AFTER, CAME_TRUE, EMOTION, TRAPS)

STEP_DONE = needs.yes_no("done", say("whether the step is taken"))
STEP_ROWS = needs.rows("steps", say("the steps"), (STEP_DONE,))
CONFIDENCE = needs.rating("confidence", say("how sure she is of the first step"), 0, 10, optional=True)
STEPS = (STEP_ROWS, CONFIDENCE)

ACTIVITY = needs.words("activity", ("text", "long-text"), say("what is planned"))
DONE = needs.one_of("done", Done, say("what became of it"), may_lack=(Done.NOT_YET,))
MOOD_BEFORE = needs.rating("mood-before", say("the mood before"), 0, 10, optional=True)
MOOD_AFTER = needs.rating("mood-after", say("the mood afterwards"), 0, 10, optional=True)
PLANS = (ACTIVITY, DONE, MOOD_BEFORE, MOOD_AFTER)


def record(answers: Answers) -> Record | None:
    before = BELIEF_BEFORE.of(answers)
    if before is None:
        return None
    return Record(
        before=before,
        after=BELIEF_AFTER.of(answers),
        happened=CAME_TRUE.of(answers),
        emotions=_emotions(answers),
        traps=TRAPS.of(answers) or (),
    )


def steps(answers: Answers) -> Progress | None:
    """None where there are no steps and no confidence: nothing has been written yet."""
    every, confidence = STEP_ROWS.of(answers) or (), CONFIDENCE.of(answers)
    if not every and confidence is None:
        return None
    return progress([STEP_DONE.of(row) is True for row in every], confidence)


def plan(answers: Answers) -> Plan | None:
    """None where there is neither an activity nor an answer; an activity nobody has answered for is waiting."""
    what, done = ACTIVITY.of(answers), DONE.of(answers)
    if not what and done is None:
        return None
    return Plan(done or Done.NOT_YET, what or "", MOOD_BEFORE.of(answers), MOOD_AFTER.of(answers))


def _emotions(answers: Answers) -> tuple[Emotion, ...]:
    pairs = ((EMOTION_BEFORE.of(row), EMOTION_AFTER.of(row)) for row in EMOTION.of(answers) or ())
    return tuple(Emotion(before, after) for before, after in pairs if before is not None)
