"""Every rule with a fault planted against it: told at the right line, in words an author can act on."""

from __future__ import annotations

import pytest

from selfhelp.core.content.document import Severity
from selfhelp.core.content.parser import read_module, read_published
from tests.content.small_module import EN, GUIDE, GUIDE_EN, MODULE, NB, SOURCE, changed, line_of, told, without

BOTH = (NB, EN)
MOOD = "  - {id: mood, type: scale, min: 0, max: 10, label: Hvordan har du det?, low_energy: true}\n"


def test_the_small_module_is_whole() -> None:
    assert told(SOURCE) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        # what a lesson must have
        ("> [!short] Lite krefter?\n>\n> Pust ut.\n", "", "---", "the short version is missing"),
        ("> [!summary] Hvile\n>\n> - Pust ut.\n", "", "# Til slutt", "the summary is missing"),
        (
            "> [!summary] Hvile\n>\n> - Pust ut.\n",
            "> [!summary] Hvile\n>\n> Pust.\n\nMer.\n",
            "> [!summary]",
            "stands last",
        ),
        ("kind: homework\n", "", "---", "an exercise with kind: homework is missing"),
        ("kind: check-in\n", "", "---", "an exercise with kind: check-in is missing"),
        ("kind: question\n", "", "---", "an exercise with kind: question is missing"),
        ("log: true\n", "kind: homework\nlog: true\n", "id: plan", "a second exercise with kind: homework"),
        ("id: plan\n", "id: log\n", "id: plan", 'the id "log" is used on line'),
        # names that point at nothing
        (
            "glance: [mood]",
            "glance: [mod]",
            "id: check-in",
            'glance names "mod", which is not a field. Did you mean "mood"?',
        ),
        ("card: [when]", "card: [wen]", "id: plan", 'card names "wen", which is not a field. Did you mean "when"?'),
        ("y: [mood]", "y: [mod]", "chart: {", 'chart names "mod", which is not a field. Did you mean "mood"?'),
        ("kind: homework\n", "kind: homework\nchart: {kind: line, y: [when]}\n", "id: when", "Choose one with numbers"),
        ("pin: what", "pin: wat", "id: log", 'pin names "wat", which is not a field. Did you mean "what"?'),
        (
            "pin: what",
            "pin: plan.wen",
            "id: log",
            'pin names "plan.wen", which is not a field. Did you mean "plan.when"?',
        ),
        ("show_if: {helped: a_lot}", "show_if: {help: a_lot}", "id: why", 'names "help", which is not another field'),
        (
            "show_if: {helped: a_lot}",
            "show_if: {helped: much}",
            "id: why",
            'waits for "much", which "helped" cannot be',
        ),
        ("Sett deg ned.", "```exercise\nuse: logg\n```", "Sett deg", 'use: no exercise "logg" stands earlier'),
        # what is typed
        ("Sett deg ned.", "![](seng.png)", "Sett deg", "no text for those who cannot see it"),
        ("Sett deg ned.", "![Seng](seng.png)", "Sett deg", 'there is no file "seng.png"'),
        ("Sett deg ned.", "![Seng](https://x.no/seng.png)", "Sett deg", "lies elsewhere"),
        ("Sett deg ned.", "Sett <b>deg</b> ned.", "Sett deg", '"<b>" is HTML'),
        ("Sett deg ned.", "Sett&nbsp;deg ned.", "Sett deg", '"&nbsp;" is HTML'),
        ("Sett deg ned.", "[her](side.html)", "Sett deg", 'the link "side.html" is removed'),
        ("## Før du går", "### Før du går", "## Før du går", "the heading jumps from level 1 to 3. Write ##."),
        (
            "Blir det for mye, så stopp.",
            "Ring 22 40 00 40.",
            "Blir det for mye",
            '"22 40 00 40" looks like a phone number',
        ),
        ("Blir det for mye, så stopp.", "Ring 113.", "Blir det for mye", '"113" looks like a phone number'),
        ("Blir det for mye, så stopp.", "Ring 116 117.", "Blir det for mye", '"116 117" looks like a phone number'),
        ("Blir det for mye, så stopp.", "Ring +47 800 33 321.", "Blir det for mye", "looks like a phone number"),
        # between module.yaml and the file
        ("id: rest\n", "id: resting\n", "---", 'id is "resting"; module.yaml says "rest"'),
        ("title: Hvile\n", "title: Hvil\n", "---", 'title is "Hvil"; module.yaml says "Hvile"'),
    ],
)
def test_an_error_is_told_at_its_line(old: str, new: str, at: str, message: str) -> None:
    files = changed(old, new)
    problems = read_module(files).errors

    wanted = f"{NB}:{_line_or_fence(at, files if at in files[NB] else SOURCE)}: "
    assert any(str(problem).startswith(wanted) and message in problem.message for problem in problems), problems


