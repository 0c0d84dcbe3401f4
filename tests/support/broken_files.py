"""Files as they should never be: what is dropped into the modules folder of a service that is running."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.content.small_module import EN, GUIDE, MODULE, NB, SOURCE

QUIET, SERVICE = "quiet", "service/default"
HEAD, LESSON, GUIDES = (f"{QUIET}/{name}" for name in (MODULE, NB, GUIDE))
CONTACT, CRISIS, HOURS, PARTS, PROMISES = (
    f"{SERVICE}/{name}" for name in ("contact.yaml", "crisis.yaml", "hours.yaml", "parts.yaml", "promises.nb.md")
)
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
)
MEGABYTE = 1_000_000
Drop = Callable[[Path], None]


@dataclass(frozen=True)
class Broken:
    """`file`: the one that is told of, from the modules folder. `says`: stands in what is told. `line`: none where
    there is none to name."""

    name: str
    file: str
    drop: Drop
    says: str
    line: int | None = None
    harmless: bool = False  # told of, and no reason not to publish


def whole(content: str | bytes) -> Drop:
    """The file holds this and nothing else."""
    return lambda path: _write(path, content if isinstance(content, bytes) else content.encode())


def instead(old: str, new: str | bytes) -> Drop:
    """One place in the file is written like this."""
    def drop(path: Path) -> None:
        text, found = path.read_bytes(), old.encode()
        assert text.count(found) == 1, f"{old!r} stands {text.count(found)} times in {path.name}"
        _write(path, text.replace(found, new if isinstance(new, bytes) else new.encode()))

    return drop


def first(text: str) -> Drop:
    return lambda path: _write(path, text.encode() + path.read_bytes())


def last(text: str) -> Drop:
    return lambda path: _write(path, path.read_bytes() + text.encode())


def prose(text: str) -> Drop:
    """A paragraph of the lesson."""
    return instead("Sett deg ned.", text)


def field(text: str) -> Drop:
    """One field of the lesson's log."""
    return instead("- {id: what, type: text, label: Hva gjorde du?}", text)


def gone(path: Path) -> None:
    path.unlink()


def gone_beside(name: str) -> Drop:
    return lambda path: (path.parent / name).unlink()


def folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def leads_to(target: str) -> Drop:
    """A link; `target` from the folder beside the modules."""
    def drop(path: Path) -> None:
        path.unlink(missing_ok=True)
        modules = next(one for one in path.parents if one.name == "modules")
        path.symlink_to(modules.parent / target)

    return drop


