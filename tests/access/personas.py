"""Who knocks, and on what door: Kari's treatment is the target everywhere."""

from __future__ import annotations

from dataclasses import dataclass

# Column in the matrix -> who that is in the world. Kari is Astrid's patient in Nordvik; she owns what is asked for.
PERSONAS = {
    "anonymous": None,
    "kari": "Kari",  # the patient herself
    "ola": "Ola",  # another patient of the same guide
    "nora": "Nora",  # a patient of another guide in the team
    "jon": "Jon",  # a patient of another team
    "astrid": "Astrid",  # Kari's guide
    "bjorn": "Bjørn",  # another guide of the team
    "gro": "Gro",  # a guide of another team
    "siri": "Siri",  # the supervisor
    "ivar": "Ivar",  # a supervisor of another team
    "frode": "Frode",  # author
    "mona": "Mona",  # manager
    "anne": "Anne",  # admin
    "lars": "Lars",  # admin of another team
}


@dataclass(frozen=True)
class Targets:
    """What stands in place of ids in the addresses."""

    treatment_id: str
    feedback_id: str
    thread_id: str
    colleague_id: str
    grant_id: str

    def fill(self, arguments: frozenset[str]) -> dict[str, str]:
        return {name: PLAIN.get(name) or getattr(self, name) for name in arguments}


NOBODYS = "00000000-0000-4000-8000-000000000000"
PLAIN = {
    "number": "1", "page": "1", "filename": "app.css", "token": "not-a-token", "exercise_id": "activity-log",
    "module_id": "depression", "training_id": "guide-training", "file": "module.yaml", "mail_id": NOBODYS,
    "session_id": NOBODYS,
}
