"""Random runs over phone, network and server, ending with the book being what was saved, each once.

A run is a day of Alice's phone: she saves by the form, loses the network, meets bad weather, closes the tab, opens a
second one, is signed out, lends the phone to Amy. At its end the network is good and she opens the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from playwright.sync_api import Browser, Page

from tests.browser.network import FAULTS, Network
from tests.browser.phone import NEW, Book, Phone, until

STEPS = 10
SHARED = 5
"""Days for which one phone is used, before a new one is unpacked."""
WEATHER = st.lists(st.sampled_from(("sound", *FAULTS)), min_size=1, max_size=4)
_RUNS = count(1)


@dataclass
class Place:
    """Where runs take place: a browser, a site behind a bad line, two people's sign-ins, and the book."""

    browser: Browser
    line: Network
    book: Book
    alice: list[Any]
    amy: list[Any]
    phone: Phone | None = None
    runs: int = 0
    saved: int = 0
    befell: list[str] = field(default_factory=list)

    def take_phone(self) -> Phone:
        """Alice's, at the entry page, ready to go where there is no signal."""
        if self.phone is None or self.runs % SHARED == 0:
            self.put_away()
            self.phone = Phone.of(self.browser, self.line.address, self.alice)
        self.phone.open()
        self.phone.kept()
        return self.phone

    def put_away(self) -> None:
        if self.phone is not None:
            self.phone.context.close()
        self.phone = None


class Day(RuleBasedStateMachine):
    """One run. `place` is set on a subclass."""

    place: Place

    def __init__(self) -> None:
        super().__init__()
        self.name = f"天气{next(_RUNS)}·"
        self.titles: list[str] = []
        self.signed_in, self.online, self.lent = True, True, False
        self.place.line.weather.clear()
        self.phone = self.place.take_phone()

    @property
    def page(self) -> Page:
        return self.phone.page

    @initialize(weather=WEATHER)
    def begin(self, weather: list[str]) -> None:
        """A day on which nothing is saved, or nothing befalls it, shows nothing."""
        self.meet_bad_weather(weather)
        self.save_one()

    @precondition(lambda self: not self.lent)
    @rule()
    def save_one(self) -> None:
        title = f"{self.name}{len(self.titles)}"
        if self.phone.save(title):
            self.titles.append(title)

    @precondition(lambda self: self.online)
    @rule()
    def lose_the_network(self) -> None:
        self.phone.context.set_offline(True)
        self.online = False

    @precondition(lambda self: not self.online)
    @rule()
    def find_the_network(self) -> None:
        self.phone.context.set_offline(False)
        self.online = True

    @rule(weather=WEATHER)
    def meet_bad_weather(self, weather: list[str]) -> None:
        self.place.line.weather[:] = weather

    @precondition(lambda self: not self.lent)
    @rule()
    def send(self) -> None:
        self.phone.flush()

    @precondition(lambda self: not self.lent)
    @rule()
    def close_and_open(self) -> None:
        """Without a word to the page: as a phone does that needs the memory."""
        self.page.evaluate("void yibenSending.flush()")
        self.page.close(run_before_unload=False)
        self.phone.page = self.phone.context.new_page()
        if self.signed_in or not self.online:
            self.phone.open()
        else:
            self.sign_in_again()

    @precondition(lambda self: self.online and self.signed_in and not self.lent)
    @rule()
    def open_a_second_tab(self) -> None:
        second = self.phone.context.new_page()
        second.goto(f"{self.phone.site}{NEW}")
        until(second, "Boolean(window.yibenSending)")
        self.page.evaluate("void yibenSending.flush()")
        second.evaluate("yibenSending.flush()")
        second.close()

    @precondition(lambda self: self.signed_in and not self.lent)
    @rule()
    def be_signed_out(self) -> None:
        self.phone.context.clear_cookies(name="sessionid")
        self.signed_in = False

    @precondition(lambda self: self.online and not self.signed_in and not self.lent)
    @rule()
    def sign_in_again(self) -> None:
        self.phone.context.add_cookies(self.place.alice)
        self.signed_in = True
        self.phone.open()

    @precondition(lambda self: self.online and not self.lent)
    @rule()
    def lend_it(self) -> None:
        unsent = self.phone.counts()["own"]
        self.phone.context.clear_cookies()
        self.phone.context.add_cookies(self.place.amy)
        self.phone.open()
        self.phone.flush()
        told = self.phone.counts()
        assert (told["own"], told["others"]) == (0, told["others"])
        assert told["others"] <= unsent
        self.lent = True

    @precondition(lambda self: self.online and self.lent)
    @rule()
    def take_it_back(self) -> None:
        self.phone.context.clear_cookies()
        self.phone.context.add_cookies(self.place.alice)
        self.phone.open()
        # The phone forgot her page when it was lent: as on a first visit, it is hers offline once it has been kept.
        self.phone.kept()
        self.lent, self.signed_in = False, True

    def teardown(self) -> None:
        try:
            self.end_well()
        except BaseException:
            self.place.put_away()
            raise

    def end_well(self) -> None:
        """The book is what was saved, each once, in its order; and the phone has each one's receipt."""
        line = self.place.line
        line.weather.clear()
        self.phone.context.set_offline(False)
        self.phone.context.clear_cookies()
        self.phone.context.add_cookies(self.place.alice)
        self.phone.open()
        self.phone.send_all()
        entries = self.place.book.entries(f"{self.name}%")
        assert [entry["title"] for entry in entries] == self.titles, line.befell
        receipts = [item["receipt"] for item in self.phone.items()]
        assert {entry["receipt"] for entry in entries} <= set(receipts)
        assert len(receipts) == len(set(receipts))
        self.place.runs += 1
        self.place.saved += len(entries)
        self.place.befell += line.befell
        line.befell.clear()


def run(place: Place, runs: int, *, same: bool = False) -> None:
    """So many random days; the `same` ones each time, or others."""
    day = type("DayHere", (Day,), {"place": place})
    run_state_machine_as_test(
        day,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=same,
            # A failing run is told as it was; shrinking a browser's day takes hours.
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
