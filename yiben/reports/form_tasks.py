"""A form with a long list is filled beside the pages: what is pressed is marked on the form and queued.

A short form is filled at once, in the request. Whatever is queued can be begun again at any moment: the file is made
anew, and kept in one turn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.utils.translation import gettext as _
from django_tasks import task

from yiben.lib.refused import Refused
from yiben.reports.models import Workbook
from yiben.reports.workbooks import keeping
from yiben.reports.workbooks.desk import desk
from yiben.units.models import Post

TOLD_EVERY = 250

log = logging.getLogger(__name__)


def fill(form: Workbook, *, by: Post | None) -> Workbook:
    """The form filled, or queued where a list of it is long."""
    on = desk(form)
    rows = sum(one.count for one in on.found.long)
    if not rows:
        return keeping.fill(form, by=by, on=on)
    form = keeping.queue(form, by=by, rows=rows)
    carry_on.enqueue(str(form.pk), by.pk if by else None)
    return form


@task()
def carry_on(pk: str, by: int | None) -> None:
    """Fill a form that is queued. One that isn't has been filled by another worker already."""
    form = Workbook.objects.select_related("unit__tenant").filter(pk=pk, queued_at__isnull=False).first()
    if form is None:
        return
    try:
        on = desk(form)
        data = on.file(_telling(form))
        post = Post.objects.get(pk=by) if by is not None else None
        keeping.fill(form, by=post, on=on, data=data)
    except Refused as refused:
        stop(pk, refused.sentence)
    except Exception:
        log.exception("form %s broke off", pk)
        give_up(pk)
        raise


def stop(pk: str, why: str) -> None:
    """A queued form is no longer said to be under way; its page says why."""
    Workbook.objects.filter(pk=pk).update(queued_at=None, trouble=why[:200])


def give_up(pk: str) -> None:
    """A form that nothing carries on any more."""
    if Workbook.objects.filter(pk=pk, queued_at__isnull=False).exists():
        stop(pk, _("填到一半出了意外，原来的表没有动；请再试一次，还不行请告诉管理员。"))


def _telling(form: Workbook) -> Callable[[int], None]:
    """Progress onto the form's row, for its page to show."""

    def tell(done: int) -> None:
        if done % TOLD_EVERY == 0:
            Workbook.objects.filter(pk=form.pk).update(done=done)

    return tell