def _line_or_fence(at: str, files: dict[str, str]) -> int:
    """A problem with an exercise is told where its block begins, one line above its id."""
    line = line_of(at, NB, files)
    return line - 1 if at in ("id: check-in", "id: plan", "id: log") else line


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# Planen\n\n", "", "the lesson has 3 pages here and 4 there"),
        ("id: plan\n", "id: plans\n", 'page 3 "Planen" has a caution box, exercise "plans" here'),
        (
            "> [!caution] Stopp når du vil\n>\n> Blir det for mye, så stopp.\n\n",
            "",
            'page 3 "Planen" has exercise "plan" here',
        ),
        (
            "{id: what, type: text,",
            "{id: what, type: long-text,",
            'field "what": type is long-text here and text there',
        ),
        ("min: 0, max: 10", "min: 0, max: 20", "max is 20 here and 10 there"),
        (
            "a_lot: Mye, little: Litt",
            "a_lot: Mye, some: Litt",
            "options is [a_lot, some] here and [a_lot, little] there",
        ),
        ("{id: step, type: text", "{id: stepp, type: text", "the fields are stepp here and step there"),
        ("label: Når?}", "label: Når?, when: later}", "when: later is true here and false there"),
        ("label: Når?}", "label: Når?, required: true}", "required is true here and false there"),
        ("label: Når?}", "label: Når?, default: now}", "default is now here and missing there"),
        ("max: 10, label", "max: 10, step: 5, label", "step is 5 here and missing there"),
        (", low_energy: true", "", "low_energy is false here and true there"),
        (", show_if: {helped: a_lot}", "", "show_if is missing here and [helped, a_lot] there"),
        ("pin: what\n", "", "pin is missing here and what there"),
        ("glance: [mood]\n", "", "glance is [] here and [mood] there"),
        ("chart: {kind: line, y: [mood], better: higher}\n", "", "chart is missing here"),
        ("kind: homework\n", "", "kind is missing here and homework there"),
        ("log: true\n", "", "log is false here and true there"),
        ("card: [when]\n", "", "card is [] here and [when] there"),
        ("title: Planen\n", "title: Planen\nshare: never\n", "share is never here and ask there"),
    ],
)
def test_the_languages_must_have_the_same_exercises(old: str, new: str, message: str) -> None:
    problems = told(changed(old, new, EN))

    assert any(line.startswith(f"{EN}:") and message in line and f"Make it like {NB}." in line for line in problems), (
        problems
    )


def test_a_difference_in_words_is_no_difference() -> None:
    assert told(changed("label: Når?", "label: When?", EN)) == []


LONG = "Nora og Ola og Kari går tur rundt vannet hver kveld og teller ender på vei hjem mens de prater."
HARD = "Gjennomgripende sammensatte utfordringer vanskeliggjør langsiktig planlegging.\n\n" * 3


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Sett deg ned.", "Sett deg ned!", "an exclamation mark"),
        (
            "Sett deg ned.",
            LONG[:-1] + " lavt ute.",
            "a sentence has 22 words, more than 20: «Nora og Ola og Kari går …»",
        ),
        ("Sett deg ned.", "En. To. Tre. Fire. Fem.", "a paragraph has 5 sentences, more than 4"),
        ("Sett deg ned.", "Ord og ord og ord.\n\n" * 80, 'page "En pause" has 400 words, more than 350'),
        ("# En pause\n", "# Først\n\nHei.\n\n# Så\n\nHei.\n\n# En pause\n", "pages 2 and 3 have nothing to fill in"),
        ("Sett deg ned.", "\n\n".join(f"# Del {n}\n\nHei." for n in range(4)), "the lesson has 8 pages"),
        ("# Planen\n", "", "the lesson has 3 pages; 4 to 7 is right"),
        ("Det var det.", HARD, "above 35. Shorten sentences and words."),
    ],
)
def test_a_warning_lets_the_module_through(old: str, new: str, message: str) -> None:
    checked = read_module(changed(old, new))

    warnings = [problem for problem in checked.problems if problem.severity is Severity.WARNING]
    assert any(message in problem.message for problem in warnings), checked.problems
    assert checked.module is not None


