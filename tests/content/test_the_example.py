"""The lesson to measure others by is read as it was meant."""

from __future__ import annotations

from selfhelp.core.content.document import Box, Exercise, Kind, Prose, Share, Timer
from selfhelp.core.content.fields import example_texts
from selfhelp.core.content.lesson_file import read_lesson
from selfhelp.core.content.prose import lix
from selfhelp.core.content.report import Report
from tests.content.the_example import NB, SOURCE, checked, exercise


def test_nothing_in_it_is_wrong() -> None:
    assert checked().problems == ()


def test_the_module_says_who_it_is_for() -> None:
    module = checked().module

    assert module is not None
    assert module.titles["nb"] == "Vennligere indre stemme"
    assert module.neutral_titles["en"] == "Your programme"
    assert [lesson.id for lesson in module.written] == ["notice-the-critic"]
    assert module.ask_first[1].labels["nb"] == "Stemmen tilhører en som har skadet pasienten"
    assert module.logs[0].until == "the-road-ahead"


def test_the_lesson_has_its_pages_boxes_and_exercises() -> None:
    module = checked().module
    assert module is not None
    lesson = module.lesson(1, "nb")
    assert lesson is not None

    assert [page.title for page in lesson.pages][:2] == ["Hvordan har uka vært?", "Når kjeften kommer innenfra"]
    assert [exercise.id for exercise in lesson.exercises] == ["check-in", "diamond", "catch", "plan", "to-guide"]
    assert lesson.short is not None
    assert lesson.short.title == "Lite krefter i dag?"
    assert lesson.summary is not None
    assert lesson.summary is lesson.pages[-1].blocks[-1]
    kinds = [type(block) for block in lesson.pages[4].blocks]
    assert kinds == [Prose, Box, Prose, Exercise, Prose, Timer]
    story = lesson.pages[1].blocks[0]
    assert isinstance(story, Box)
    assert story.type == "story"
    assert story.html.startswith("<p>Eivind er kokk på et sykehjem")


def test_an_exercise_keeps_what_its_author_asked_for() -> None:
    diamond, plan, catch = exercise("diamond"), exercise("plan"), exercise("catch")

    assert (diamond.pin, diamond.share, diamond.kind) == ("said", Share.ASK, None)
    assert diamond.chart is not None
    assert diamond.chart.parts["middle"] == "situation"
    feelings = diamond.field_by_id("feelings")
    assert feelings is not None
    assert [column.id for column in feelings.fields] == ["name", "strength"]
    assert feelings.fields[0].hint == "For eksempel skam, redsel, sinne eller tristhet."
    in_the_way = plan.field_by_id("in_the_way")
    assert in_the_way is not None
    assert in_the_way.show_if == ("went", "none")
    assert in_the_way.later
    assert plan.kind is Kind.HOMEWORK
    assert plan.card == ("time", "place", "answer")
    assert catch.log
    assert catch.fields[0].default == "now"


def test_the_worked_example_reads_like_an_entry() -> None:
    texts = {text.field_id: text.lines for text in example_texts(exercise("diamond"), "nb")}
    times = {text.field_id: text.lines for text in example_texts(exercise("plan"), "nb")}

    assert texts["feelings"][0] == "Skam · Hvor sterk var den? 80 (0 Ingenting – 100 Sterkest mulig)"
    assert texts["body"] == ("Varm i ansiktet", "Stram eller tung i magen")
    assert times["time"] == ("Kl. 15.40",)


def test_the_guide_text_and_its_openers() -> None:
    module = checked().module
    assert module is not None
    guide = module.guide[1, "nb"]

    assert guide.title == "Legg merke til kritikeren"
    assert "<table>" in guide.html
    assert "<h2>Se etter</h2>" in guide.html
    assert len(guide.openers) == 3
    assert guide.openers[0].startswith("Jeg leste det du skrev om … .")
    assert "Jeg leste det" not in guide.html


def test_lix_is_counted_as_the_house_counts_it() -> None:
    text = SOURCE[NB]
    assert isinstance(text, bytes)
    lesson = read_lesson(NB, text.decode(), Report(NB))

    assert 18 < lix(lesson.prose_of()) < 20
