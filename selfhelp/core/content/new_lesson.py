"""One more lesson in a module: its line in module.yaml, its files, and a place for it in the guide texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from selfhelp.core.content import lesson_file, module_file
from selfhelp.core.content.document import LessonPlan, Module
from selfhelp.core.content.keys import ID
from selfhelp.core.content.new_module import NO_ID, STARTER, quoted
from selfhelp.core.content.parser import Files, parse
from selfhelp.core.content.said import Said, say

STARTED_IN = ("nb", "en")  # languages the starter is written in; another one begins from the first of them
_FRONT = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)
_LESSONS = re.compile(r"^lessons:[^\n]*\n(?:(?:[ \t#-][^\n]*)?\n)*", re.MULTILINE)


class NotAdded(Exception):
    """`said`: why the lesson could not be put in; nothing was changed."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True)
class NewLesson:
    """`titles`: language -> title, one for each of the module's languages."""

    id: str
    titles: Mapping[str, str]
    minutes: int


def with_lesson(files: Files, new: NewLesson) -> dict[str, str | bytes]:
    """The module with the lesson last, or written where it was planned. Raises NotAdded."""
    module = parse(files).module
    if module is None:
        raise NotAdded(say("{file} cannot be read. Mend it first.", file=module_file.FILE))
    if not ID.fullmatch(new.id):
        raise NotAdded(NO_ID)
    planned = next((one for one in module.plan if one.id == new.id), None)
    if planned is not None and not planned.planned:
        raise NotAdded(say('there is a lesson "{id}" already. Choose another id.', id=new.id))
    number = planned.number if planned else len(module.plan) + 1
    added = dict(files)
    added[module_file.FILE] = _with_plan(_text(files[module_file.FILE]), new, planned)
    for language in module.languages:
        added |= _files_of(added, module, new, number, language)
    return _sound(added, new)


def _sound(added: dict[str, str | bytes], new: NewLesson) -> dict[str, str | bytes]:
    """Lines were put into a file somebody may have written in a way of her own: it must read as it was meant."""
    read = parse(added)
    written = read.module is not None and any(one.id == new.id for one in read.module.written)
    if not written:
        raise NotAdded(say(
            "the lesson could not be put into {file}. Write it under lessons there.", file=module_file.FILE
        ))
    return added


def _with_plan(text: str, new: NewLesson, planned: LessonPlan | None) -> str:
    entry = _entry(new)
    if planned is not None:
        return _written(text, planned, entry)
    block = _LESSONS.search(text)
    if block is None:
        raise NotAdded(say("{file} has no lessons. Write lessons: there.", file=module_file.FILE))
    lines = block.group().rstrip("\n").split("\n")
    while lines[-1].lstrip().startswith("#") or not lines[-1].strip():
        lines.pop()
    kept = "\n".join(lines)
    rest = text[block.start() + len(kept) :].removeprefix("\n")
    indent = _indent(lines)
    return text[: block.start()] + kept + "\n" + "".join(f"{indent}{line}\n" for line in entry) + rest


def _entry(new: NewLesson) -> list[str]:
    titles = ", ".join(f'{language}: "{quoted(title)}"' for language, title in new.titles.items())
    return [f"- id: {new.id}", f"  minutes: {new.minutes}", f"  title: {{{titles}}}"]


def _indent(lines: list[str]) -> str:
    first = next((line for line in lines if line.lstrip().startswith("- ")), "  - ")
    return first[: len(first) - len(first.lstrip())]


def _written(text: str, planned: LessonPlan, entry: list[str]) -> str:
    """The planned lesson's lines, from its first to the next lesson's, taken out for those of a written one."""
    lines = text.split("\n")
    first = next((at for at in range(planned.line - 1, -1, -1) if lines[at].lstrip().startswith("- ")), None)
    if first is None:
        raise NotAdded(say(
            "the lesson could not be found in {file}. Remove planned: true there.", file=module_file.FILE
        ))
    indent = _indent([lines[first]])
    after = first + 1
    while after < len(lines) and lines[after].startswith(f"{indent} "):
        after += 1
    return "\n".join([*lines[:first], *(indent + line for line in entry), *lines[after:]])


def _files_of(
    files: Files, module: Module, new: NewLesson, number: int, language: str
) -> dict[str, str | bytes]:
    title = new.titles[language]
    lesson = f"{number:02}-{new.id}.{language}.md"
    if lesson_file.FILE_NAME.fullmatch(lesson) is None:
        raise NotAdded(say("an id of a lesson has hyphens, and no underscores"))
    guide = f"guide.{language}.md"
    return {
        lesson: _starter_lesson(new, number, language),
        guide: _with_guide(_text(files.get(guide, "")), module, number, title, language),
    }


def _starter_lesson(new: NewLesson, number: int, language: str) -> str:
    text = (STARTER / f"01-first-lesson.{_starter(language)}.md").read_text()
    front = _FRONT.search(text)
    assert front is not None
    goal = next(line for line in front.group().split("\n") if line.startswith("goal:"))
    head = ["---", f"id: {new.id}", f'title: "{quoted(new.titles[language])}"', goal, f"minutes: {new.minutes}", "---"]
    card = f"> [!summary] {_plain(new.titles[language])}"
    body = text[front.end() :].replace(f"> [!summary] {_title_in(front.group())}", card)
    # Only what every lesson has one of may have the same id in two of them.
    return "\n".join(head) + body.replace("\nid: notice\n", f"\nid: notice-{number}\n")


def _title_in(front: str) -> str:
    return next(line.partition(": ")[2] for line in front.split("\n") if line.startswith("title:"))


def _with_guide(text: str, module: Module, number: int, title: str, language: str) -> str:
    """The guide text with a section for the lesson last, unless it has one."""
    starter = (STARTER / f"guide.{_starter(language)}.md").read_text()
    front = _FRONT.search(starter)
    assert front is not None
    section = f"# {number} {_plain(title)}\n" + starter[front.end() :].lstrip().partition("\n")[2]
    if not text:
        return f'---\nmodule: {module.id}\ntitle: "{quoted(module.titles[language])}"\n---\n\n{section}'
    has_it = re.search(rf"^# {number}\b", text, re.M)
    return text if has_it else f"{text.rstrip()}\n\n{section}"


def _starter(language: str) -> str:
    return language if language in STARTED_IN else STARTED_IN[0]


def _plain(title: str) -> str:
    return " ".join(title.split())


def _text(content: str | bytes) -> str:
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")
