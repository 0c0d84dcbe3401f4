"""The steps of a sleep window as they are stored."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, time

from sqlalchemy import func, select

from selfhelp import audit
from selfhelp.access.actor import Actor
from selfhelp.access.roles import Role
from selfhelp.clock import local_date
from selfhelp.core.exercises.sleep_safety import Stop
from selfhelp.core.exercises.sleep_window import Agrees, Kind
from selfhelp.core.exercises.sleep_window_steps import Event, Offer, Step
from selfhelp.db import keys
from selfhelp.db.base import db, new_id
from selfhelp.db.tables import SleepWindowEvent, Treatment

WHO = {Role.PATIENT: Agrees.PATIENT, Role.GUIDE: Agrees.GUIDE, Role.SUPERVISOR: Agrees.SUPERVISOR}
ACTIONS = {
    Step.PROPOSED: audit.Action.WINDOW_PROPOSED,
    Step.SUPERVISOR_AGREED: audit.Action.WINDOW_AGREED,
    Step.GUIDE_AGREED: audit.Action.WINDOW_AGREED,
    Step.PATIENT_AGREED: audit.Action.WINDOW_AGREED,
    Step.DECLINED: audit.Action.WINDOW_DECLINED,
    Step.SUSPENDED: audit.Action.WINDOW_SUSPENDED,
    Step.REOPENED: audit.Action.WINDOW_REOPENED,
}


def events_of(treatment_id: uuid.UUID) -> tuple[Event, ...]:
    """In the order they happened. One statement; the patient's key must have been fetched."""
    mine = select(SleepWindowEvent).where(SleepWindowEvent.treatment_id == treatment_id)
    return tuple(_event(row) for row in db.session.scalars(mine.order_by(SleepWindowEvent.number)))


def add(
    actor: Actor, treatment: Treatment, step: Step, now: datetime, *, offer: Offer | None = None,
    stop: Stop | None = None, words: str = "",
) -> SleepWindowEvent:
    """One more step, with its audit. Call within a transaction that has locked the treatment."""
    before = select(func.count()).where(SleepWindowEvent.treatment_id == treatment.id)
    row = SleepWindowEvent(
        id=new_id(), treatment_id=treatment.id, patient_id=treatment.patient_id,
        number=(db.session.scalar(before) or 0) + 1, step=step, stop=stop, by_id=actor.person_id, by_role=actor.role,
        at=now,
    )
    if offer is not None or words:
        keys.seal(row, details=json.dumps({"words": words} | (_stored(offer) if offer else {}), ensure_ascii=False))
    db.session.add(row)
    db.session.flush()
    audit.record(actor, ACTIONS[step], now, patient_id=treatment.patient_id, about=row)
    return row


def lock(treatment: Treatment) -> None:
    """Steps of one treatment come one after the other."""
    db.session.execute(select(Treatment.id).where(Treatment.id == treatment.id).with_for_update())


def _stored(offer: Offer) -> dict[str, str | float]:
    return {
        "kind": offer.kind, "minutes": offer.minutes, "rise": offer.rise.isoformat("minutes"),
        "asleep": offer.asleep, "in_bed": offer.in_bed, "nights": offer.nights,
    }


def _event(row: SleepWindowEvent) -> Event:
    details = json.loads(keys.unseal(row, "details") or "{}") if row.details is not None else {}
    return Event(
        step=Step(row.step), at=row.at, on=local_date(row.at), by=WHO.get(Role(row.by_role)),
        offer=_offer(details) if "minutes" in details else None, stop=Stop(row.stop) if row.stop else None,
        words=details.get("words", ""),
    )


def _offer(details: dict[str, str | float]) -> Offer:
    return Offer(
        Kind(str(details["kind"])), int(details["minutes"]), time.fromisoformat(str(details["rise"])),
        float(details["asleep"]), float(details["in_bed"]), int(details["nights"]),
    )
