"""Which language to use, and dates, times and numbers in words. Two languages: bokmål (`nb`, the default) and English
(`en`).

Written out here instead of taken from a locale library, because the forms are decided: «torsdag 14. mai» and «17.30»
in bokmål, "Thursday 14 May" and "17:30" in English (Språkrådet on dates and times).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from selfhelp.core.care.working_time import OSLO

DEFAULT = "nb"
LANGUAGES = ("nb", "en")

# A browser set to nynorsk or plain "Norwegian" gets bokmål. Stock matching gives `nn-NO,en` English and `no` nothing.
BASE_TO_LANGUAGE = {"nb": "nb", "no": "nb", "nn": "nb", "en": "en"}

WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli",
           "august", "september", "oktober", "november", "desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July",
           "August", "September", "October", "November", "December"),
}  # fmt: skip
NEAR_DAYS = {
    "nb": {-1: "i går", 0: "i dag", 1: "i morgen"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def supported(tag: str) -> str | None:
    """The language for one tag such as `nn-NO` or `en_GB`; None when there is none."""
    return BASE_TO_LANGUAGE.get(tag.strip().replace("_", "-").split("-")[0].lower())


def choose(setting: str | None = None, accept_language: str | None = None) -> str:
    """The person's own setting first, then what the browser prefers, then bokmål."""
    chosen = supported(setting) if setting else None
    if chosen:
        return chosen
    preferred = sorted(_weighted(accept_language or ""), key=lambda pair: -pair[1])
    return next((language for tag, _ in preferred if (language := supported(tag))), DEFAULT)


def weekday_name(day: date, language: str) -> str:
    return WEEKDAYS[language][day.weekday()]


def day_and_month(day: date, language: str) -> str:
    """«14. mai», "14 May"."""
    dot = "." if language == "nb" else ""
    return f"{day.day}{dot} {MONTHS[language][day.month - 1]}"


def date_in_words(day: date, language: str, today: date | None = None) -> str:
    """«torsdag 14. mai», "Thursday 14 May"; with the year when `today` is given and lies in another year."""
    return f"{weekday_name(day, language)} {date_alone(day, language, today)}"


def date_alone(day: date, language: str, today: date | None = None) -> str:
    """«14. mai», "14 May"; with the year when `today` is given and lies in another year."""
    year = f" {day.year}" if today is not None and today.year != day.year else ""
    return f"{day_and_month(day, language)}{year}"


def near_date(day: date, today: date, language: str) -> str:
    """«i går», «i dag», «i morgen»; any other day as `date_in_words`."""
    return NEAR_DAYS[language].get((day - today).days) or date_in_words(day, language, today)


def days_ago(days: int, language: str) -> str:
    """«i dag», «i går», «for 3 dager siden»; "today", "yesterday", "3 days ago". Never for a day to come."""
    if days < 0:
        raise ValueError("days_ago is for days that have been")
    if days <= 1:
        return NEAR_DAYS[language][-days]
    return f"for {days} dager siden" if language == "nb" else f"{days} days ago"


def time_of_day(at: datetime, language: str) -> str:
    """The local time of an instant: «17.30», "17:30"."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone; store and pass UTC")
    return at.astimezone(OSLO).strftime("%H.%M" if language == "nb" else "%H:%M")


def moment_in_words(at: datetime, today: date, language: str) -> str:
    """«i går kl. 17.30», "Thursday 14 May at 17:30"."""
    link = "kl." if language == "nb" else "at"
    return f"{near_date(at.astimezone(OSLO).date(), today, language)} {link} {time_of_day(at, language)}"


def number(value: float | Decimal, language: str, decimals: int = 0) -> str:
    """A number with the decimal mark of the language: «−5,5», "−5.5". Halves are rounded away from zero."""
    # Through str, so that 2.675 is the number a person sees and not the binary one just below it.
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):f}"
    return ("−" if rounded < 0 else "") + (text.replace(".", ",") if language == "nb" else text)


def _weighted(accept_language: str) -> list[tuple[str, float]]:
    """The tags of an Accept-Language header with their weights; what is refused or cannot be read is left out."""
    pairs = []
    for part in accept_language.split(","):
        tag, _, weight = part.partition(";")
        value = _weight(weight)
        if value > 0:
            pairs.append((tag, value))
    return pairs


def _weight(text: str) -> float:
    """`q=0.8` as 0.8; 1 when absent; 0 when it is not a weight from 0 to 1."""
    if not text.strip():
        return 1.0
    name, _, value = text.partition("=")
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if name.strip() == "q" and 0 <= weight <= 1 else 0.0
