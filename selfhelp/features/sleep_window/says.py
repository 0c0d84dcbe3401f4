"""The sleep window in plain words: what is proposed and why, for the patient and for those who look after her."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from flask_babel import gettext as _
from flask_babel import ngettext

from selfhelp.core.exercises.sleep_safety import Stop
from selfhelp.core.exercises.sleep_window import BETWEEN_CHANGES, Agrees, Kind, Reason, bedtime
from selfhelp.core.exercises.sleep_window_steps import REST_AFTER_NO, Offer, Standing
from selfhelp.core.language import date_in_words
from selfhelp.features.lessons.sums import saying
from selfhelp.features.sleep_window.queries import Care


@dataclass(frozen=True)
class Reader:
    """Who the words are for. `guide`: the first name of the patient's guide."""

    guide: str
    language: str
    today: date

    def day(self, one: date) -> str:
        return date_in_words(one, self.language, self.today)

    def clock(self, at: time) -> str:
        return saying.clock(at, self.language)


def hours(minutes: float) -> str:
    return saying.length(minutes)


def times(minutes: int, rise: time, reader: Reader) -> str:
    """«5 t 30 min i senga. Legg deg tidligst klokka 00.30, og stå opp klokka 06.00.»"""
    told = {"length": hours(minutes), "bed": reader.clock(bedtime(rise, minutes)), "rise": reader.clock(rise)}
    return str(_("%(length)s in bed. Go to bed at %(bed)s at the earliest, and get up at %(rise)s.", **told))


def times_for_staff(offer: Offer, reader: Reader) -> str:
    told = {
        "length": hours(offer.minutes), "bed": reader.clock(bedtime(offer.rise, offer.minutes)),
        "rise": reader.clock(offer.rise),
    }
    return str(_("%(length)s in bed, to bed at %(bed)s at the earliest, up at %(rise)s.", **told))


def ground_for_staff(offer: Offer) -> str:
    """What an offer rests on: the numbers the patient sent with it."""
    told = {"asleep": hours(offer.asleep), "in_bed": hours(offer.in_bed)}
    return str(ngettext(
        "Slept %(asleep)s on average over %(num)s night, and was in bed %(in_bed)s.",
        "Slept %(asleep)s on average over %(num)s nights, and was in bed %(in_bed)s.", offer.nights, **told,
    ))  # fmt: skip


def kind_for_staff(kind: Kind) -> str:
    words = {Kind.FIRST: _("First window"), Kind.UP: _("A quarter of an hour more"), Kind.DOWN: _("A quarter less")}
    return str(words.get(kind, ""))


def proposed(care: Care, reader: Reader) -> str:
    """The proposal with its reason, or why there is none, to the patient."""
    if care.proposes:
        return f"{_why(care, reader)} {_proposal(care)}"
    return NO_PROPOSAL.get(care.proposal.reason, _as_it_is)(care, reader)


def _why(care: Care, reader: Reader) -> str:
    nights = care.nights
    if care.proposal.reason is Reason.BELOW_FLOOR:
        return str(_("The window is shorter than it should be."))
    if care.proposal.kind is Kind.FIRST and nights.mean_asleep is not None and nights.mean_in_bed is not None:
        told = {"asleep": hours(nights.mean_asleep), "in_bed": hours(nights.mean_in_bed), "num": len(nights.valid)}
        return str(_("Over %(num)s nights you slept %(asleep)s on average, and were in bed %(in_bed)s.", **told))
    return _share_of_week(care, reader)


def _proposal(care: Care) -> str:
    length = hours(care.proposal.minutes or 0)
    match care.proposal.kind:
        case Kind.UP:
            return str(_("We propose a little more time in bed: %(length)s.", length=length))
        case Kind.DOWN:
            return str(_("We propose a quarter of an hour less in bed: %(length)s.", length=length))
        case _:
            return str(_("We propose a window of %(length)s.", length=length))


def _share_of_week(care: Care, reader: Reader) -> str:
    share = saying.per_cent(care.nights.efficiency or 0, reader.language)
    return str(_("In the last week, %(share)s of the time in bed was sleep.", share=share))


