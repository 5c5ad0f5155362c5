"""What people do with documents to be checked: send one, and say which indicator some words mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

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
    """Remember for a street that these words before a number mean an indicator, of whom and of which days if said.

    The indicator is called by its name, an alias or its code.
    """
    home = unit.tenant or unit
    if by is not None and by.tenant != home:
        raise Refused(_("只能为本街道指定"))
    said = words.strip()[:60]
    if len(said) < 2:
        raise Refused(_("请写明是哪几个字"), field="words")
    if whose is not None and not home.reaches(whose):
        raise Refused(_("只能指定本街道的单位"), field="whose")
    meant = {
        "indicator": indicator_called(indicator, home),
        "whose": whose,
        "start": period.start if period else None,
        "end": period.end if period else None,
        "pinned_by": by,
    }
    return Pin.objects.update_or_create(unit=home, words=said, defaults=meant)[0]


def indicator_called(said: str, home: Unit) -> Indicator:
    """The one indicator in use that goes by a name, else by an alias, else by a code; the likest are told otherwise."""
    wanted = "".join(said.split())
    offered = list(Indicator.objects.filter(pk__in=definitions(home)))
    for found in _going_by(wanted, offered):
        if len(found) == 1:
            return found[0]
        if found:
            told = {"said": said, "names": "、".join(one.name for one in found)}
            raise Refused(_("“%(said)s”可以是几个指标：%(names)s，请写全名") % told, field="indicator")
    near = "、".join(one.name for one in _likest(wanted, offered))
    if not near:
        raise Refused(_("请写指标的名称，如“活动场次”"), field="indicator")
    raise Refused(_("没有叫“%(said)s”的指标，最接近的是：%(near)s") % {"said": said, "near": near}, field="indicator")


def _going_by(wanted: str, offered: Sequence[Indicator]) -> Iterator[list[Indicator]]:
    yield [one for one in offered if one.name == wanted]
    yield [one for one in offered if wanted in one.aliases]
    yield [one for one in offered if one.slug == wanted.lower()]


def _likest(wanted: str, offered: Sequence[Indicator], most: int = 3) -> list[Indicator]:
    """Those whose names or aliases are the most like some words, the likest first."""
    names = {(one.pk, at): name for one in offered for at, name in enumerate((one.name, *one.aliases))}
    found = process.extract(wanted, names, scorer=fuzz.WRatio, limit=most * 4, score_cutoff=1) if wanted else []
    by_key = {one.pk: one for one in offered}
    return [by_key[key] for key in dict.fromkeys(pk for _name, _score, (pk, _at) in found)][:most]


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
