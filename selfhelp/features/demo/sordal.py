"""The patients in Sørdal: one just begun, one whose letter is postponed, one handed over, one who has not begun."""

from __future__ import annotations

from selfhelp.features.demo.acts import (
    Feel,
    GuideWrites,
    HandOver,
    OnDay,
    Open,
    Postpone,
    Story,
    Talk,
    Write,
    WriteToGuide,
    letter,
    whole_lesson,
)
from selfhelp.features.feedback.contact import ContactKind

WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4

LIV = Story(
    name="Liv Hagen", email="liv.hagen@example.com", age=31, birthday=(10, 5), phone="400 00 011",
    guide="Gro", week=1, feedback_weekday=FRIDAY,
    acts=(
        Feel(0, "07:20", 3), Open(0, "07:25", 1),
        Write(0, "07:30", 1, "check-in", {"mood": 4, "energy": 3, "stress": 7}),
        Write(1, "21:15", 1, "diamond", {
            "situation": "Mandag kveld etter at barna hadde lagt seg. Oppvasken sto der.",
            "thought": "Andre får til dette", "body": ["tired"], "did": "Satt på badegulvet en stund.",
        }),
        Feel(2, "21:30", 2, "Klarte ikke mer enn to linjer."),
        *letter(4, "Hei Liv.\n\nDu har åpnet den første økta, og du svarte på hvordan uka har vært. Resten ligger "
                   "der når du vil. Jeg ser bare det du deler.\n\nDet holder med én liten ting til i morgen.\n\n"
                   "Jeg skriver igjen fredag.\n\nHilsen Gro", at="09:15", read="21:45"),
        Feel(5, "21:00", 3),
    ),
)  # fmt: skip

TORBJORN = Story(
    name="Torbjørn Nes", email="torbjorn.nes@example.com", age=61, birthday=(12, 12), phone="400 00 012",
    guide="Gro", week=2, feedback_weekday=FRIDAY,
    acts=(
        *whole_lesson(1, "08:30", 1, {
            "check-in": {"mood": 5, "energy": 4, "stress": 3},
            "goal": {
                "goal": "Gå på trening med gamle kolleger", "why": "Etter at jeg sluttet, ble det stille.",
                "measure": "Om jeg møter opp", "baseline": 3, "target": "Hver uke", "by": OnDay(35),
                "steps": [{"id": "rad1", "step": "Svare på meldingen fra Arne"}], "confidence": 7,
            },
            "plan": {"what": "Svare Arne", "first-day": OnDay(2), "time": "12:00", "confidence": 8},
        }, share=("goal",)),
        *letter(4, "Hei Torbjørn.\n\nDet ble stille da du sluttet, skriver du, og så har du gått med en melding fra "
                   "Arne i lomma. Du valgte å svare ham onsdag. Jeg liker at steget har både navn og klokkeslett.\n\n"
                   "Hva skrev du til ham?\n\nNeste brev kommer fredag.\n\nHilsen Gro", at="10:40"),
        Feel(6, "09:00", 4, "Arne svarte med en gang."),
        Postpone(7, "08:40", 14, "Kurs torsdag og fredag."),
        *whole_lesson(8, "08:45", 2, {"check-in": {"mood": 5, "energy": 5, "homework": "all"}}),
    ),
)  # fmt: skip

HANNA = Story(
    name="Hanna Myhre", email="hanna.myhre@example.com", age=27, birthday=(5, 30), phone="400 00 013",
    guide="Gro", week=4, feedback_weekday=THURSDAY,
    acts=(
        *whole_lesson(1, "19:10", 1, {
            "check-in": {"mood": 3, "energy": 2, "stress": 6},
            "diamond": {
                "situation": "Lørdag morgen. Vaskemaskinen var ferdig, og klærne lå der.",
                "thought": "Jeg får ikke engang til dette",
                "feelings": [{"id": "rad1", "name": "Oppgitt", "strength": 70}], "body": ["heavy"],
                "did": "Lukket døra til badet.", "after": "Slapp å se det. Måtte vaske alt om igjen.",
                "corner": "actions",
            },
        }, share=("diamond",)),
        *letter(3, "Hei Hanna.\n\nEn vaskemaskin og en lukket dør. Du viste meg nøyaktig hvor ringen går, og det er "
                   "ikke alle som ser det i den første uka.\n\nHva om målet var å henge opp tre plagg?\n\n"
                   "Neste brev kommer torsdag.\n\nHilsen Gro", at="11:10"),
        Feel(5, "17:00", 3), *whole_lesson(9, "18:50", 2, {
            "check-in": {"mood": 4, "energy": 3, "homework": "some", "noticed": "Tre plagg ble til alle."},
        }),
        *letter(10, "Hei Hanna.\n\nTre plagg ble til alle. Du trengte ikke bestemme deg for alle, bare for tre.\n\n"
                    "Fra neste uke er det Jonas som skriver til deg, fordi jeg får færre dager her. Han leser det vi "
                    "har skrevet, så du slipper å begynne på nytt.\n\nTakk for disse ukene.\n\nHilsen Gro", at="11:20"),
        HandOver(14, "09:30", "Jonas", "Går framover. Liker korte brev og konkrete steg."),
        Talk(16, "13:00", ContactKind.PHONE, True, 15, "Ble kjent. Hun vil fortsette med torsdag."),
        Write(18, "19:30", 2, "activity-log", {"at": OnDay(18, "15:00"), "minutes": 25,
              "activity": "Hengte opp klær ute",
              "mastery": 6, "pleasure": 4, "mood-after": 5, "with": "alone"}, share=True),
        *letter(24, "Hei Hanna.\n\nKlær på snora ute. Det står i loggen som tjuefem minutter og en sekser for "
                    "mestring.\n\nHva ble lettere da det først var gjort?\n\nNeste brev kommer torsdag.\n\n"
                    "Hilsen Jonas", at="12:05"),
        WriteToGuide(-1, "19:50", "Hei Jonas. Jeg har fått et tilbud om å jobbe noen timer i uka. Jeg vet ikke om "
                                  "det er for tidlig. Hva tenker du?"),
    ),
)  # fmt: skip

PER = Story(
    name="Per Olsen", email="per.olsen@example.com", age=43, birthday=(2, 18), phone="400 00 014",
    guide="Jonas", week=2, feedback_weekday=WEDNESDAY,
    acts=(
        *letter(2, "Hei Per.\n\nVelkommen hit. Den første økta tar rundt førti minutter, og du kan stoppe midt i. "
                   "Har du lite krefter, finnes det en kort utgave øverst.\n\nJeg skriver igjen onsdag.\n\nHilsen "
                   "Jonas",
                at="08:50")[:1],
        GuideWrites(9, "09:10", "Hei Per.\n\nJeg ser at du ikke har vært innom ennå, og det er helt i orden. Noen "
                                "bruker litt tid på å komme i gang.\n\nEr det noe ved dette som ikke passer, så skriv "
                                "det til meg, eller trykk på at du vil bli ringt.\n\nJeg skriver igjen onsdag.\n\n"
                                "Hilsen Jonas"),
    ),
)  # fmt: skip

SORDAL = (LIV, TORBJORN, HANNA, PER)
