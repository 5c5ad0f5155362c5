"""What people do with documents to be checked: send one, and say which indicator some words mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yiben.gongwen import read
from yiben.lib.canonical import sha256_hex
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports.check_models import Check, Pin
from yiben.terms.models import Indicator, definitions
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit

CHECKERS = [PostKind.OFFICER, PostKind.LEAD]


@verb("reports.check_document", posts=CHECKERS)
def send_document(*, by: Post | None, unit: Unit, period: Period, name: str, source: bytes) -> Check:
    """Keep a document to be read back; what can't be read is refused with the reader's sentence."""
    document = read(source)
    if not document.readable:
        raise Refused(document.findings[0].what, field="file")
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("这个单位不在您的范围内"), field="unit")
    called = name.strip()[:120] or document.title[:120] or _("粘贴的文字")
    return Check.objects.create(
        unit=unit,
        start=period.start,
        end=period.end,
        name=called,
        source=source,
        sha256=sha256_hex(source),
        checked_by=by,
    )


@verb("reports.pin_words", posts=CHECKERS)
def pin_words(
    *,
    by: Post | None,
    unit: Unit,
    words: str,
    indicator: str,
    whose: Unit | None = None,
    period: Period | None = None,
) -> Pin:
    """Remember for a street that these words before a number mean an indicator, of whom and of which days if said."""
    home = unit.tenant or unit
    if by is not None and by.tenant != home:
        raise Refused(_("只能为本街道指定"))
    said = words.strip()[:60]
    if len(said) < 2:
        raise Refused(_("请写明是哪几个字"), field="words")
    if indicator not in definitions(home):
        raise Refused(_("没有这个指标"), field="indicator")
    if whose is not None and not home.reaches(whose):
        raise Refused(_("只能指定本街道的单位"), field="whose")
    meant = {
        "indicator": Indicator.objects.get(pk=indicator),
        "whose": whose,
        "start": period.start if period else None,
        "end": period.end if period else None,
        "pinned_by": by,
    }
    return Pin.objects.update_or_create(unit=home, words=said, defaults=meant)[0]


@dataclass(frozen=True)
class Dropped:
    """A pin that is no more, for the trace."""

    words: str
    indicator: str

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.words, "indicator": self.indicator}


@verb("reports.drop_pin", posts=CHECKERS)
def drop_pin(pin: Pin, *, by: Post | None) -> Dropped:
    """Forget what words mean: they are read by their own names again."""
    if by is not None and by.tenant != pin.unit:
        raise Refused(_("只能为本街道指定"))
    dropped = Dropped(pin.words, pin.indicator_id)
    pin.delete()
    return dropped
