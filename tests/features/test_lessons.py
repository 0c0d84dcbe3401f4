"""Kari works through a lesson: opens it, reads, shares what she chooses, finishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, LessonProgress, Sharing
from tests.support.forms import opened
from tests.support.week import count, entries, on, publish_again, shared_answers, welcomed
from tests.support.world import START, World

A_WEEK_AGO = START.date() - timedelta(days=7)
STATEMENTS = 10
LESSON_1 = "01-getting-started.nb.md"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_start_opens_the_lesson_at_its_first_page(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    answer = opened(browser, "/today", "/lesson/1/open").send(browser)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lesson/1/1")
    page = browser.get("/lesson/1/1").text
    assert "Del 1 av 6" in page
    assert "Bare du kan lese dette til du deler økta med Astrid." in page
    with world.inside():
        done = db.session.scalars(select(AuditEvent.action).where(AuditEvent.object_kind == "lesson_progress")).all()
        assert done == ["lesson opened"]


def test_she_comes_back_to_the_page_she_reached(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    for number in (1, 2):
        opened(browser, f"/lesson/1/{number}").send(browser, _do="next")
    assert browser.get("/lesson/1").headers["Location"] == "/lesson/1/3"
    opened(browser, "/lesson/1/3").send(browser, _do="back")
    assert browser.get("/lesson/1").headers["Location"] == "/lesson/1/3"


def test_a_picture_and_a_sound_come_with_the_lesson_and_only_there(world: World) -> None:
    welcomed(world)
    with world.inside():
        change = {LESSON_1: ("Noen åpner denne", "![En benk](bench.png)\n\nNoen åpner denne")}
        publish_again(change, START, media={"bench.png": b"PNG", "calm.mp3": b"MP3"})
    browser = world.client("Kari")
    opened(browser, "/today", "/lesson/1/open").send(browser)
    page = browser.get("/lesson/1/1").text
    assert '<img alt="En benk" src="bench.png">' in page
    picture = browser.get("/lesson/1/bench.png")
    assert (picture.data, picture.headers["Content-Type"]) == (b"PNG", "image/png")
    part = browser.get("/lesson/1/calm.mp3", headers={"Range": "bytes=1-2"})
    assert (part.status_code, part.data) == (206, b"P3")
    for path in ("/lesson/1/module.yaml", "/lesson/1/other.png", "/lesson/2/bench.png", "/lesson/1/..%2Fbench.png"):
        assert browser.get(path).status_code == 404, path


def test_what_to_remember_stands_once_on_the_last_page(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/today", "/lesson/1/open").send(browser)
    page = browser.get("/lesson/1/6").text
    assert page.count("box--summary") == 1


def test_looking_at_a_page_stores_nothing(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    for path in ("/lesson/1/1", "/lesson/1/short", "/lesson/1/end", "/lesson/1/card", "/programme"):
        assert browser.get(path).status_code == 200
    assert count(world, LessonProgress) == 0


def test_an_opened_lesson_keeps_its_wording_and_an_unopened_one_follows_live(world: World) -> None:
    welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    opened(browser, "/lesson/1/1").send(browser, _do="next")
    opened(browser, "/lesson/1/end").send(browser, _do="keep")
    changes = {
        "01-getting-started.nb.md": ("Hvordan har du det?", "Hvordan er det?"),
        "02-activity-and-mood.nb.md": ("# Uka som gikk", "# Uka di til nå"),
    }
    with world.inside():
        publish_again(changes, START)
    assert "Hvordan har du det?" in browser.get("/lesson/1/1").text
    assert "Uka di til nå" in browser.get("/lesson/2/1").text


def test_a_correction_for_everyone_reaches_an_opened_lesson(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    opened(browser, "/lesson/1/1").send(browser, _do="next")
    with world.inside():
        changes = {"01-getting-started.nb.md": ("Hvordan har du det?", "Hvordan er det?")}
        publish_again(changes, START, for_everyone=True)
    assert "Hvordan er det?" in browser.get("/lesson/1/1").text


def test_nothing_is_shared_before_she_says_so(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    assert len(entries(world, kari)) == 3
    assert count(world, Sharing) == 0
    end = browser.get("/lesson/1/end").text
    assert "Vil du dele med Astrid?" in end
    assert "Du hører fra Astrid senest torsdag 10. september" in end
    assert count(world, Sharing) == 0


def test_sharing_shows_what_always_follows_and_what_she_ticked(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    end = opened(browser, "/lesson/1/end")
    assert "share" not in end.fields  # nothing is ticked for her
    end["share"] = ["goal"]
    answer = end.send(browser, _do="share")
    assert answer.headers["Location"] == "/today"
    assert set(shared_answers(world, kari)) == {"plan", "to-guide", "goal"}
    assert "Delt med Astrid. Du får svar senest" in browser.get("/today").text


def test_what_she_does_not_tick_stays_hers(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    opened(browser, "/lesson/1/end").send(browser, _do="share")
    assert set(shared_answers(world, kari)) == {"plan", "to-guide"}


def test_an_exercise_that_is_never_shared_is_not_shared_even_if_asked_for(world: World) -> None:
    with world.inside():
        never = ("share: ask\npin: goal", "share: never\npin: goal")
        publish_again({"01-getting-started.nb.md": never, "01-getting-started.en.md": never}, START)
    kari = welcomed(world)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    end = opened(browser, "/lesson/1/end")
    assert "Målet mitt" not in browser.get("/lesson/1/end").text.split("Noe står tomt")[0]
    end["share"] = ["goal"]
    end.send(browser, _do="share")
    (goal,) = entries(world, kari, "goal")
    page = opened(browser, "/lesson/1/5")
    page.send(browser, _do="share:goal")
    opened(browser, f"/diary/{goal.thread_id}").send(browser, _do="share:goal")
    assert "goal" not in shared_answers(world, kari)


def test_a_lesson_can_be_finished_without_sharing(world: World) -> None:
    welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    opened(browser, "/lesson/1/end").send(browser, _do="keep")
    assert count(world, Sharing) == 0
    programme = browser.get("/programme").text
    assert "Ferdig" in programme
    assert "Her er du" in programme
    assert browser.get("/lesson/2/1").status_code == 200


def test_an_exercise_that_asks_has_a_button_of_its_own(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/5")
    page["goal.goal"] = "Spille ett parti sjakk"
    page.send(browser, _do="share:goal")
    assert shared_answers(world, kari) == {"goal": {"goal": "Spille ett parti sjakk"}}
    assert "Du har delt dette. Astrid kan lese det." in browser.get("/lesson/1/5").text


def test_a_change_after_sharing_is_hers_until_she_shares_again(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/5")
    page["goal.goal"] = "Spille sjakk"
    page.send(browser, _do="share:goal")
    page = opened(browser, "/lesson/1/5")
    page["goal.goal"] = "Spille sjakk med Odd"
    page.send(browser, _do="later")
    html = browser.get("/lesson/1/5").text
    assert "Astrid kan lese det du delte før. Det du har endret siden, kan bare du lese." in html
    assert entries(world, kari, "goal")[0].shared_revision == 1
    opened(browser, "/lesson/1/5").send(browser, _do="share:goal")
    assert entries(world, kari, "goal")[0].shared


def test_the_short_version_counts_and_keeps_the_other_answers(world: World) -> None:
    kari = welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/1")
    page["check-in.mood"], page["check-in.energy"] = "3", "2"
    page.send(browser, _do="later")
    short = opened(browser, "/lesson/1/short")
    assert short["check-in.mood"] == "3"
    assert "check-in.energy" not in short.fields
    short["check-in.mood"], short["plan.what"] = "4", "Et glass vann ved vinduet"
    assert short.send(browser, _do="next").headers["Location"] == "/lesson/1/end?short=1"
    assert entries(world, kari, "check-in")[0].answers == {"mood": 4, "energy": 2}
    opened(browser, "/lesson/1/end?short=1", "/lesson/1/end").send(browser, _do="share")
    with world.inside():
        progress = db.session.scalars(select(LessonProgress)).one()
        assert (progress.finished_at, progress.finished_short) == (START, True)
    assert browser.get("/lesson/2/1").status_code == 200


def test_a_lesson_before_its_day_is_a_kind_page_with_the_date(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    for path in ("/lesson/2", "/lesson/2/1", "/lesson/2/short", "/lesson/2/end", "/lesson/2/card"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "Denne økta åpner mandag 14. september, når du er ferdig med økt 1." in answer.text


def test_a_lesson_that_waits_for_the_one_before_says_so(world: World) -> None:
    welcomed(world, starts_on=A_WEEK_AGO)
    page = world.client("Kari").get("/lesson/2").text
    assert "Denne økta åpner når du er ferdig med økt 1. Den korte utgaven teller også." in page


def test_a_planned_lesson_and_one_that_does_not_exist(world: World) -> None:
    welcomed(world)
    lesson = "  - id: look-into-your-thoughts\n    "
    with world.inside():
        publish_again({"module.yaml": (f"{lesson}minutes: 45", f"{lesson}planned: true")}, START)
    browser = world.client("Kari")
    assert "Denne økta er ikke klar ennå." in browser.get("/lesson/5").text
    assert browser.get("/lesson/9").status_code == 404
    assert browser.get("/lesson/1/99").status_code == 404
    assert browser.get("/lesson/1/0").status_code == 404


def test_her_own_sentence_stands_by_the_exercise(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/5")
    page["goal.goal"] = "Spille ett parti sjakk"
    page.send(browser, _do="later")
    assert "<blockquote>Spille ett parti sjakk</blockquote>" in browser.get("/lesson/1/5").text


def test_what_patients_write_is_never_markup(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/5")
    page["goal.goal"] = "<script>alert(1)</script>"
    page.send(browser, _do="later")
    for path in ("/lesson/1/5", "/diary"):
        assert "<script>alert(1)" not in browser.get(path).text


def test_the_card_holds_the_summary_and_her_plan(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    card = browser.get("/lesson/1/card").text
    assert "Depresjon er verken latskap eller svakhet" in card
    assert "Drikke te på trappa" in card
    assert "Er det greit" not in card


def test_the_end_says_what_is_empty_without_blame(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, "/lesson/1/6")
    page["plan.place"] = "Hjemme"
    page.send(browser, _do="later")
    end = browser.get("/lesson/1/end").text
    assert "Noe står tomt" in end
    assert "Det kan stå slik." in end
    assert '/lesson/1/6?look#plan-title' in end
    empty = "Ingenting her ennå. Det kan også stå slik."
    assert empty in browser.get("/lesson/1/6?look").text
    assert empty not in browser.get("/lesson/1/6").text


def test_an_exercise_used_again_has_the_same_entry(world: World) -> None:
    again = "# Målet en gang til\n\nSe på målet ditt.\n\n```exercise\nuse: goal\n```\n\n# Lysten kommer ofte etterpå"
    with world.inside():
        publish_again({"02-activity-and-mood.nb.md": ("# Lysten kommer ofte etterpå", again)}, START)
    kari = welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    opened(browser, "/lesson/1/end").send(browser, _do="keep")
    page = opened(browser, "/lesson/2/3")
    assert page["goal.goal"] == "Spille ett parti sjakk"
    page["goal.goal"] = "Spille to partier"
    page.send(browser, _do="next")
    (goal,) = entries(world, kari, "goal")
    assert (goal.answers, goal.lesson_id, goal.revision) == ({"goal": "Spille to partier"}, "getting-started", 2)
    assert opened(browser, "/lesson/1/5")["goal.goal"] == "Spille to partier"


def test_a_caution_carries_the_numbers(world: World) -> None:
    welcomed(world)
    page = world.client("Kari").get("/lesson/1/4").text
    assert 'href="tel:116117"' in page
    assert page.count('href="/help-now"') >= 2


def test_english_reads_the_english_lesson(world: World) -> None:
    welcomed(world, language="en")
    page = world.client("Kari").get("/lesson/1/1").text
    assert "Part 1 of 6" in page
    assert 'lang="en"' in page


def test_the_tab_says_nothing_of_what_it_is_about(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    for path in ("/lesson/1/1", "/programme", "/today", "/diary", "/letters", "/lesson/1/end", "/lesson/1/short"):
        title = browser.get(path).text.split("<title>")[1].split("</title>")[0]
        assert not any(word in title.lower() for word in ("nedstemt", "depres", "humør", "kom i gang"))


def test_everything_she_does_is_in_the_audit_and_none_of_her_words(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    opened(browser, "/lesson/1/end").send(browser, _do="share")
    opened(browser, "/today", "/mood").send(browser, mood="2")
    letter = opened(browser, "/letters")
    letter["text"] = "Hei Astrid"
    letter.send(browser)
    opened(browser, "/letters", "/call-me").send(browser)
    with world.inside():
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.actor_id == kari.person_id)).all()
        done = {event.action for event in events}
        assert done >= {
            "promises confirmed", "lesson opened", "entry written", "entry shared", "lesson finished", "mood noted",
            "letter sent", "call asked",
        }  # fmt: skip
        assert {event.patient_id for event in events if event.action != "signed in"} == {kari.person_id}
        kept = " ".join(str(value) for event in events for value in vars(event).values())
        assert not any(word in kept for word in ("Drikke te", "hoppe over", "Hei Astrid"))


@pytest.mark.parametrize("path", ["/today", "/lesson/2/5", "/lesson/1/6", "/programme"])
def test_a_page_costs_at_most_ten_statements(world: World, statements: list[str], path: str) -> None:
    welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    _write_lesson_1(browser)
    opened(browser, "/lesson/1/end").send(browser, _do="share")
    opened(browser, "/lesson/2/5").send(browser, _do="later")
    browser.get(path)
    statements.clear()
    assert browser.get(path).status_code == 200
    assert len(statements) <= STATEMENTS, "\n".join(statements)


def _write_lesson_1(browser: FlaskClient) -> None:
    page = opened(browser, "/lesson/1/5")
    page["goal.goal"] = "Spille ett parti sjakk"
    page.send(browser, _do="next")
    page = opened(browser, "/lesson/1/6")
    page["plan.what"], page["to-guide.message"] = "Drikke te på trappa", "Er det greit å hoppe over helga?"
    page.send(browser, _do="next")


def test_a_check_in_a_lesson_is_marked_when_every_question_has_an_answer(world: World) -> None:
    welcomed(world)
    fields = "actions: did}\nfields:\n"
    quiz = "  - {id: sun, type: yes-no, label: Står sola opp?, answer: yes, lesson: getting-started}\n"
    with world.inside():
        publish_again({LESSON_1: (fields, f"actions: did}}\npass: {{at_least: 1}}\nfields:\n{quiz}")}, START)
    browser = world.client("Kari")
    opened(browser, "/today", "/lesson/1/open").send(browser)
    page = opened(browser, "/lesson/1/3")
    page["diamond.situation"] = "På bussen"
    assert page.send(browser, _do="check:diamond").status_code == 303
    assert "svar er riktige" not in browser.get("/lesson/1/3").text
    for answer, says in (("no", "Ikke bestått ennå"), ("yes", "1 av 1 svar er riktige")):
        page = opened(browser, "/lesson/1/3")
        page["diamond.sun"] = answer
        assert page.send(browser, _do="check:diamond").location == "/lesson/1/3?look"
        assert says in browser.get("/lesson/1/3").text


def test_a_ladder_with_a_long_stride_gets_a_kind_word_and_is_kept(world: World) -> None:
    kari = welcomed(world)
    steps = (
        "  - {id: steps, type: ladder, label: Trinn, add: Legg til, fields: ["
        "{id: text, type: text, label: Hva?}, {id: suds, type: scale, min: 0, max: 100, step: 10, label: Angst?}]}\n"
    )
    with world.inside():
        publish_again({LESSON_1: ("actions: did}\nfields:\n", f"actions: did}}\nfields:\n{steps}")}, START)
    browser = world.client("Kari")
    opened(browser, "/today", "/lesson/1/open").send(browser)
    for levels, high, far in ((("60", "90"), True, True), (("60", "90"), False, False), (("30", "50"), False, False)):
        page = opened(browser, "/lesson/1/3")
        page["diamond.steps"] = ["row1", "row2"]
        for row, level in zip(("row1", "row2"), levels, strict=True):
            page[f"diamond.steps.{row}.text"], page[f"diamond.steps.{row}.suds"] = "Butikken", level
        assert page.send(browser, _do="next").status_code == 303
        said = browser.get("/lesson/1/4").text
        assert ("Det letteste trinnet ditt er på 60." in said) == high
        assert ("Det er langt fra 60 til 90." in said) == far
    assert [row["suds"] for row in entries(world, kari, "diamond")[0].answers["steps"]] == [30, 50]  # type: ignore
