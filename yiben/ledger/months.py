"""The months of a year as a street has closed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yiben.ledger.models import closed_on
from yiben.lib.periods import Period
from yiben.units.models import Unit


@dataclass(frozen=True)
class Month:
    """A month, whether it has begun, and how many of its days are closed."""

    period: Period
    begun: bool
    closed_days: int

    @property
    def closed(self) -> bool:
        return self.closed_days == self.period.days

    @property
    def partly(self) -> bool:
        return 0 < self.closed_days < self.period.days


def months_of(tenant: Unit, year: int, today: date) -> list[Month]:
    whole = Period.of_year(year)
    closed = closed_on(tenant, {whole.start + timedelta(days=n) for n in range(whole.days)})
    spans = [Period.of_month(year, number) for number in range(1, 13)]
    return [Month(span, span.start <= today, sum(day in span for day in closed)) for span in spans]