def leads_in_a_ring(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def under(name: str | bytes) -> Drop:
    """A file under this name, which cannot be shown as it is."""
    return lambda path: _write(path.parent / os.fsdecode(name), b"# Hvile\n")


def leaves_a_lesson(path: Path) -> None:
    _write(path.parent / NB, SOURCE[NB].encode())


def for_nobody(path: Path) -> None:
    path.chmod(0)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


MODULE_FILE = (
    Broken("empty", HEAD, whole(""), "nothing is written"),
    Broken("only a comment", HEAD, whole("# snart\n"), "nothing is written"),
    Broken("not there", HEAD, gone, "missing"),
    Broken("bad UTF-8", HEAD, instead("Ro,", "Søvn,".encode("latin-1")), "UTF-8", 3),
    Broken("UTF-16 with its mark", HEAD, whole(SOURCE[MODULE].encode("utf-16")), "UTF-16"),
    Broken("a NUL byte", HEAD, instead("id: quiet", "id: qui\0et"), "control character", 1),
    Broken("a tab before a key", HEAD, instead("  - id: rest", "\t- id: rest"), "tab", 7),
    Broken("a key twice", HEAD, last("languages: [nb]\n"), "twice", 14),
    Broken("the same with CRLF", HEAD, whole((SOURCE[MODULE] + "id: quiet\n").replace("\n", "\r\n")), "twice", 14),
    Broken("a bomb of aliases", HEAD, whole(BOMB), "anchor", 1),
    Broken("a list that holds itself", HEAD, instead("[nb, en]", "&a [*a]"), "anchor", 2),
    Broken("a merge key", HEAD, last("<<: {title: Ro}\n"), '"<<"', 14),
    Broken("a tag that makes an object", HEAD, instead("id: quiet", 'id: !!python/object/apply:os.system ["ls"]'), "!"),
    Broken("3 000 nested brackets", HEAD, last(f"logs2: {'[' * 3000}{']' * 3000}\n"), "levels", 14),
    Broken("a list where keys belong", HEAD, whole("- quiet\n- nb\n"), "key", 1),
    Broken("one word where a list belongs", HEAD, instead("[nb, en]", "nb"), "list", 2),
    Broken("an unknown language", HEAD, instead("[nb, en]", "[nb, en, tlh]"), "tlh", 2),
    Broken("an unknown key", HEAD, last("langauges: [nb]\n"), 'Did you mean "languages"?', 14),
    Broken("an emoji for an id", HEAD, instead("id: quiet", "id: 🌊"), "id", 1),
    Broken("a lesson twice", HEAD, instead("id: next", "id: rest"), "earlier lesson", 9),
    Broken("a title in one language", HEAD, instead("{nb: Ro, en: Rest}", "{nb: Ro}"), "en", 3),
    Broken("a number without an end", HEAD, last(f"minutes_per_week: {'9' * 400}\n"), "whole number", 14),
    Broken("a log of nothing", HEAD, instead("exercise: log", "exercise: dagbok"), "dagbok", 13),
    Broken("a folder", HEAD, folder, "folder"),
    Broken("a link out of the folder", HEAD, leads_to("outside.yaml"), "link"),
)
LESSONS = (
    Broken("empty", LESSON, whole(""), "front matter", 1),
    Broken("only a comment", LESSON, whole("<!-- kommer -->\n"), "front matter", 1),
    Broken("one language not there", HEAD, gone_beside(EN), "01-rest.en.md", 7),
    Broken("bad UTF-8", LESSON, instead("sovet dårlig", "sovet dårlig".encode("latin-1")), "UTF-8", 14),
    Broken("UTF-16 with its mark", LESSON, whole(SOURCE[NB].encode("utf-16")), "UTF-16"),
    Broken("a NUL byte", LESSON, prose("Sett\0deg."), "control character"),
    Broken("5 MB", LESSON, last("ord " * (5 * MEGABYTE // 4)), "longer"),
    Broken("[ 8 000 times", LESSON, prose("[" * 8000), "["),
    Broken("* 8 000 times", LESSON, prose("*a_" * 8000), "longer than"),
    Broken("3 000 nested brackets", LESSON, field(f"- {'[' * 3000}"), "levels"),
    Broken("a list 90 levels deep", LESSON, prose("\n".join(f"{'  ' * one}- steg" for one in range(90))), "indented"),
    Broken("quotes in quotes", LESSON, prose(f"{'> ' * 900}stopp"), "quotes"),
    Broken("a very long line", LESSON, prose("ord" * 5000), "longer than"),
    Broken("a block never closed", LESSON, last("```exercise\nid: ny\n"), "never closed"),
    Broken("front matter never closed", LESSON, instead("minutes: 10\n---\n", "minutes: 10\n"), "never closed"),
    Broken("an exercise twice", LESSON, instead("id: plan\nkind", "id: log\nkind"), '"log"'),
    Broken("a field twice", LESSON, field("- {id: helped, type: text, label: Hva?}"), '"helped"'),
    Broken("an unknown field type", LESSON, field("- {id: what, type: tekst, label: Hva?}"), 'Did you mean "text"?'),
    Broken("an unknown key", LESSON, field("- {id: what, type: text, lable: Hva?}"), 'Did you mean "label"?'),
    Broken("numbers beyond numbers", LESSON, instead("max: 10", "max: 1e999"), "max"),
    Broken("a date for minutes", LESSON, instead("minutes: 10", "minutes: 2026-01-01"), "whole number", 5),
    Broken("a clock for a number", LESSON, instead("min: 0,", "min: 07:30,"), "min"),
    Broken("a tag", LESSON, instead("title: Hvile\n", "title: !!binary SHZpbGU=\n"), "!", 3),
    Broken("a merge key", LESSON, instead("log: true\n", "<<: *felles\nlog: true\n"), "anchor"),
    Broken("script", LESSON, prose("<script>alert(1)</script>"), "HTML"),
    Broken("a picture from elsewhere", LESSON, prose("![Sjø](https://example.com/spor.png)"), "elsewhere"),
    Broken("a link that runs", LESSON, prose("[Trykk](javascript:alert(1))"), "https"),
    Broken("text turned around", LESSON, prose("Trygt \u202egnikke\u202c valg."), "invisible"),
    Broken("letters of no width", LESSON, instead("id: what,", "id: wh\u200bat,"), "invisible"),
    Broken("an emoji for an id", LESSON, instead("id: plan\nkind", "id: 🙂\nkind"), "id"),
    Broken("a chart of nothing", LESSON, instead("y: [mood]", "y: [humor]"), "humor"),
    Broken("a condition on nothing", LESSON, instead("show_if: {helped", "show_if: {hjalp"), "hjalp"),
    Broken("a box of no kind", LESSON, instead("[!caution]", "[!cuation]"), 'Did you mean "caution"?'),
    Broken("a picture that is not there", LESSON, prose("![En seng](seng.png)"), "seng.png"),
    Broken("a folder", LESSON, folder, "folder"),
    Broken("a link out of the folder", LESSON, leads_to("outside.md"), "link"),
    Broken("a link to nowhere", LESSON, leads_to("nowhere.md"), "link"),
    Broken("a link in a ring", LESSON, leads_in_a_ring, "link"),
    Broken("a file nobody may read", LESSON, for_nobody, "Permission denied"),
)
OTHERS = (
    Broken("a name with spaces", f"{QUIET}/02 Økt to.nb.md", whole("# Økt to\n"), "name"),
    Broken("a name in no alphabet", f"{QUIET}/02-??.nb.md", under(b"02-\xff\xfe.nb.md"), "name"),
    Broken("a name over two lines", f"{QUIET}/02-to?linjer.nb.md", under("02-to\nlinjer.nb.md"), "name"),
    Broken("an ending put on by an editor", f"{QUIET}/01-rest.nb.md.txt", whole("# Hvile\n"), "ending", harmless=True),
    Broken("a lesson nobody planned", f"{QUIET}/07-sea.nb.md", whole(SOURCE[NB]), "lesson"),
    Broken("a guide's text in bad UTF-8", GUIDES, instead("Jeg leste", "Du får".encode("latin-1")), "UTF-8", 12),
    Broken("a guide's text of another module", GUIDES, instead("module: quiet", "module: loud"), "loud"),
    Broken("a guide's text for no lesson", GUIDES, instead("# 1 Hvile", "# 8 Hvile"), "8"),
    Broken("a picture that is a page", f"{QUIET}/seng.png", whole("<html><script>alert(1)</script>"), "no .png file"),
    Broken("a picture far too large", f"{QUIET}/seng.png", whole(b"\x89PNG" + bytes(21 * MEGABYTE)), "MB"),
    Broken("a copy that says it is another", "quiet-2/module.yaml", whole(SOURCE[MODULE]), "the same name"),
    Broken("lessons without a module", "loud/module.yaml", leaves_a_lesson, "missing"),
    Broken("sound that is empty", f"{QUIET}/ro.mp3", whole(b""), "empty"),
)
SERVICE_FILES = (
    Broken("bad UTF-8", CONTACT, instead("Nordvik kommune", "Sør".encode("latin-1")), "UTF-8", 6),
    Broken("a list where keys belong", CONTACT, whole("- 55 00 00 00\n"), "key", 1),
    Broken("no number to call", CONTACT, instead('"55 00 00 00"', "ring oss"), "phone number"),
    Broken("a folder", CONTACT, folder, "folder"),
    Broken("a link out of the folder", CONTACT, leads_to("outside.yaml"), "link"),
    Broken("a file nobody may read", CONTACT, for_nobody, "Permission denied"),
    Broken("another number first", CRISIS, instead('"113"', '"112"'), "113"),
    Broken("a link that runs", CRISIS, instead("https://www.sidetmedord.no", "javascript:alert(1)"), "https"),
    Broken("closes before it opens", HOURS, instead('monday: "08.00–15.30"', 'monday: "15.30–08.00"'), "monday"),
    Broken("a day that is none", HOURS, instead("- 2027-12-24", "- 24. desember"), "2026-12-24"),
    Broken("neither on nor off", PARTS, instead("sleep-window: on", "sleep-window: kanskje"), "on nor off"),
    Broken("script", PROMISES, last("\n<script>alert(1)</script>\n"), "HTML"),
    Broken("an ending nobody knows", f"{SERVICE}/crisis.yml", whole("contacts: []\n"), "ending", harmless=True),
)
