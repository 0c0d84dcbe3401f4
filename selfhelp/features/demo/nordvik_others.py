"""The other patients in Nordvik: a question nobody has answered, a silent week, a pause, an end, two about to begin."""

from __future__ import annotations

from selfhelp.features.demo.acts import (
    End,
    Feel,
    Finish,
    GuideWrites,
    NoReply,
    OnDay,
    Open,
    PauseFor,
    ReadLetters,
    Story,
    Talk,
    Write,
    WriteToGuide,
    letter,
    whole_lesson,
)
from selfhelp.features.feedback.contact import ContactKind
from selfhelp.features.treatments.end_reasons import EndReason

WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4

OLA = Story(
    name="Ola Hansen", email="ola.hansen@example.com", age=52, birthday=(11, 30), phone="400 00 004",
    guide="Bjørn", week=3, feedback_weekday=THURSDAY,
    acts=(
        *whole_lesson(1, "06:10", 1, {
            "check-in": {"mood": 4, "energy": 3, "stress": 5},
            "goal": {
                "goal": "Få ut båten før påske", "why": "Sønnen min og jeg pleide å fiske.",
                "measure": "Hva som er gjort på båten", "baseline": 0, "target": "At den ligger på vannet",
                "by": OnDay(60),
                "steps": [{"id": "rad1", "step": "Ta av presenningen"}, {"id": "rad2", "step": "Kjøpe lakk"}],
                "confidence": 4,
            },
            "plan": {"what": "Stå nede ved båten i fem minutter", "first-day": OnDay(2), "time": "16:00",
                     "place": "Naustet", "obstacle": "Skiftet", "answer": "Da går jeg før jobb.", "confidence": 5},
        }, share=("goal",)),
        *letter(3, """Hei Ola.

Båten i naustet, og sønnen din som pleide å være med. Takk for at du skrev hvorfor det betyr noe.

Du valgte å stå der i fem minutter. Det er et godt første steg, for det krever ikke at du skal få til noe. Hva la du \
merke til da du sto der?

Neste brev kommer torsdag.

Hilsen Bjørn""", at="13:15", read="21:30"),
        Feel(5, "21:40", 3),
        WriteToGuide(4, "18:30", "Hei. Legen vil at jeg skal begynne med noe for søvnen. Betyr det at jeg skal "
                                 "stoppe med dette her, eller kan jeg ta begge deler? Og kan jeg få snakke med deg "
                                 "på telefon en dag etter fire?"),
        Open(8, "06:05", 2), Write(8, "06:12", 2, "check-in", {"mood": 3, "energy": 3, "homework": "some"}),
        Talk(10, "13:40", ContactKind.PHONE, False, 2, "Ringte, ikke svar. Er på skift til fire. Prøver igjen."),
        Feel(-2, "22:00", 3),
    ),
)  # fmt: skip

DANIEL = Story(
    name="Daniel Osei", email="daniel.osei@example.com", age=29, birthday=(8, 9), phone="+44 7700 900123",
    guide="Bjørn", week=3, feedback_weekday=FRIDAY, language="en",
    acts=(
        *whole_lesson(1, "20:15", 1, {
            "check-in": {"mood": 4, "energy": 3, "stress": 7},
            "diamond": {
                "situation": "Monday evening. Two people from work asked me to come for food.",
                "thought": "My Norwegian is too slow, I will just sit there",
                "feelings": [{"id": "rad1", "name": "Lonely", "strength": 60}],
                "body": ["tired", "tense"], "did": "Said I had a call with my mother, and stayed in.",
                "after": "Safe for an hour, then flat.", "corner": "thoughts",
            },
        }, share=("diamond",)),
        *letter(4, """Hi Daniel.

You wrote about the two who asked you to come for food, and the thought that you would just sit there. Many people \
who live in a second language know that one.

Saying no made the evening safe, and an hour later it was flat. You saw that yourself, and that is the loop.

One question: which of the two would be easiest to sit next to in silence?

I will write again on Friday.

Best wishes, Bjørn""", at="11:05", read="18:10"),
        Feel(6, "19:20", 3),
        *whole_lesson(9, "20:00", 2, {
            "check-in": {"mood": 4, "energy": 4, "stress": 6, "homework": "some", "noticed": "Music helps."},
            "plan": {"first-day": OnDay(10), "days": "three", "time": "21:00", "place": "My room", "confidence": 7},
        }),
        NoReply(11, "14:20"), ReadLetters(11, "19:00"),
        Write(12, "21:10", 2, "activity-log", {"at": OnDay(12, "18:00"), "minutes": 90,
              "activity": "Cooked jollof for the corridor", "mastery": 8, "pleasure": 7, "mood-after": 7,
              "with": "others"}, share=True),
        *letter(18, """Hi Daniel.

Jollof for the whole corridor. You gave that evening an eight for mastery, and you were the one who invited.

Last month the thought was that you would just sit there. What did you actually do while the others were eating?

I will write again on Friday.

Best wishes, Bjørn""", at="11:30", read="18:00"),
        Feel(-1, "19:40", 4),
    ),
)  # fmt: skip