def _too_few(care: Care, _reader: Reader) -> str:
    have = len(care.nights.valid)
    if care.standing.window is None:
        return str(ngettext(
            "A window rests on at least seven of the last fourteen nights. %(num)s can be counted now. "
            "Go on writing in the morning.",
            "A window rests on at least seven of the last fourteen nights. %(num)s can be counted now. "
            "Go on writing in the morning.", have,
        ))  # fmt: skip
    return str(ngettext(
        "The window stays as it is. It is looked at again when at least five nights of a week are written. "
        "%(num)s can be counted now.",
        "The window stays as it is. It is looked at again when at least five nights of a week are written. "
        "%(num)s can be counted now.", have,
    ))  # fmt: skip


def _not_screened(_care: Care, reader: Reader) -> str:
    return str(_(
        "Answer all the questions about health first. Is one of them hard to answer? Talk with %(name)s.",
        name=reader.guide,
    ))  # fmt: skip


def _excluded(care: Care, reader: Reader) -> str:
    if care.screening.yes:
        return str(_(
            "You have answered yes to a question about health. Then a sleep window may do more harm than good. "
            "Talk with %(name)s about what suits you.", name=reader.guide,
        ))  # fmt: skip
    return str(_("There is no sleep window for you here. Talk with %(name)s about what suits you.", name=reader.guide))


def _sleeps_well(care: Care, reader: Reader) -> str:
    share = saying.per_cent(care.nights.efficiency or 0, reader.language)
    return str(_("%(share)s of the time in bed is sleep. You need no window. Keep getting up at the same time.",
                 share=share))  # fmt: skip


def _this_week(care: Care, reader: Reader) -> str:
    changed = care.standing.changed_on
    day = reader.day(changed + BETWEEN_CHANGES) if changed else ""
    return str(_("The window is changed once a week at the most. We look at it again from %(day)s.", day=day))


def _as_it_is(care: Care, reader: Reader) -> str:
    stays = _("The window stays as it is this week.")
    return f"{_share_of_week(care, reader)} {stays}"


def _stopped(care: Care, reader: Reader) -> str:
    return stopped(care.standing, reader)


NO_PROPOSAL: Mapping[Reason, Callable[[Care, Reader], str]] = {
    Reason.TOO_FEW_NIGHTS: _too_few,
    Reason.NOT_SCREENED: _not_screened,
    Reason.EXCLUDED: _excluded,
    Reason.SLEEPS_WELL: _sleeps_well,
    Reason.CHANGED_THIS_WEEK: _this_week,
    Reason.BETWEEN: _as_it_is,
    Reason.AT_FLOOR: _as_it_is,
    Reason.AT_CAP: _as_it_is,
    Reason.STOPPED: _stopped,
}


def stopped(stands: Standing, reader: Reader) -> str:
    """What to do now that the window is taken away."""
    match stands.stopped[0]:
        case Stop.NEAR_MISS:
            return str(_(
                "Go back to the bedtimes you had before, and leave the car. %(name)s has been asked to call you.",
                name=reader.guide,
            ))  # fmt: skip
        case Stop.ASKED:
            return str(_(
                "Go back to the bedtimes you had before. If you want to begin again, talk with %(name)s.",
                name=reader.guide,
            ))  # fmt: skip
        case _:
            return str(_(
                "Something about your health has changed. Go back to the bedtimes you had before, and talk with "
                "%(name)s.", name=reader.guide,
            ))  # fmt: skip


def stopped_for_staff(stop: Stop) -> str:
    match stop:
        case Stop.NEAR_MISS:
            return str(_("Sleepy at the wheel or nearly an accident"))
        case Stop.ASKED:
            return str(_("The patient has stopped the window"))
        case _:
            return str(_("One of the questions about health is now a yes"))


def waiting(who: Agrees | None, reader: Reader) -> str:
    """Whom an offer waits for, to the patient."""
    if who is Agrees.SUPERVISOR:
        return str(_("The proposal waits for the service's psychologist."))
    return str(_("The proposal waits for %(name)s.", name=reader.guide))


def again_from(stands: Standing, reader: Reader) -> str:
    """The day something can be proposed again after a no."""
    return reader.day(stands.declined.on + REST_AFTER_NO) if stands.declined else ""