def test_a_page_boundary_decides_where_the_warning_stands() -> None:
    files = changed("Sett deg ned.", "Sett deg ned.\n\nStå opp!")

    assert told(files) == [f"{NB}:{line_of('Stå opp!', NB, files)}: an exclamation mark. Write a full stop."]


def waived(rule: str, page: str = "") -> dict[str, str]:
    files = changed("minutes: 10\n", f"minutes: 10\nallow: [{{rule: {rule}{page}, because: Nora roper}}]\n")
    return {**files, NB: files[NB].replace("Sett deg ned.", "Sett deg ned!")}


def test_a_warning_can_be_waived_with_a_reason() -> None:
    assert told(waived("exclamation")) == []
    assert told(waived("exclamation", ", page: 2")) == []


def test_a_waiver_for_another_page_or_rule_helps_nobody() -> None:
    for files in (waived("exclamation", ", page: 3"), waived("lix")):
        problems = told(files)
        assert any("an exclamation mark" in problem for problem in problems)
        assert any("any more. Remove the line." in problem for problem in problems)


def test_a_waiver_needs_a_known_rule_and_a_reason() -> None:
    problems = told(changed("minutes: 10\n", "minutes: 10\nallow:\n  - {rule: exclamaton}\n"))

    assert any(f"{NB}:7: " in line and 'Did you mean "exclamation"?' in line for line in problems)
    assert any(f"{NB}:7: " in line and '"because" is missing' in line for line in problems)


def test_a_phone_number_that_must_stand_can_be_waived() -> None:
    files = changed("Blir det for mye, så stopp.", "Nye brystsmerter: ring 113.")
    files[NB] = files[NB].replace(
        "minutes: 10\n", "minutes: 10\nallow: [{rule: phone-number, page: 3, because: Hjerte}]\n"
    )

    assert told(files) == []


def test_no_number_is_seen_in_a_time_or_a_year() -> None:
    for harmless in ("Kl. 15.40 i 2026.", "Rundt 10 000 mennesker.", "Fra 16 til 17 år.", "I 120 minutter."):
        assert told(changed("Blir det for mye, så stopp.", harmless)) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            "{nb: Programmet ditt,",
            "{nb: Angstprogrammet ditt,",
            "neutral_title",
            "neutral_title tells what it is about",
        ),
        ("en: Your programme", "en: Low mood programme", "neutral_title", "neutral_title tells what it is about"),
        ("exercise: log", "exercise: logg", "logs", 'has no exercise "logg". Did you mean "log"?'),
        ("exercise: log", "exercise: plan", "logs", 'exercise "plan" is not a log'),
        ("until: next", "until: nxt", "logs", 'until names "nxt", which is not a lesson. Did you mean "next"?'),
        ("    planned: true\n", "", "id: next", 'lesson 2 "next" has no file 02-next.nb.md'),
        (
            "  - id: rest\n",
            "  - id: rest\n    planned: true\n",
            "id: rest",
            "has a file 01-rest.nb.md but is marked planned",
        ),
    ],
)
def test_the_module_file_is_held_to_the_rest(old: str, new: str, at: str, message: str) -> None:
    problems = told(changed(old, new, MODULE))
    line = line_of(at, MODULE) + (1 if at == "logs" else 0)

    assert any(told_.startswith(f"{MODULE}:{line}: ") and message in told_ for told_ in problems), problems


