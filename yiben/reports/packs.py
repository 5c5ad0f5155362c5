"""An evidence pack: the entries of a measure, a line or a unit with the files beside them, as a zip of any size.

It is listed first, onto the disk, and then sent as it is read: memory stays flat. SHA256SUMS has the digests that the
book holds of the files, so `sha256sum -c` tells a file that was changed in its place, too. What leaves is masked.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from zipstream import ZIP_STORED, ZipStream  # type: ignore[import-untyped]

from yiben.ledger import evidence_store
from yiben.ledger.models import Entry, EntryQuerySet, Evidence
from yiben.lib.canonical import plain_decimal
from yiben.lib.masking import masked
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.lib.tables import save_table
from yiben.plans.models import Measure
from yiben.units.acts import READERS, verb
from yiben.units.models import Line, Post, Unit

AT_ONCE = 300


@dataclass(frozen=True)
class Subject:
    """What a pack is of: a measure; or a unit and some days, of one line or all."""

    unit: Unit
    period: Period
    line: Line | None = None
    measure: Measure | None = None

    @property
    def title(self) -> str:
        """临水社区2025年工会工作证据材料"""
        about = self.measure.title if self.measure else self.line.name if self.line else ""
        return _("%(unit)s%(period)s%(about)s证据材料") % {
            "unit": self.unit.name,
            "period": self.period.label(),
            "about": about,
        }

    def entries(self, post: Post | None) -> EntryQuerySet:
        """The entries in force that a post may read; all, for a command without one."""
        seen = Entry.objects.for_post(post) if post else Entry.objects.all()
        asked = seen.standing().within(self.period).held_under(self.unit)
        if self.measure:
            asked = asked.for_measure(self.measure)
        return asked.bearing_line(self.line.slug) if self.line else asked


@dataclass(frozen=True)
class Item:
    """A file in the pack: its name there, what it is called, and whether it could be put in."""

    place: str
    name: str
    digest: str
    there: bool


@dataclass
class Pack:
    """A pack that is listed and ready to be sent, once."""

    subject: Subject
    folder: TemporaryDirectory[str]
    at: datetime
    reason: str = ""
    entries: int = 0
    members: list[tuple[Path, str]] = field(default_factory=list)
    missing: int = 0

    @property
    def files(self) -> int:
        return len(self.members) - len(LISTS)

    def act_detail(self) -> dict[str, Any]:
        return {"title": self.subject.title, "entries": self.entries, "reason": self.reason}

    def zipped(self) -> tuple[int, Iterator[bytes]]:
        """How long it is, and its bytes as they are read."""
        stream = ZipStream(compress_type=ZIP_STORED, sized=True)
        for path, place in self.members:
            stream.add_path(path, place)
        return len(stream), self._sent(stream)

    def _sent(self, stream: ZipStream) -> Iterator[bytes]:
        with self.folder:
            yield from stream


LISTS = ("index.html", "index.xlsx", "entries.jsonl", "SHA256SUMS")


def prepare(subject: Subject, post: Post | None, *, at: datetime) -> Pack:
    """List what a post may take of it. Nothing to take is refused."""
    entries = subject.entries(post)
    if not entries.exists():
        raise Refused(_("没有您可以打包的记录"))
    pack = Pack(subject, TemporaryDirectory(prefix="yiben-pack-"), at)
    folder = Path(pack.folder.name)
    with ExitStack() as opened:
        page = opened.enter_context((folder / "index.html").open("w", encoding="utf-8"))
        facts = opened.enter_context((folder / "entries.jsonl").open("w", encoding="utf-8"))
        sums = opened.enter_context((folder / "SHA256SUMS").open("w", encoding="utf-8", newline="\n"))
        page.write(render_to_string("reports/pack_head.html", {"subject": subject, "at": at, "post": post}))
        with (folder / "index.xlsx").open("wb") as table:
            rows = _listed(pack, entries, page, facts, sums)
            save_table(table, [str(_(name)) for name in HEAD], rows, title=subject.title, sheet=_("记录"))
        page.write(render_to_string("reports/pack_foot.html", {"pack": pack}))
        page.close()
        facts.close()
        for name in LISTS[:-1]:
            with (folder / name).open("rb") as made:
                sums.write(f"{hashlib.file_digest(made, 'sha256').hexdigest()}  {name}\n")
    pack.members = [(folder / name, name) for name in LISTS] + pack.members
    return pack


@verb("reports.hand_out", posts=READERS)
def hand_out(pack: Pack, *, by: Post | None, reason: str) -> Pack:
    """Let somebody take a pack away, who says what for. Files may show people: it leaves a trace."""
    if len(reason.strip()) < 2:
        raise Refused(_("请写明用途"), field="reason")
    pack.reason = reason.strip()[:200]
    return pack


HEAD = ("日期", "单位", "活动名称", "活动类型", "事项", "条线", "数量", "地点", "备注", "回执", "附件")


def _listed(pack: Pack, entries: EntryQuerySet, page: TextIO, facts: TextIO, sums: TextIO) -> Iterator[list[Any]]:
    """Each entry as a row of the table, while it is written to the page and to the facts, and its files are noted."""
    ordered = entries.for_list().order_by("start", "unit__path", "number").iterator(chunk_size=AT_ONCE)
    while some := list(islice(ordered, AT_ONCE)):
        files = _files_of(some)
        told = [(entry, [_item(entry, file) for file in files.get(entry.pk, ())]) for entry in some]
        page.write(render_to_string("reports/pack_rows.html", {"rows": [_shown(*one) for one in told]}))
        for entry, items in told:
            _note(pack, items, sums)
            facts.write(json.dumps(_fact(entry, items), ensure_ascii=False) + "\n")
            pack.entries += 1
            yield _row(entry, items)


def _files_of(entries: Sequence[Entry]) -> dict[UUID, list[Evidence]]:
    """The files in force of each entry, and of all that stood in its place before."""
    now: dict[UUID, UUID] = {}
    asked = {entry.pk: entry.pk for entry in entries}
    while asked:
        now |= asked
        before = Entry.objects.filter(pk__in=list(asked), replaces__isnull=False).values_list("replaces", "pk")
        asked = {earlier: now[pk] for earlier, pk in before if earlier and earlier not in now}
    found: defaultdict[UUID, list[Evidence]] = defaultdict(list)
    for file in Evidence.objects.standing().filter(entry__in=list(now)):
        found[now[file.entry_id]].append(file)
    return dict(found)


def _item(entry: Entry, file: Evidence) -> Item:
    name = masked(file.name).replace("*", "x")
    place = f"files/{entry.start}-{entry.unit.code}-{entry.number}/{file.number}-{name}"
    whole = evidence_store.condition(file.sha256, file.size, thorough=False) is evidence_store.Condition.WHOLE
    return Item(place, name, file.sha256, whole)


def _note(pack: Pack, items: Iterable[Item], sums: TextIO) -> None:
    for item in items:
        if item.there:
            pack.members.append((evidence_store.place_of(item.digest), item.place))
            sums.write(f"{item.digest}  {item.place}\n")
        else:
            pack.missing += 1


def _title(entry: Entry) -> str:
    return _("（文字已清除）") if entry.erased else masked(entry.title)


def _quantities(entry: Entry) -> str:
    return "，".join(str(quantity) for quantity in entry.quantities.all())


def _row(entry: Entry, items: Sequence[Item]) -> list[Any]:
    return [
        entry.start,
        entry.unit.name,
        _title(entry),
        entry.kind.name,
        entry.topic.name if entry.topic else "",
        "、".join(line.short for line in entry.lines),
        _quantities(entry),
        masked(entry.place),
        masked(entry.note),
        entry.receipt,
        "\n".join(item.place if item.there else _("%(name)s（文件不见了）") % {"name": item.name} for item in items),
    ]


def _shown(entry: Entry, items: Sequence[Item]) -> dict[str, Any]:
    return {
        "entry": entry,
        "title": _title(entry),
        "place": masked(entry.place),
        "note": masked(entry.note),
        "quantities": _quantities(entry),
        "items": items,
    }


def _fact(entry: Entry, items: Sequence[Item]) -> dict[str, Any]:
    """An entry for machines: what it says, masked, and where it stands in its unit's chain."""
    return {
        "receipt": entry.receipt,
        "unit": entry.unit.code,
        "number": entry.number,
        "digest": entry.digest,
        "recorded_at": entry.recorded_at.isoformat(),
        "start": str(entry.start),
        "end": str(entry.end) if entry.end else None,
        "kind": entry.kind_id,
        "topic": entry.topic_id,
        "lines": [line.slug for line in entry.lines],
        "measures": [measure.title for measure in entry.measures],
        "title": _title(entry),
        "place": masked(entry.place),
        "note": masked(entry.note),
        "quantities": [
            {"metric": q.metric_id, "value": plain_decimal(q.value), "words": q.words} for q in entry.quantities.all()
        ],
        "files": [{"place": item.place, "sha256": item.digest, "there": item.there} for item in items],
    }
