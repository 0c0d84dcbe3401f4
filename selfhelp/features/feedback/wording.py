"""Dates, numbers and reasons as the page's reader says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from selfhelp.core import phone
from selfhelp.core.language import date_in_words, moment_in_words, near_date, time_of_day
from selfhelp.features.feedback import says
from selfhelp.features.feedback.queue import QueueRow


@dataclass(frozen=True)
class Words:
    today: date
    language: str

    def day(self, one: date) -> str:
        return date_in_words(one, self.language, self.today)

    def near(self, one: date) -> str:
        return near_date(one, self.today, self.language)

    def moment(self, one: datetime) -> str:
        return moment_in_words(one, self.today, self.language)

    def clock(self, one: datetime) -> str:
        return time_of_day(one, self.language)

    def phone(self, number: str) -> str:
        return phone.spoken(number)

    def reason(self, row: QueueRow) -> str:
        return says.reason(row.place, self.language)

    def age(self, row: QueueRow) -> str:
        return says.age(row.place, self.language)
