"""Astrid's patients in Nordvik whose weeks are the fullest: two with the same name, and one who is 17."""

from __future__ import annotations

from selfhelp.features.demo.acts import (
    AskForCall,
    BeginLetter,
    Feel,
    GuideBegins,
    OnDay,
    Open,
    Story,
    Talk,
    Write,
    letter,
    whole_lesson,
)
from selfhelp.features.feedback.contact import ContactKind

WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4

KARI = Story(
    name="Kari Nordmann", email="kari.nordmann@example.com", age=39, birthday=(5, 14), phone="400 00 001",
    guide="Astrid", week=3, feedback_weekday=THURSDAY,
    acts=(
        Feel(0, "21:10", 2), Feel(1, "20:30", 2, "Ble liggende til klokka elleve."),
        *whole_lesson(2, "19:40", 1, {
            "check-in": {"mood": 3, "energy": 2, "stress": 6},
            "diamond": {
                "situation": "Søndag ettermiddag. Søsteren min spurte om jeg ville bli med på tur rundt vannet.",
                "thought": "Jeg kommer bare til å være en klump de må dra på.",
                "feelings": [
                    {"id": "rad1", "name": "Skam", "strength": 70},
                    {"id": "rad2", "name": "Tristhet", "strength": 60},
                ],
                "body": ["heavy", "throat"],
                "did": "Skrev at jeg hadde vondt i hodet. La meg på sofaen med telefonen.",
                "after": "Først var det godt å slippe. Om kvelden kjentes det som om jeg hadde mistet dagen.",
                "corner": "actions",
            },
            "goal": {
                "goal": "Bli med søsteren min på tur igjen",
                "why": "Vi pleide å le mye på de turene.",
                "measure": "Hvor mange turer vi har gått",
                "baseline": 2, "target": "En kort tur hver uke", "by": OnDay(28),
                "steps": [
                    {"id": "rad1", "step": "Ta på skoene og gå til postkassa"},
                    {"id": "rad2", "step": "Gå runden ved skolen alene"},
                    {"id": "rad3", "step": "Spørre søsteren min om en halvtime"},
                ],
                "confidence": 6,
            },
            "plan": {
                "what": "Drikke kaffen ute på trappa", "first-day": OnDay(3), "time": "09:30", "place": "Trappa",
                "obstacle": "At det regner", "answer": "Da står jeg i døra.", "confidence": 7,
            },
            "to-guide": {"message": "Er det greit at steget er så lite? Det føles litt dumt å kalle postkassa et mål."},
        }, share=("diamond", "goal")),
        *letter(3, """Hei Kari.

Du skrev at søsteren din spurte om tur, og at du tenkte du ble en klump å dra på. Takk for at du delte akkurat den \
stunden. Den er ikke lett å skrive ned.

Du spør om postkassa er for lite. Nei. Det steget er lite nok til at du kan ta det på en dårlig dag, og det er hele \
poenget. I diamanten din ser jeg at sofaen ga ro med en gang, og at dagen ble borte etterpå. Det er ringen i et \
nøtteskall.

Et spørsmål til deg: Hva la du merke til i kroppen da du hadde sendt meldingen?

Ta kaffen på trappa i morgen, slik du planla. Neste brev kommer torsdag.

Hilsen Astrid"""),
        Feel(4, "19:50", 3), Feel(6, "18:15", 3, "Gikk til postkassa og litt til."),
        Write(6, "18:25", 1, "plan", {
            "what": "Drikke kaffen ute på trappa", "first-day": OnDay(3), "time": "09:30", "place": "Trappa",
            "obstacle": "At det regner", "answer": "Da står jeg i døra.", "confidence": 7,
            "did": "Fem av seks dager. Én dag sto jeg bare i døra, men jeg var oppe.", "felt": 5,
            "in_the_way": "Naboen ville prate, og da gikk jeg inn.",
        }, share=True),
        Open(8, "20:05", 2),
        Write(8, "20:10", 2, "check-in", {"mood": 4, "energy": 3, "stress": 5, "homework": "all",
              "noticed": "Lyset gjør noe. Det er lettere å spise frokost etterpå."}, share=True),
        Write(9, "20:10", 2, "activity-log", {"at": OnDay(9, "09:35"), "minutes": 20, "activity": "Kaffe på trappa",
              "mastery": 4, "pleasure": 5, "mood-after": 5, "with": "alone"}, share=True),
        Write(9, "20:14", 2, "activity-log", {"at": OnDay(9, "17:00"), "minutes": 60, "activity": "Ryddet i klesskapet",
              "mastery": 6, "pleasure": 2, "mood-after": 4, "with": "alone"}, share=True),
        *letter(10, """Hei Kari.

Fem av seks dager på trappa, og den ene dagen sto du i døra. Det ser jeg som seks dager der du holdt fast ved planen.

Du la merke til at lyset gjør noe, og at frokosten går lettere etterpå. Da har du funnet et hjørne som flytter på et \
annet. Det var modig å skrive at naboen fikk deg til å gå inn. Mange kjenner det slik når de er slitne.

Fortsett med loggen i fem dager. Skriv også det som virker for lite til å nevnes, for der ligger det ofte noe. Hva ga \
deg mest mestring denne uka?

Neste brev kommer torsdag.

Hilsen Astrid"""),
        Feel(11, "21:00", 4), Feel(13, "20:20", 3),
        Write(12, "20:30", 2, "activity-log", {"at": OnDay(12, "13:00"), "minutes": 40,
              "activity": "Gikk runden ved skolen", "mastery": 7, "pleasure": 5, "mood-after": 6, "with": "alone"},
              share=True),
        Feel(15, "20:45", 4),
        *letter(17, """Hei Kari.

Runden ved skolen, alene, førti minutter. For tre uker siden var steget å komme til postkassa.

I loggen ser jeg at mestringen er høyest når du har gjort noe du har grudd deg til, og at gleden kommer litt etter. \
Det er vanlig. Det betyr at du kan gå før lysten er der.

Hva tror du skal til for at du spør søsteren din om en halvtime?

Neste brev kommer torsdag.

Hilsen Astrid"""),
        Feel(-1, "20:10", 4, "Lo av noe på radioen."),
        Write(-1, "20:16", 2, "activity-log", {"at": OnDay(-1, "16:30"), "minutes": 35,
              "activity": "Ringte søsteren min mens jeg gikk", "mastery": 7, "pleasure": 7, "mood-after": 6,
              "with": "others"}, share=True),
        BeginLetter(-1, "20:30", "Hei Astrid. Jeg har tenkt på det du spurte om, og"),
    ),
)  # fmt: skip

