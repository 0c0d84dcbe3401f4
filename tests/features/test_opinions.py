"""«Var dette til hjelp?»: one tap for the patient; sums for the author, never below five."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from selfhelp.db.base import db
from selfhelp.db.tables import LessonOpinion, Person
from selfhelp.features.authoring.opinions import Helped as Sums
from selfhelp.features.authoring.opinions import opinions_of
from selfhelp.features.lessons.opinion import Helped, say_helped
from tests.support.authors import FILE, MODULE, begins
from tests.support.forms import Form, form_on, opened
from tests.support.patients import actor_of
from tests.support.week import count, on, welcomed
from tests.support.world import START, World

END = "/lesson/1/end"
OPINION = "/lesson/1/opinion"


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with on(START):
        yield


@pytest.fixture
def kari(world: World) -> FlaskClient:
    welcomed(world)
    return world.client("Kari")


def taps(client: FlaskClient, helped: str, **more: str) -> str:
    form = opened(client, END)
    answer = Form(OPINION, form.fields).send(client, helped=helped, **more)
    assert answer.status_code == 200
    return answer.text


def pressed(html: str) -> list[str]:
    return [one.split('value="')[1].split('"')[0] for one in html.split("<button")[1:] if 'aria-pressed="true"' in one]


def many(world: World, *answers: Helped) -> None:
    for number, helped in enumerate(answers):
        patient = world.patient(f"Kari {number}", email=f"kari.{number}@example.com")
        with world.inside():
            herself = actor_of(db.session.get_one(Person, patient.person_id))
            say_helped(herself, patient.treatment(), 1, helped, START)


def test_one_tap_is_kept_and_can_be_changed(world: World, kari: FlaskClient) -> None:
    assert "Var dette til hjelp?" in kari.get(END).text
    assert pressed(kari.get(END).text) == []
    assert pressed(taps(kari, "little")) == ["little"]
    assert "Takk." in kari.get(END).text
    assert pressed(taps(kari, "yes")) == ["yes"]
    assert pressed(kari.get(END).text) == ["yes"]
    assert count(world, LessonOpinion) == 1


def test_what_was_ticked_to_be_shared_stays_ticked(world: World, kari: FlaskClient) -> None:
    page = opened(kari, "/lesson/1/3")
    page["diamond.situation"] = "Tirsdag på sofaen."
    page.send(kari, _do="later")
    html = taps(kari, "no", share="diamond")
    assert 'value="diamond" checked' in html
    assert 'value="diamond" checked' not in taps(kari, "no")


def test_another_language_chosen_there_leads_back_to_the_end(kari: FlaskClient) -> None:
    html = taps(kari, "yes")
    answer = form_on(html, "/language").send(kari, language="en")
    assert kari.get(answer.location).location == END
    assert pressed(kari.get(END).text) == ["yes"]


def test_anything_else_is_refused(world: World, kari: FlaskClient) -> None:
    form = opened(kari, END)
    assert Form(OPINION, form.fields).send(kari, helped="very").status_code == 422
    assert Form(OPINION, form.fields).send(kari).status_code == 422
    assert Form("/lesson/2/opinion", form.fields).send(kari, helped="yes").status_code == 403  # not open yet
    assert count(world, LessonOpinion) == 0


def test_the_author_sees_nothing_below_five(world: World) -> None:
    many(world, Helped.YES, Helped.YES, Helped.LITTLE, Helped.NO)
    with world.inside():
        assert opinions_of("depression") == {}
    frode = world.client("Frode")
    begins(frode)
    for path in (MODULE, FILE):
        assert "For få svar" in frode.get(path).text
        assert "Ja 2" not in frode.get(path).text


def test_and_sums_from_five_on(world: World) -> None:
    many(world, Helped.YES, Helped.YES, Helped.LITTLE, Helped.NO, Helped.YES)
    with world.inside():
        assert opinions_of("depression") == {"getting-started": Sums(3, 1, 1)}
    frode = world.client("Frode")
    begins(frode)
    for path in (MODULE, FILE):
        assert "Ja 3 · litt 1 · nei 1" in frode.get(path).text