MARIT = Story(
    name="Marit Solberg", email="marit.solberg@example.com", age=45, birthday=(6, 17), phone="400 00 006",
    guide="Bjørn", week=3, feedback_weekday=WEDNESDAY,
    acts=(
        Open(0, "22:15", 1), Write(0, "22:20", 1, "check-in", {"mood": 2, "energy": 1}), Feel(0, "22:24", 1),
        Finish(1, "22:40", 1, short=True),
        *letter(2, """Hei Marit.

Du svarte på hvordan uka har vært, og du gjorde den korte utgaven selv om du nesten ikke hadde krefter. Takk.

Det holder med tre minutter denne uka også. Velg én liten ting, så liten at den nesten ikke er noe.

Jeg ringer deg onsdag klokka ti hvis det passer.

Hilsen Bjørn""", at="14:00", read="23:05"),
        Talk(9, "10:00", ContactKind.PHONE, False, 2, "Ringte som avtalt, ikke svar. La igjen beskjed uten innhold."),
        GuideWrites(9, "14:10", "Hei Marit.\n\nJeg ringte klokka ti, men fikk ikke tak i deg. Det går bra.\n\n"
                                "Jeg lurer på hvordan du har det. Du kan svare med én setning, eller bare med et tall "
                                "på humøret. Jeg ringer igjen mandag klokka ett.\n\nHilsen Bjørn"),
        Talk(14, "13:00", ContactKind.PHONE, False, 1, "Nytt forsøk, ikke svar. Tar det opp med Siri."),
        GuideWrites(16, "13:30", "Hei Marit.\n\nVil du fortsette, ta en pause eller avslutte? Alle tre er greit, og du "
                                 "kan ombestemme deg. Skriv ett ord, så ordner jeg resten.\n\nHilsen Bjørn"),
    ),
)  # fmt: skip