OTHER_KARI = Story(
    name="Kari Nordmann", email="kari.n.1961@example.com", age=65, birthday=(2, 3), phone="400 00 002",
    guide="Astrid", week=2, feedback_weekday=WEDNESDAY,
    acts=(
        *whole_lesson(1, "11:20", 1, {
            "check-in": {"mood": 4, "energy": 4, "stress": 2},
            "goal": {
                "goal": "Begynne i koret igjen", "why": "Det var der jeg hadde venner.",
                "measure": "Om jeg har vært på øvelse", "baseline": 1, "target": "To øvelser på en måned",
                "by": OnDay(30), "steps": [{"id": "rad1", "step": "Finne fram notepermen"}], "confidence": 5,
            },
        }, share=("goal",)),
        Talk(2, "10:30", ContactKind.PHONE, True, 15,
             "Ringte som avtalt. Sover greit. Savner koret etter at mannen døde i fjor. Enige om å begynne med "
             "notene."),
        Feel(3, "12:00", 3), Feel(5, "12:10", 3, "Fant permen. Sang litt på kjøkkenet."),
        Write(6, "13:00", 1, "plan", {
            "what": "Synge én sang til kaffen", "first-day": OnDay(6), "time": "10:00", "place": "Kjøkkenet",
            "confidence": 8,
        }, share=True),
        *letter(9, """Hei Kari.

Takk for praten sist. Du fant permen, og du sang litt på kjøkkenet. Det er et steg nærmere øvelsen enn det høres ut som.

Det er tungt å gå alene inn i et rom der dere pleide å være to. Du trenger ikke gå inn ennå. Denne uka holder det å \
vite hvilken dag de øver.

Hvem i koret ville du helst møtt først?

Jeg skriver igjen onsdag.

Hilsen Astrid""", at="10:15", read="18:40"),
        GuideBegins(-1, "14:50", "Hei Kari.\n\nDu skriver at du"),
        Feel(-1, "19:00", 3),
    ),
)  # fmt: skip

