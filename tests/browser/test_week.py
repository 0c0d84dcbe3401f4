"""One week, from registering a patient to her reading the answer: phone and desktop, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from selfhelp import clock
from tests.browser.visiting import DESKTOP, PHONE, Account, Visit

PASSWORD = "sju blå votter i gangen"
BIRTH_DATE = "1994-05-14"
SHARED = "Tirsdag på jobben. Sjefen gikk forbi uten å hilse."
UNSHARED = "Spille trekkspill for bestemor igjen"
DID = "Gikk hjem før de andre."
FEELINGS = ("Flau", "Redd")
QUESTION = "Kan jeg ta øvelsen om kvelden?"
ANSWER = "Ja, kvelden passer fint."
TELLS = re.compile("steg|depresj|nedstemt|humør|behandl|helse|terapi|psyk|veileder|program|økt", re.IGNORECASE)
MAIL_PATIENCE = 75.0  # seconds: half a minute in which the letter can be called back, and the scheduler's turn


@dataclass(frozen=True)
class Newcomer:
    name: str
    email: str
    guide: str
    scripts: bool

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def guides_first_name(self) -> str:
        return self.guide.split()[0]

    @property
    def account(self) -> Account:
        return Account("patient", self.email, PASSWORD, self.name)


TIRIL = Newcomer("Tiril Vang", "tiril.vang@example.com", "Astrid Lunde", scripts=True)
SIMEN = Newcomer("Simen Rud", "simen.rud@example.com", "Bjørn Haugen", scripts=False)
EACH_WAY = pytest.mark.parametrize("who", [TIRIL, SIMEN], ids=["with scripts", "without scripts"])
Answered = Callable[[Newcomer], Page]


@pytest.fixture(scope="session")
def answered(visit: Visit) -> Answered:
    """Her phone, when her guide has written. Letters are waited for at the end of the run (conftest.py)."""
    phones: dict[Newcomer, Page | None] = {}

    def week_of(who: Newcomer) -> Page:
        if who not in phones:
            phones[who] = None
            phones[who] = a_week(visit, who)
        phone = phones[who]
        assert phone is not None, "the week before the answer went wrong"
        return phone

    return week_of


@EACH_WAY
def test_she_is_registered_and_works_through_a_lesson(answered: Answered, who: Newcomer) -> None:
    answered(who)


@EACH_WAY
def test_the_answer_reaches_her(answered: Answered, visit: Visit, who: Newcomer) -> None:
    phone = answered(who)
    mail = visit.mailbox().newest(who.email, "Du har en ny melding", MAIL_PATIENCE)
    phone.goto(mail.path)
    body = phone.locator(".written").inner_text()
    assert "Du har en ny melding" in body
    assert not TELLS.search(body)
    for name in (who.guide, who.guides_first_name, who.name, who.first_name):
        assert name not in body
    phone.goto("/today")
    phone.get_by_role("link", name=f"Brev fra {who.guides_first_name}").click()
    phone.get_by_role("button", name="Les brevet").click()
    expect(phone.locator("article.letter").filter(has_text=ANSWER)).to_be_visible()


def a_week(visit: Visit, who: Newcomer) -> Page:
    desk = visit.signed_in("siri.moen", DESKTOP, who.scripts).new_page()
    register(desk, who)
    phone = visit.context(PHONE, who.scripts).new_page()
    accept(visit, phone, who)
    begin(phone, who)
    share_the_diamond(phone, who)
    write_and_keep_the_goal(phone)
    finish(phone, who)
    write_and_ask_for_a_call(phone, who)
    guide = visit.context(DESKTOP, who.scripts)
    answer(visit, guide, who)
    return phone


def register(desk: Page, who: Newcomer) -> None:
    desk.goto("/supervisor/patients/new")
    desk.get_by_label("Navn").fill(who.name)
    desk.get_by_label("Fødselsdato").fill(BIRTH_DATE)
    desk.get_by_label("Mobil").fill("400 00 099")
    desk.get_by_label("E-post").fill(who.email)
    desk.get_by_label("Henvist dato").fill(clock.today().isoformat())
    desk.locator("#module").select_option(label="Mestre nedstemthet")
    desk.locator("#guide").select_option(label=who.guide)
    desk.locator("#starts_on").fill(clock.today().isoformat())
    desk.locator("#weekday").select_option(index=4)
    desk.get_by_role("button", name="Registrer og inviter").click()
    expect(desk.locator(".flashes")).to_contain_text(who.name)
    expect(desk.get_by_role("heading", level=1)).to_contain_text(who.name)
    desk.context.close()


def accept(visit: Visit, phone: Page, who: Newcomer) -> None:
    """From the mail to Today, by way of the three screens."""
    phone.goto(visit.mailbox().newest(who.email).path)
    body = phone.locator(".written").inner_text()
    assert not TELLS.search(body)
    assert who.name not in body
    phone.locator(".written a[href*='/invitation/']").click()
    phone.get_by_label("Fødselsdatoen din").fill(BIRTH_DATE)
    phone.get_by_label("Velg et passord").fill(PASSWORD)
    phone.get_by_role("button", name="Gå videre").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"Velkommen, {who.first_name}")
    expect(phone.locator("main")).to_contain_text(who.guide)
    phone.get_by_role("link", name="Neste").click()
    phone.get_by_role("button", name="Neste").click()
    expect(phone.locator(".summary-box")).to_be_visible()  # what is promised must be confirmed
    phone.locator("input[name=read]").check()
    phone.get_by_role("button", name="Neste").click()
    expect(phone.locator("main a[href='tel:113']")).to_be_visible()
    phone.get_by_role("button", name="Gå til I dag").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"Hei, {who.first_name}")


def begin(phone: Page, who: Newcomer) -> None:
    """Notes her mood, opens the lesson, answers the first part and reads on."""
    phone.locator("button[name=mood][value='2']").click()
    expect(phone.locator("button[name=mood][value='2']")).to_have_attribute("aria-pressed", "true")
    phone.locator(".next").get_by_role("button", name="Start").click()
    expect(phone.locator(".eyebrow").first).to_contain_text("Del 1 av 6")
    _choose(phone, "check-in.mood", "4")
    _next(phone, 2)
    _next(phone, 3)


def share_the_diamond(phone: Page, who: Newcomer) -> None:
    expect(phone.locator("[data-exercise=diamond] .share").first).to_contain_text("Bare du kan lese dette")
    _field(phone, "diamond.situation").fill(SHARED)
    _field(phone, "diamond.thought").fill("Jeg er ikke ønsket her.")
    _feeling(phone, 0).fill(FEELINGS[0])
    phone.get_by_role("button", name="Legg til en følelse").click()
    expect(_feeling(phone, 1)).to_be_visible()
    expect(_feeling(phone, 0)).to_have_value(FEELINGS[0])
    _feeling(phone, 1).fill(FEELINGS[1])
    phone.locator("input[name='diamond.body'][value=tense]").check()
    if who.scripts:
        with phone.expect_response(lambda answer: "Gikk+hjem" in (answer.request.post_data or "")):
            _field(phone, "diamond.did").fill(DID)
        expect(phone.locator("[data-save-state][data-state=saved] [data-words]")).to_contain_text("Lagret")
        phone.reload()  # saved without a button having been pressed
        expect(_feeling(phone, 1)).to_have_value(FEELINGS[1])
    _field(phone, "diamond.did").fill(DID)
    phone.get_by_role("button", name=f"Del med {who.guides_first_name}").click()
    expect(phone.locator(".flashes")).to_contain_text(f"{who.guides_first_name} kan lese det nå")
    expect(_field(phone, "diamond.situation")).to_have_value(SHARED)


def write_and_keep_the_goal(phone: Page) -> None:
    _next(phone, 4)
    _next(phone, 5)
    _field(phone, "goal.goal").fill(UNSHARED)
    _next(phone, 6)
    phone.locator("button[name=_do][value=back]").click()
    expect(_field(phone, "goal.goal")).to_have_value(UNSHARED)
    _next(phone, 6)
    _field(phone, "plan.what").fill("Sitte på trappa i to minutter")


def finish(phone: Page, who: Newcomer) -> None:
    phone.locator("button[name=_do][value=next]").click()
    goes_along = phone.locator("form section[aria-labelledby=follows]")
    expect(goes_along).to_contain_text("Min plan")
    expect(phone.locator("input[name=share][value=goal]")).not_to_be_checked()
    phone.get_by_role("button", name=f"Del med {who.guides_first_name}").click()
    expect(phone.locator(".flashes")).to_contain_text(re.compile(r"Delt med .* senest \w+dag \d+\. \w+"))
    expect(phone.locator("main")).to_contain_text("Gjorde ferdig «Kom i gang»")


def write_and_ask_for_a_call(phone: Page, who: Newcomer) -> None:
    phone.get_by_role("navigation").get_by_role("link", name="Brev").click()
    phone.get_by_label("Brevet ditt").fill(QUESTION)
    phone.get_by_role("button", name=f"Send til {who.guides_first_name}").click()
    expect(phone.locator("article.letter--own")).to_contain_text(QUESTION)
    phone.get_by_role("navigation").get_by_role("link", name="I dag").click()
    phone.locator("main").get_by_role("button", name=f"Be {who.guides_first_name} ringe meg").click()
    expect(phone.locator("main")).to_contain_text(re.compile(r"bedt .* ringe deg\. Det skjer senest"))


def answer(visit: Visit, browser: BrowserContext, who: Newcomer) -> None:
    """The guide finds her in the queue, reads what she shared, writes, calls the letter back and sends it again."""
    desk = browser.new_page()
    visit.sign_in(desk, next(one for one in visit.accounts if one.name == who.guide))
    row = desk.locator(".work__queue > .queue > li").filter(has_text=who.name)
    expect(row).to_have_count(1)
    row.get_by_role("link").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"{who.name}, født 1994")
    read_what_is_shared(desk.locator("main"))
    begin_with_an_opener(desk, who)
    desk.locator("button[data-send]").click()
    desk.get_by_role("button", name="Angre").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"{who.name}, født 1994")
    expect(desk.locator("#text")).to_have_value(re.compile(re.escape(ANSWER)))
    desk.locator("button[data-send]").click()
    expect(desk.locator("[data-undo]")).to_contain_text(who.name)
    browser.close()


def read_what_is_shared(record: Locator) -> None:
    for text in (SHARED, *FEELINGS, DID, QUESTION, "Sitte på trappa i to minutter"):
        expect(record).to_contain_text(text)
    expect(record.locator("a[href='tel:+4740000099']")).to_be_visible()
    expect(record).not_to_contain_text(UNSHARED)


def begin_with_an_opener(desk: Page, who: Newcomer) -> None:
    letter = desk.locator("#text")
    expect(letter).to_have_value("")
    desk.locator(".openers button").first.click()
    expect(letter).not_to_have_value("")
    begun = letter.input_value()
    letter.fill(f"Hei {who.first_name}.\n\n{begun.replace('…', 'dagen på jobben')} {ANSWER}")
    expect(desk.locator(".send__to")).to_have_text(f"Til {who.name}, født 1994")


def _next(phone: Page, part: int) -> None:
    phone.locator("button[name=_do][value=next]").click()
    expect(phone.locator(".eyebrow").first).to_contain_text(f"Del {part} av 6")


def _choose(phone: Page, name: str, value: str) -> None:
    phone.locator(f"label:has(input[name='{name}'][value='{value}'])").click()
    expect(phone.locator(f"input[name='{name}'][value='{value}']")).to_be_checked()


def _field(phone: Page, name: str) -> Locator:
    return phone.locator(f"[name='{name}']")


def _feeling(phone: Page, number: int) -> Locator:
    return phone.locator("[name^='diamond.feelings.'][name$='.name']").nth(number)