def test_a_missing_translation_is_an_error() -> None:
    checked = read_module(without(EN))

    assert [str(problem) for problem in checked.errors] == [
        f'{MODULE}:7: lesson 1 "rest" has no file 01-rest.en.md. Write it, or mark the lesson planned: true.'
    ]


def test_guide_texts_are_held_to_the_lessons() -> None:
    assert f"{MODULE}:1: guide.en.md is missing. Write # 1 and what the guide looks for in lesson 1." in told(
        without(GUIDE_EN)
    )
    assert f"{GUIDE}:6: module.yaml has no lesson 7. Change the number." in told(
        changed("# 1 Hvile", "# 7 Hvile", GUIDE)
    )
    assert f"{GUIDE}:1: lesson 1 is missing. Write # 1 Hvile." in told(changed("# 1 Hvile", "# 2 Hvile", GUIDE))
    assert any('"Hvile" has no number' in line for line in told(changed("# 1 Hvile", "# Hvile", GUIDE)))
    assert any('module is "loud"' in line for line in told(changed("module: quiet", "module: loud", GUIDE)))
    heavy = changed(
        "Se etter pausene.", "Kartlegging av funksjonsnedsettende vansker forutsetter helhetsforståelse.", GUIDE
    )
    assert any("above 40" in line for line in told(heavy))


def test_files_that_do_not_belong_are_told() -> None:
    for name in ("notes.md", "01-rest.md", "1-rest.nb.md", "Guide.nb.md", "modul.yaml"):
        known = f"{name}:1: the file name is not known. Call it module.yaml"
        assert any(line.startswith(known) for line in told({**SOURCE, name: "hei"}))
    assert any(
        "04-more.nb.md:1: module.yaml has no lesson 4" in line for line in told({**SOURCE, "04-more.nb.md": SOURCE[NB]})
    )
    assert any("Call the file 01-rest.nb.md" in line for line in told({**without(NB), "01-pause.nb.md": SOURCE[NB]}))
    assert any("has the same number and language" in line for line in told({**SOURCE, "01-also.nb.md": SOURCE[NB]}))


def two_lessons(second: str) -> dict[str, str]:
    """A second lesson in both languages, made from the first."""
    files = changed("    planned: true\n", "", MODULE)
    files[GUIDE] += "\n# 2 Videre\n\nSe.\n"
    files[GUIDE_EN] += "\n# 2 Onwards\n\nLook.\n"
    log = SOURCE[NB][SOURCE[NB].index("id: log\n") : SOURCE[NB].index("```\n\n# Planen")]
    for language, title in (("nb", "Videre"), ("en", "Onwards")):
        text = (
            SOURCE[NB].replace(log, second).replace("id: rest", "id: next").replace("title: Hvile", f"title: {title}")
        )
        files[f"02-next.{language}.md"] = text
    return files


def test_an_exercise_is_met_again_in_a_later_lesson() -> None:
    assert told(two_lessons("use: log\n")) == []
    assert any('no exercise "pauses" stands earlier' in line for line in told(two_lessons("use: pauses\n")))


def test_an_id_is_one_exercise_through_the_module() -> None:
    again = "id: log\ntitle: Ny\nfields:\n  - {id: what, type: text, label: Hva?}\n"

    assert any("Write use: log to meet it again" in line for line in told(two_lessons(again)))


def test_a_reference_points_at_rows() -> None:
    step = "id: step\ntitle: Steg\nfields:\n  - {id: which, type: reference, label: Hvilket?, refers_to: %s}\n"

    assert told(two_lessons(step % "log.steps")) == []
    assert any("Choose a group or a ladder" in line for line in told(two_lessons(step % "log.what")))
    assert any(
        '"log.stepp", which is not a field. Did you mean "log.steps"?' in x
        for x in told(two_lessons(step % "log.stepp"))
    )


def test_what_is_published_is_read_although_a_rule_is_new() -> None:
    """A lint rule added next year must not take away a lesson somebody is in the middle of."""
    files = changed("Sett deg ned.", "Sett <b>deg</b> ned!")

    assert read_module(files).errors
    assert read_module(files).module is not None
    assert read_published(files) is not None
