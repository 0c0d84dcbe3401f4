"""What an author fills in beside the text itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from selfhelp.core.content.keys import ID, MAX_ID
from selfhelp.core.content.new_lesson import NewLesson
from selfhelp.web.controls import FixedForm, at_most

LONGEST_TITLE, LONGEST_NOTE = 120, 500
NAME_HINT = _("Write small letters from a to z, digits and hyphens, beginning with a letter, such as good-nights.")


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def title(label: Any) -> StringField:
    return StringField(label, [at_most(LONGEST_TITLE, _("Write at most 120 characters."))], filters=[one_line])


def short_name(label: Any) -> StringField:
    return StringField(
        label,
        [InputRequired(_("Write a short name.")), Regexp(f"(?:{ID.pattern})$", message=NAME_HINT),
         Length(max=MAX_ID, message=_("Write at most 40 characters."))],
        filters=[one_line],
    )  # fmt: skip


class TitledForm(FixedForm):
    """A title in each of some languages; which ones is told when it is checked."""

    title_nb = title(_("Title in bokmål"))
    title_nn = title(_("Title in nynorsk"))
    title_en = title(_("Title in English"))
    title_se = title(_("Title in Northern Sami"))

    def validate_in(self, languages: Iterable[str]) -> bool:
        sound = self.validate()
        for language in languages:
            field = self.title_in(language)
            if not field.data:
                field.errors = [*field.errors, gettext("Write a title.")]
                sound = False
        return sound

    def title_in(self, language: str) -> StringField:
        fields = {"nb": self.title_nb, "nn": self.title_nn, "en": self.title_en, "se": self.title_se}
        return fields[language]

    def titles(self, languages: Iterable[str]) -> dict[str, str]:
        return {language: self.title_in(language).data or "" for language in languages}


class NewModuleForm(TitledForm):
    name = short_name(_("Short name"))


class NewLessonForm(TitledForm):
    name = short_name(_("Short name"))
    minutes = IntegerField(
        _("Minutes"), [InputRequired(_("Write how many minutes the lesson takes.")),
                       NumberRange(1, 240, _("Write a number from 1 to 240."))], default=30,
    )  # fmt: skip

    def lesson(self, languages: Iterable[str]) -> NewLesson:
        """What was filled in. Only after validate_in()."""
        return NewLesson(self.name.data or "", self.titles(languages), self.minutes.data or 0)


class PublishForm(FixedForm):
    beside = frozenset({"mark"})
    note = TextAreaField(
        _("What is new?"),
        [DataRequired(_("Write in a sentence what is new.")),
         at_most(LONGEST_NOTE, _("Write at most 500 characters."))],
        filters=[lambda text: (text or "").strip()],
    )  # fmt: skip
    for_everyone = BooleanField(_("A correction for everyone"))
