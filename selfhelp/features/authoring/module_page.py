"""One module as its author sees it: what is being written, what is live, and how it came there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from selfhelp.core.content import lesson_file
from selfhelp.core.content.compare import Change, changes
from selfhelp.core.content.document import Checked, LessonPlan, Module, Problem, Severity
from selfhelp.core.content.figures import LessonFigures, figures_in
from selfhelp.core.content.new_module import left_to_write
from selfhelp.features.authoring.editions import Edition, edition_of, is_on_disk
from selfhelp.features.authoring.history import PastVersion, history_of, names_of
from selfhelp.features.authoring.library import live_version
from selfhelp.features.authoring.opinions import Helped, opinions_of
from selfhelp.features.authoring.queries import FileProblems, by_file, disk_problems
from selfhelp.features.authoring.sources import DISK, Source, check, draw, live_module, source_of


@dataclass(frozen=True)
class LanguageState:
    """How far a module has come in one language. `problems`: of the files in it."""

    language: str
    written: int
    planned: int
    guide: bool
    errors: int
    suggestions: int

    @property
    def complete(self) -> bool:
        return self.guide and self.written == self.planned and not self.errors


@dataclass(frozen=True)
class LessonRow:
    """One lesson: by language, its figures and the file it is written in; empty where there is none."""

    plan: LessonPlan
    title: str
    figures: Mapping[str, LessonFigures]
    files: Mapping[str, str]
    helped: Helped | None


@dataclass(frozen=True)
class ModulePage:
    """`source`: what is shown: the edition, else what is live, else the folder. `module`: what could be read of it.

    `other_files`: those that are no lessons. `changes`: from what is live to what is being written.
    """

    id: str
    title: str
    source: Source
    edition: Edition | None
    edition_by: str
    module: Module | None
    problems: tuple[Problem, ...]
    files: tuple[FileProblems, ...]
    languages: tuple[LanguageState, ...]
    lessons: tuple[LessonRow, ...]
    other_files: tuple[str, ...]
    history: tuple[PastVersion, ...]
    changes: tuple[Change, ...]
    on_disk: bool
    disk_files: tuple[FileProblems, ...]  # what is wrong in the folder, where something else is shown

    @property
    def live(self) -> PastVersion | None:
        return self.history[0] if self.history else None

    @property
    def left_to_write(self) -> Mapping[str, tuple[int, ...]]:
        """File -> lines where a new module's requests to the author still stand."""
        edition = self.edition
        return left_to_write({name: edition.files[name] for name in edition.texts}) if edition else {}

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.problems)

    @property
    def can_be_published(self) -> bool:
        return self.edition is not None and self.module is not None and not self.errors


def module_page(module_id: str, folder: Path, language: str) -> ModulePage | None:
    """None where there is no such module. The number of statements does not grow with it."""
    edition = edition_of(module_id)
    on_disk = is_on_disk(module_id, folder)
    source = source_of(module_id, "", folder)
    if source is None:
        source = Source(DISK, {}) if on_disk else None
    if source is None:
        return None
    lying = disk_problems(folder / module_id, live_version(module_id)) if on_disk else ()
    checked = check(module_id, source.files) if source.of != DISK else None
    problems = checked.problems if checked else lying
    module, live = draw(source).module, live_module(module_id)
    shown = module or live
    return ModulePage(
        id=module_id, title=(shown.titles.get(language) if shown else "") or module_id, source=source, edition=edition,
        edition_by=_name(edition), module=module, problems=problems, files=by_file(problems),
        languages=_languages(module, source, problems) if module else (),
        lessons=_lessons(module_id, module, source, language) if module else (),
        other_files=_other_files(edition),
        history=history_of(module_id), changes=_changes(live, edition, checked),
        on_disk=on_disk,
        disk_files=by_file(lying) if checked else (),
    )


def _name(edition: Edition | None) -> str:
    if edition is None or edition.changed_by is None:
        return ""
    return names_of([edition.changed_by]).get(edition.changed_by, "")


def _changes(live: Module | None, edition: Edition | None, checked: Checked | None) -> tuple[Change, ...]:
    if live is None or edition is None or checked is None or checked.module is None:
        return ()
    return changes(live, checked.module)


def _other_files(edition: Edition | None) -> tuple[str, ...]:
    names = edition.texts if edition else ()
    return tuple(name for name in names if not lesson_file.FILE_NAME.fullmatch(name))


def _languages(module: Module, source: Source, problems: Iterable[Problem]) -> tuple[LanguageState, ...]:
    return tuple(_language(module, source, language, problems) for language in module.languages)


def _language(module: Module, source: Source, language: str, problems: Iterable[Problem]) -> LanguageState:
    mine = [one for one in problems if one.file.endswith(f".{language}.md")]
    errors = sum(one.severity is Severity.ERROR for one in mine)
    return LanguageState(
        language, sum((plan.number, language) in module.lessons for plan in module.plan), len(module.plan),
        f"guide.{language}.md" in source.files, errors, len(mine) - errors,
    )


def _lessons(module_id: str, module: Module, source: Source, language: str) -> tuple[LessonRow, ...]:
    figures = {(one.number, one.language): one for one in figures_in(module_id, source.files)}
    helped = opinions_of(module_id)
    return tuple(
        LessonRow(
            plan, plan.titles.get(language) or next(iter(plan.titles.values()), plan.id),
            {one: figures[plan.number, one] for one in module.languages if (plan.number, one) in figures},
            {one: name for one in module.languages if (name := lesson_file_of(source, plan.number, one))},
            helped.get(plan.id),
        )
        for plan in module.plan
    )


def lesson_file_of(source: Source, number: int, language: str) -> str:
    """The name of the file a lesson is written in; empty where there is none."""
    names = (name for name in source.files if lesson_file.FILE_NAME.fullmatch(name))
    return next((name for name in names if name.startswith(f"{number:02}-") and name.endswith(f".{language}.md")), "")


