"""To whom a plan was issued, in the tree's order, and who has not said yet that it arrived."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from yiben.plans.models import Plan, Receipt
from yiben.units.models import Post


@dataclass(frozen=True)
class Issued:
    """The standing receipts that a post may read."""

    plan: Plan
    rows: list[Receipt]

    @property
    def waiting(self) -> list[Receipt]:
        return [row for row in self.rows if row.acknowledged_at is None]

    @property
    def arrived(self) -> int:
        return len(self.rows) - len(self.waiting)

    @property
    def names(self) -> str:
        """Who has not said yet that it arrived: 临水社区、望山社区."""
        return _("、").join(row.unit.name for row in self.waiting)

    @property
    def reminder(self) -> str:
        """A text to send to them."""
        return _("《%(title)s》已下发，请以下单位打开“工作要点”查看并签收：%(names)s。") % {
            "title": self.plan.title,
            "names": self.names,
        }


def issued_of(plan: Plan, post: Post) -> Issued:
    """In one query."""
    rows = plan.receipts.for_post(post).standing().select_related("unit", "acknowledged_by__person")
    return Issued(plan, list(rows.order_by("unit__path")))


def own_receipt(plan: Plan, post: Post) -> Receipt | None:
    """That of the post's own unit, where the plan was issued to it; where one that ended into it still owes its own,
    that one first."""
    found = plan.receipts.for_post(post).standing().filter(unit__in=post.unit.carried).defer("plan__source")
    found = found.order_by(F("acknowledged_at").asc(nulls_first=True), "unit__path")
    return found.select_related("plan", "unit", "acknowledged_by__person").first()