NORA = Story(
    name="Nora Lie", email="nora.lie@example.com", age=17, birthday=(3, 21), phone="400 00 003",
    guide="Astrid", week=2, feedback_weekday=FRIDAY,
    acts=(
        Talk(0, "15:10", ContactKind.VIDEO, True, 20,
             "Første samtale. Går i andre på videregående. Bor hjemme. Trygg nå, vet hvem hun kan ringe. Har fortalt "
             "mamma at hun er her. Vil ha det mest skriftlig."),
        Feel(0, "22:40", 2), Open(0, "22:45", 1),
        Write(0, "22:50", 1, "check-in", {"mood": 3, "energy": 2, "stress": 8}),
        *whole_lesson(2, "16:20", 1, {
            "diamond": {
                "situation": "Tirsdag i storefri. De andre snakket om helga og så ikke på meg.",
                "thought": "De har det bedre når jeg ikke er der",
                "feelings": [{"id": "rad1", "name": "Utenfor", "strength": 80}],
                "body": ["stomach", "tense"],
                "did": "Gikk på biblioteket og lot som jeg leste.",
                "after": "Rolig en stund. Så tenkte jeg på det hele kvelden.",
                "corner": "unsure",
            },
            "plan": {
                "what": "Høre én hel sang uten telefonen i hånda", "first-day": OnDay(3), "time": "21:30",
                "place": "Rommet mitt", "obstacle": "Snap", "answer": "Legger telefonen i gangen.", "confidence": 6,
            },
            "to-guide": {"message": "Må jeg ha med fraværet i målet? Kontaktlæreren maser om det."},
        }, share=("diamond",)),
        *letter(4, """Hei Nora.

Storefri, og de andre som ikke så på deg. Jeg skjønner at biblioteket var godt akkurat da. Takk for at du viste meg det.

Du spør om fraværet må være med. Det må det ikke. Velg noe du selv har lyst til å få tilbake. Hvis du vil, kan vi \
snakke om fraværet for seg, og du bestemmer hva jeg får si til skolen.

Én ting å legge merke til: Hvem så på deg den dagen, om så bare et øyeblikk?

Jeg skriver igjen fredag. Er det noe før det, kan du be meg ringe.

Hilsen Astrid""", at="12:30", read="15:20"),
        Feel(5, "23:10", 3), Feel(6, "21:50", 4, "Lå i gangen uten telefon. Rart, men ok."),
        *letter(11, """Hei Nora.

Du la deg i gangen uten telefon og hørte en hel sang. Rart, men ok, skrev du. Det er et ærlig svar.

Denne uka: Velg en dag der du spør én person om én ting. Det kan være lekser, mat eller vær.

Jeg skriver igjen fredag.

Hilsen Astrid""", at="12:40", read="16:10"),
        Feel(-1, "21:05", 2), AskForCall(-1, "21:08"),
    ),
)  # fmt: skip

NORDVIK = (KARI, OTHER_KARI, NORA)