ERIK = Story(
    name="Erik Johansen", email="erik.johansen@example.com", age=34, birthday=(9, 2), phone="400 00 007",
    guide="Astrid", week=4, feedback_weekday=THURSDAY,
    acts=(
        *whole_lesson(0, "19:00", 1, {
            "check-in": {"mood": 5, "energy": 4, "stress": 6},
            "plan": {"what": "Ti minutter på sykkelen", "first-day": OnDay(1), "time": "07:00", "confidence": 8},
        }),
        *letter(3, "Hei Erik.\n\nTi minutter på sykkelen før jobb, tre dager på rad. Du begynte før lysten var der, og "
                   "det er ofte den rekkefølgen som virker.\n\nHva gjorde det lettere å komme seg ut tirsdag?\n\n"
                   "Neste brev kommer torsdag.\n\nHilsen Astrid", at="09:40"),
        *whole_lesson(8, "19:20", 2, {
            "check-in": {"mood": 5, "energy": 5, "homework": "all", "noticed": "Sover bedre de dagene jeg sykler."},
        }),
        *letter(10, "Hei Erik.\n\nDu sover bedre de dagene du sykler. Det er en nyttig ting å vite om seg selv.\n\n"
                    "Prøv å skrive i loggen om kvelden i tre dager. Skriv få ord.\n\nNeste brev kommer torsdag.\n\n"
                    "Hilsen Astrid", at="09:50"),
        WriteToGuide(14, "07:30", "Hei. Jeg skal på jobb offshore fra fredag og er borte i to uker. Kan vi ta en "
                                  "pause?"),
        *letter(17, "Hei Erik.\n\nDa tar vi en pause mens du er ute. Siri legger den inn, og ingenting her venter "
                    "på deg imens. Vi fortsetter der du slapp.\n\nGod tur.\n\nHilsen Astrid", at="08:40"),
        Feel(17, "20:30", 3),
        PauseFor(18, "09:00", 14, "På jobb offshore i to uker."),
    ),
)  # fmt: skip

INGRID = Story(
    name="Ingrid Bakke", email="ingrid.bakke@example.com", age=58, birthday=(1, 26), phone="400 00 008",
    guide="Bjørn", week=10, feedback_weekday=FRIDAY,
    acts=(
        *whole_lesson(1, "10:00", 1, {"check-in": {"mood": 3, "energy": 3},
            "goal": {"goal": "Ha venninner på besøk igjen", "measure": "Antall kvelder", "baseline": 0,
                     "target": "En gang i måneden", "by": OnDay(50),
                     "steps": [{"id": "rad1", "step": "Ringe Berit", "done": True}], "confidence": 5}},
            share=("goal",)),
        *letter(4, "Hei Ingrid.\n\nDu vil ha venninner på besøk igjen, og du begynner med å ringe Berit. Det er "
                   "lite, og det er nok.\n\nNeste brev kommer fredag.\n\nHilsen Bjørn"),
        *whole_lesson(9, "10:30", 2, {"check-in": {"mood": 4, "energy": 4, "homework": "some"}}),
        *letter(11, "Hei Ingrid.\n\nBerit kom, og dere ble sittende til ti. Du skrev at du var sliten dagen etter, "
                    "og glad. Begge deler kan være sant.\n\nNeste brev kommer fredag.\n\nHilsen Bjørn"),
        Talk(18, "10:00", ContactKind.PHONE, True, 15, "Går framover. Loggen viser mer glede på dager med folk."),
        Feel(22, "18:00", 4),
        Talk(25, "10:00", ContactKind.PHONE, True, 10, "Fortsetter med besøk annenhver uke."),
        Talk(32, "10:00", ContactKind.PHONE, True, 10, "Bra uke. Tenker på å slutte på slutten av måneden."),
        Talk(39, "10:00", ContactKind.PHONE, True, 10, "Laget plan for tunge dager."),
        Talk(46, "10:00", ContactKind.PHONE, True, 10, "Klar for å avslutte."),
        Feel(50, "19:00", 5),
        Talk(53, "10:00", ContactKind.IN_PERSON, True, 20, "Avslutning. Har planen på kjøleskapet. Vet hvor hun "
                                                           "ringer."),
        End(54, "12:00", EndReason.COMPLETED, "Målet er nådd. Kan ta kontakt igjen."),
    ),
)  # fmt: skip

SOFIE = Story(
    name="Sofie Strand", email="sofie.strand@example.com", age=23, birthday=(7, 7), phone="400 00 009",
    guide="Astrid", week=0, feedback_weekday=WEDNESDAY, registered_on=-7, accepted=False,
)
AMIR = Story(
    name="Amir Rahimi", email="amir.rahimi@example.com", age=38, birthday=(4, 11), phone="400 00 010",
    guide="Bjørn", week=0, feedback_weekday=THURSDAY,
)

NORDVIK_OTHERS = (OLA, DANIEL, MARIT, ERIK, INGRID, SOFIE, AMIR)
