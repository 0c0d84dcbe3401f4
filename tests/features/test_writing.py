"""What a patient writes is stored once, never overwritten unseen, and never lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from selfhelp.db.base import db
from selfhelp.db.tables import AuditEvent, Draft, Entry, LessonProgress
from selfhelp.features.lessons.actions import write_entry
from selfhelp.features.lessons.entries import AT_ONCE
from tests.support.forms import Form, form_on, opened
from tests.support.pages import sign_in
from tests.support.patients import actor_of
from tests.support.week import count, entries, expire_sessions, on, revisions, welcomed
from tests.support.world import START, World

PLAN = "/lesson/1/6"
LOG = "/diary/log/activity-log"
LINE = re.compile(r"Linje (\d+)\.")
A_WEEK_AGO = START.date() - timedelta(days=7)


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


def test_what_is_written_is_there_when_the_page_is_opened_again(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Drikke te på trappa\r\nmed skoene på"
    assert page.send(browser, _do="later").headers["Location"] == "/today"
    assert entries(world, kari, "plan")[0].answers == {"what": "Drikke te på trappa\nmed skoene på"}
    assert opened(browser, PLAN)["plan.what"] == "Drikke te på trappa\nmed skoene på"


def test_a_form_sent_twice_is_stored_once(world: World) -> None:
    kari = welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    log = _log_of_lesson_2(browser)
    log["activity-log.activity"] = "Gikk til postkassa"
    first, second = log.send(browser, _do="another:activity-log"), log.send(browser, _do="another:activity-log")
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert len(entries(world, kari, "activity-log")) == 1


def test_an_old_key_with_another_text_is_refused_and_the_first_is_kept(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Te"
    page.send(browser, _do="next")
    page["plan.what"] = "Kaffe på benken"
    answer = page.send(browser, _do="next")
    assert answer.status_code == 409
    assert "Kaffe på benken" in answer.text
    assert "Te</textarea>" in answer.text
    assert entries(world, kari, "plan")[0].answers == {"what": "Te"}


def test_the_second_tab_gets_both_texts_and_overwrites_nothing(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"], two["plan.what"] = "Te på trappa", "Kaffe i sola"
    assert one.send(browser, _do="later").status_code == 303
    answer = two.send(browser, _do="later")
    assert answer.status_code == 409
    assert "Te på trappa" in answer.text
    assert "Kaffe i sola" in answer.text
    (plan,) = entries(world, kari, "plan")
    assert (plan.answers, plan.revision) == ({"what": "Te på trappa"}, 1)


def test_the_same_text_in_both_tabs_is_no_conflict(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"] = two["plan.what"] = "Te på trappa"
    assert [page.send(browser, _do="later").status_code for page in (one, two)] == [303, 303]
    assert revisions(world, entries(world, kari, "plan")[0].thread_id) == 1


def test_a_change_is_a_new_revision_and_the_same_again_is_none(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    for text in ("Te", "Te", "Kaffe"):
        page = opened(browser, PLAN)
        page["plan.what"] = text
        page.send(browser, _do="later")
    (plan,) = entries(world, kari, "plan")
    assert (plan.answers, plan.revision, revisions(world, plan.thread_id)) == ({"what": "Kaffe"}, 2, 2)


def test_how_it_was_before_a_change_can_be_read(world: World) -> None:
    kari = welcomed(world)
    for number, text in enumerate(("Te på trappa", "Kaffe i sola", "Fiske fra brygga")):
        with on(START + timedelta(days=number)):
            browser = world.client("Kari")
            page = opened(browser, PLAN)
            page["plan.what"] = text
            page.send(browser, _do="later")
            (plan,) = entries(world, kari, "plan")
            again = browser.get(f"/diary/{plan.thread_id}").text
        assert ("Slik sto det før du endret det" in again) == (number > 0)
    before = again.partition("Slik sto det før du endret det")[2]
    assert before.index("Kaffe i sola") < before.index("Te på trappa")
    assert "Fiske fra brygga" not in before
    assert "i går kl. 10.00" in before


def test_autosave_keeps_what_is_typed_and_the_page_shows_it(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Te på tra"
    answer = page.autosave(browser)
    assert (answer.status_code, answer.get_json()) == (200, {"version": 1, "saved_at": "10.00"})
    page["version"], page["plan.what"] = "1", "Te på trappa"
    assert page.autosave(browser).get_json()["version"] == 2
    again = opened(browser, PLAN)
    assert (again["plan.what"], again["version"]) == ("Te på trappa", "2")
    assert entries(world, kari) == []


def test_autosave_in_a_second_window_does_not_overwrite_the_first(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    one, two = opened(browser, PLAN), opened(browser, PLAN)
    one["plan.what"], two["plan.what"] = "Te", "Kaffe"
    one.autosave(browser)
    refused = two.autosave(browser)
    assert (refused.status_code, refused.get_json()) == (409, {"link": PLAN})
    assert opened(browser, PLAN)["plan.what"] == "Te"
    both = two.send(browser, _do="later")
    assert both.status_code == 409
    assert "Te</textarea>" in both.text
    assert "Kaffe</textarea>" in both.text


def test_an_autosave_that_comes_after_the_saving_brings_nothing_back(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Te"
    page.send(browser, _do="later")
    assert page.autosave(browser).status_code == 409
    assert count(world, Draft) == 0


def test_autosave_refuses_what_a_draft_cannot_hold(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.obstacle"] = "å" * 300_000
    assert page.autosave(browser).status_code == 422
    assert count(world, Draft) == 0


def test_text_survives_an_expired_session_without_script(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Gikk en tur rundt vannet"
    with world.inside():
        expire_sessions(START)
    answer = page.send(browser, _do="next")
    assert answer.status_code == 401
    assert entries(world, kari) == []
    sign_in(browser, "Kari")
    assert opened(browser, PLAN)["plan.what"] == "Gikk en tur rundt vannet"


def test_autosave_after_the_session_ran_out_keeps_the_text_and_says_so(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Gikk en tur"
    with world.inside():
        expire_sessions(START)
    answer = page.autosave(browser)
    assert (answer.status_code, answer.headers["X-Text-Kept"]) == (401, "yes")
    sign_in(browser, "Kari")
    assert opened(browser, PLAN)["plan.what"] == "Gikk en tur"


def test_what_cannot_be_taken_is_said_beside_the_field_and_kept(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"], page["plan.first-day"], page["to-guide.message"] = "Te", "i overmorgen", "Hei"
    answer = page.send(browser, _do="next")
    assert answer.status_code == 422
    assert "Skriv datoen som dag, måned og år" in answer.text
    assert '<title>Feil: ' in answer.text
    assert form_on(answer.text, PLAN)["plan.what"] == "Te"
    assert form_on(answer.text, PLAN)["plan.first-day"] == "i overmorgen"
    assert entries(world, kari) == []
    assert opened(browser, PLAN)["plan.first-day"] == "i overmorgen"  # also after leaving


@pytest.mark.parametrize(
    ("name", "value"),
    [("plan.confidence", "11"), ("plan.confidence", "mye"), ("plan.time", "25:61"), ("plan.what", "x" * 1_000_000),
     ("plan.admin", "yes"), ("nothing.here", "1"), ("treatment_id", "1")],
)  # fmt: skip
def test_bad_input_is_refused_and_nothing_is_half_written(world: World, name: str, value: str) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.place"] = "På kjøkkenet"
    page[name] = value
    answer = page.send(browser, _do="next")
    assert answer.status_code == 422
    assert "På kjøkkenet" in answer.text
    assert entries(world, kari) == []


def test_bytes_that_are_no_text_are_refused(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    token = opened(browser, PLAN)["csrf_token"].encode()
    body = b"csrf_token=" + token + b"&plan.what=\xff\xfe"
    answer = browser.post(PLAN, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert entries(world, kari) == []


def test_a_required_field_left_empty_never_stops_the_saving(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.place"] = "På kjøkkenet"
    assert page.send(browser, _do="next").status_code == 303
    assert entries(world, kari, "plan")[0].answers == {"place": "På kjøkkenet"}


def test_rows_are_added_and_removed_without_script(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    path = "/lesson/1/5"
    page = opened(browser, path)
    page["goal.steps.row1.step"] = "Svare Odd"
    page.send(browser, _row="add:goal.steps")
    page = opened(browser, path)
    first, second = page.fields["goal.steps"]
    assert page[f"goal.steps.{first}.step"] == "Svare Odd"
    page[f"goal.steps.{second}.step"] = "Låne en bok"
    page.send(browser, _row=f"remove:goal.steps.{first}")
    page = opened(browser, path)
    assert page.fields["goal.steps"] == [second]
    page.send(browser, _do="later")
    assert entries(world, kari, "goal")[0].answers == {"steps": [{"id": second, "step": "Låne en bok"}]}


def test_a_log_gets_one_entry_each_time_and_none_for_an_untouched_form(world: World) -> None:
    kari = welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    log = _log_of_lesson_2(browser)
    log.send(browser, _do="next")  # only the time the page was opened stands there
    assert entries(world, kari, "activity-log") == []
    for minute, text in enumerate(("Sto opp", "Spiste frokost")):
        with on(START + timedelta(minutes=minute)):
            log = opened(browser, "/lesson/2/5")
            log["activity-log.activity"] = text
            log.send(browser, _do="another:activity-log")
    assert [one.answers["activity"] for one in entries(world, kari, "activity-log")] == ["Sto opp", "Spiste frokost"]
    assert "Spiste frokost" in browser.get("/lesson/2/5").text


def test_a_long_log_is_read_in_parts_and_none_of_it_is_out_of_reach(world: World) -> None:
    kari = welcomed(world, starts_on=A_WEEK_AGO)
    browser = world.client("Kari")
    _log_of_lesson_2(browser)
    for number in range(AT_ONCE + 2):
        with world.inside():
            herself, at = actor_of(world.person("Kari")), START - timedelta(minutes=90 - number)
            write_entry(herself, kari.treatment(), 2, "activity-log", {"activity": f"Linje {number}."}, at)
    log, diary, older = (browser.get(path).text for path in (LOG, "/diary", f"/diary?skip={AT_ONCE}"))
    assert LINE.findall(log) == LINE.findall(diary) == [str(number) for number in range(AT_ONCE + 1, 1, -1)]
    assert LINE.findall(older) == ["1", "0"]
    assert "Her er de siste 50 av 52." in log
    assert f'"/diary?skip={AT_ONCE}#entries"' in diary
    assert '"/diary?skip=0#entries"' in older
    page = opened(browser, LOG)
    page["activity-log.activity"] = "Den neste."
    assert page.send(browser, _do="another:activity-log").status_code == 303
    assert "Den neste." in browser.get(LOG).text


def test_a_closed_lesson_takes_nothing(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    token = opened(browser, PLAN)["csrf_token"]
    data = {"csrf_token": token, "check-in.mood": "3"}
    for answer in (
        browser.post("/lesson/2/1", data=data), browser.put("/lesson/2/1", data=data),
        browser.post("/lesson/2/short", data=data), browser.post("/lesson/2/end", data=data | {"_do": "share"}),
        browser.post("/lesson/2/open", data=data),
    ):  # fmt: skip
        assert answer.status_code == 403
        assert "mandag 14. september" in answer.text
    assert entries(world, kari) == []
    assert (count(world, Draft), count(world, LessonProgress)) == (0, 0)


def test_somebody_elses_entry_does_not_exist(world: World) -> None:
    welcomed(world)
    ola = welcomed(world, "Ola")
    hers, his = world.client("Kari"), world.client("Ola")
    page = opened(his, PLAN)
    page["plan.what"] = "Fiske fra brygga"
    page.send(his, _do="later")
    (entry,) = entries(world, ola, "plan")
    path = f"/diary/{entry.thread_id}"
    assert "Fiske fra brygga" in his.get(path).text
    data = {"csrf_token": opened(hers, PLAN)["csrf_token"]}
    for answer in (hers.get(path), hers.post(path, data=data), hers.put(path, data=data)):
        assert answer.status_code == 404
        assert "Fiske fra brygga" not in answer.text
    assert revisions(world, entry.thread_id) == 1
    with world.inside():
        refused = AuditEvent.outcome == "refused"
        about = select(AuditEvent.number).where(refused, AuditEvent.object_id == str(entry.thread_id))
        assert len(db.session.scalars(about).all()) == 3


def test_what_was_filled_in_afterwards_stays_when_the_lesson_page_is_saved_again(world: World) -> None:
    kari = welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Te"
    page.send(browser, _do="later")
    (plan,) = entries(world, kari, "plan")
    again = opened(browser, f"/diary/{plan.thread_id}")
    again["plan.did"] = "To ganger"
    again.send(browser, _do="later")
    page = opened(browser, PLAN)
    assert "plan.did" not in page.fields  # the lesson is not finished
    page["plan.what"] = "Kaffe"
    page.send(browser, _do="later")
    assert entries(world, kari, "plan")[0].answers == {"what": "Kaffe", "did": "To ganger"}


def test_two_texts_after_an_expired_session_are_both_there(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    phone, laptop = opened(browser, PLAN), opened(browser, PLAN)
    phone["plan.what"], laptop["plan.what"] = "Te på trappa", "Kaffe i sola"
    phone.autosave(browser)
    with world.inside():
        expire_sessions(START)
    laptop.send(browser, _do="later")
    sign_in(browser, "Kari")
    html = browser.get(PLAN).text
    assert form_on(html, PLAN)["plan.what"] == "Kaffe i sola"
    assert "Te på trappa" in html


def test_nothing_written_can_be_read_in_the_database(world: World) -> None:
    welcomed(world)
    browser = world.client("Kari")
    page = opened(browser, PLAN)
    page["plan.what"] = "Gulvuret under benken"
    page.autosave(browser)
    page["version"] = "1"
    page.send(browser, _do="later")
    with world.inside():
        assert all(b"Gulvuret" not in row.answers for row in db.session.scalars(select(Entry)))


def _log_of_lesson_2(browser: FlaskClient) -> Form:
    """Lesson 1 is finished and its week has passed."""
    opened(browser, "/lesson/1/end").send(browser, _do="keep")
    return opened(browser, "/lesson/2/5")
