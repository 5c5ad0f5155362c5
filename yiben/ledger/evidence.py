"""Files beside entries: attached, withdrawn, erased on a lawful ground. Always optional, and counted nowhere.

A photograph is kept small and bare of all it tells but its points; another file is kept as it came. Each is a fact in
its unit's chain. The same or nearly the same picture at two activities is told to who attaches it, and to nobody else.
"""

from __future__ import annotations

import io
import secrets
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yiben.ledger import chain, evidence_store, journal
from yiben.ledger.content import ERASABLE_OF_FILE, mac
from yiben.ledger.evidence_looks import How, Street, look_of
from yiben.ledger.models import Entry, Evidence, Head, Withdrawal
from yiben.lib import archives, pictures
from yiben.lib.canonical import sha256_hex, uuid7
from yiben.lib.refused import Refused
from yiben.lib.uploads import EVIDENCE, PICTURES, Type, accepted, safe_name, type_of
from yiben.units.acts import WRITERS, verb
from yiben.units.models import Post, PostKind
from yiben.units.scope import writes_for

MOST = 25 << 20
MOST_FILES = 60
# Refused like others, with advice of their own.
_ADVISED = {Type.DOC, Type.XLS, Type.WPS, Type.LOCKED}
_ENDINGS = {Type.JPEG: "jpg"}
_MOST_STEM = 80


@dataclass(frozen=True)
class File:
    """A file as it is kept: what it is called, what it is, and its content."""

    name: str
    type: Type
    content: bytes
    likeness: str = ""
    grey: bytes = b""


def kept_form(content: bytes, name: str) -> File:
    """The file in the form in which it is kept; Refused, in words, for what isn't taken."""
    if content and len(content) <= MOST and type_of(content, name) not in EVIDENCE | _ADVISED:
        raise Refused(_("只收照片（JPEG、PNG、WebP、HEIC）、PDF、Word（.docx）和 Excel（.xlsx），按内容辨认"))
    upload = accepted(content, "", types=EVIDENCE, most=MOST)
    if upload.type in PICTURES:
        picture = pictures.shrunk(upload.content)
        return File(_named(name, picture.type), picture.type, picture.content, picture.likeness, picture.grey)
    if upload.type in (Type.DOCX, Type.XLSX):
        _without_macros(upload.content)
    return File(_named(name, upload.type), upload.type, upload.content)


def _without_macros(content: bytes) -> None:
    with archives.opened(io.BytesIO(content)) as package:
        parts = [part.lower() for part in package.namelist()]
    if any(part.endswith("vbaproject.bin") or "/macrosheets/" in part for part in parts):
        raise Refused(_("文件里含有宏，请另存为不含宏的 .docx 或 .xlsx 再上传"))


def _named(name: str, kind: Type) -> str:
    """Its own name, with the ending of what it is; nothing in it that a file system takes for something else."""
    stem = safe_name(name).rpartition(".")[0] or safe_name(name)
    stem = "".join(mark for mark in stem if mark not in '<>:"|?*').strip(". ")[:_MOST_STEM]
    return f"{stem or _('附件')}.{_ENDINGS.get(kind, kind.value)}"


# -- attaching


def attach(entry: Entry, *, by: Post | None, name: str, content: bytes | Path, id: UUID | None = None) -> Evidence:
    """Put a file beside an entry. The same id, author and content again gives the same file; otherwise that id is
    refused, telling nothing of what stands there.

    Raises Refused, in the user's words, for a file that isn't taken, an entry out of reach, or one that is void.
    """
    if isinstance(content, Path):
        with content.open("rb") as opened:
            content = opened.read(MOST + 1)
    id, sent = id or uuid7(), sha256_hex(content)
    if known := Evidence.objects.filter(pk=id).first():
        return _same_or_refuse(known, entry, by, sent)
    _within_reach(entry, by)
    # Pictures take their time; the book stays open meanwhile.
    file = kept_form(content, name)
    evidence_store.keep(file.content)
    try:
        return _attach(entry, by=by, file=file, id=id, sent=sent)
    except IntegrityError as error:
        raise Refused(_("这个编号已经用过，请重新上传")) from error


def may_attach(entry: Entry, post: Post) -> bool:
    """Whether this post gets the button."""
    return _attach.may(post) and writes_for(post, entry.unit) and entry.state != "void"


@verb("ledger.attach", posts=WRITERS)
def _attach(entry: Entry, *, by: Post | None, file: File, id: UUID, sent: str) -> Evidence:
    head = chain.locked({entry.unit_id})[entry.unit_id]
    if known := Evidence.objects.filter(pk=id).first():
        return _same_or_refuse(known, entry, by, sent)
    _has_room(entry, file)
    fact = _fact(entry, file, id, sent)
    chain.link(head, fact, entry.unit, by, chain.now(head))
    fact.save(force_insert=True)
    if fact.likeness:
        look_of(fact, file.grey).save(force_insert=True)
    head.save()
    # An erasure of the same content may have taken the bytes away before this fact could be seen.
    transaction.on_commit(lambda: evidence_store.keep(file.content))
    return fact


def _fact(entry: Entry, file: File, id: UUID, sent: str) -> Evidence:
    salt = secrets.token_bytes(32)
    fact = Evidence(
        id=id,
        entry=entry,
        name=file.name,
        type=file.type.value,
        size=len(file.content),
        sha256=sha256_hex(file.content),
        likeness=file.likeness,
        salt=salt,
    )
    fact.macs = {name: mac(salt, name, getattr(fact, name)) for name in ERASABLE_OF_FILE}
    fact.macs["sent"] = mac(salt, "sent", sent)
    return fact


def _within_reach(entry: Entry, by: Post | None) -> None:
    if not writes_for(by, entry.unit):
        raise Refused(_("只能给本单位的记录加附件"))
    if Entry.objects.filter(pk__in=entry.lineage_keys(), void=True).exists():
        raise Refused(_("这条记录已经作废，不能再加附件"))


def _has_room(entry: Entry, file: File) -> None:
    _within_reach(entry, None)
    standing = list(Evidence.objects.of(entry).standing().values_list("sha256", flat=True))
    if sha256_hex(file.content) in standing:
        raise Refused(_("这个文件已经在这条记录里了"))
    if len(standing) >= MOST_FILES:
        raise Refused(_("一条记录最多放 %(most)d 个附件") % {"most": MOST_FILES})


def _same_or_refuse(known: Evidence, entry: Entry, by: Post | None, sent: str) -> Evidence:
    same_author = known.by_id == (by.pk if by else None)
    same = known.salt is not None and mac(bytes(known.salt), "sent", sent) == known.macs.get("sent")
    if not (same_author and same and known.entry_id == entry.pk):
        raise Refused(_("这个编号已经用过，请重新上传"))
    return known


# -- withdrawing and erasing


@verb("ledger.withdraw_file", posts=WRITERS)
def withdraw(file: Evidence, *, by: Post | None, reason: str) -> Withdrawal:
    """Take a file off its entry, with a reason. It is shown no more, and stays as proof of what had been attached."""
    if not reason.strip():
        raise Refused(_("请写明撤下的原因"), field="reason")
    if not writes_for(by, file.unit):
        raise Refused(_("只能撤下本单位记录的附件"))
    head = chain.locked({file.unit_id})[file.unit_id]
    if file.withdrawals.exists():
        raise Refused(_("这个附件已经撤下了"))
    return _withdrawn(file, head, by, reason, erased=False)


@verb("ledger.erase_file", posts=[PostKind.OFFICER])
def erase(file: Evidence, *, by: Post | None, ground: str) -> Withdrawal:
    """Erase a file's content, name and digest on a lawful ground. That there was one stays, and the chain whole."""
    if not ground.strip():
        raise Refused(_("请写明删除的法律依据"), field="ground")
    if not writes_for(by, file.unit):
        raise Refused(_("只能清除本单位记录的附件"))
    head = chain.locked({file.unit_id})[file.unit_id]
    if Evidence.objects.get(pk=file.pk).erased:
        raise Refused(_("这个附件已经清除过"))
    (fact,) = erase_all([file], head, by, ground)
    return fact


def erase_all(files: Sequence[Evidence], head: Head, by: Post | None, ground: str) -> list[Withdrawal]:
    """`erase` for several of one unit, inside a caller's transaction and Act, under its (locked) head."""
    facts = [_withdrawn(file, head, by, ground, erased=True) for file in files]
    for fact in facts:
        journal.tell(fact)
    digests = {file.sha256 for file in files}
    Evidence.objects.filter(pk__in=[file.pk for file in files]).clear()
    transaction.on_commit(lambda: _let_go(digests))
    return facts


def _withdrawn(file: Evidence, head: Head, by: Post | None, reason: str, *, erased: bool) -> Withdrawal:
    fact = Withdrawal(evidence=file, erased=erased, reason=reason.strip())
    chain.link(head, fact, file.unit, by, chain.now(head))
    fact.save(force_insert=True)
    head.save()
    return fact


def _let_go(digests: Collection[str]) -> None:
    for digest in digests:
        evidence_store.let_go(digest, needed=partial(_cited, digest))


def tidy() -> int:
    """Remove what an upload that came to nothing left in the store a day ago or longer; how many files went."""
    old = time.time() - 24 * 3600
    halfway = evidence_store.drop_unfinished(old, needed=_cited)
    placed = [digest for digest, place in evidence_store.stored() if place.stat().st_mtime < old]
    return halfway + sum(evidence_store.let_go(digest, needed=partial(_cited, digest)) for digest in placed)


def _cited(digest: str) -> bool:
    return Evidence.objects.filter(sha256=digest).exists()


# -- reading


def seen_by(post: Post, pk: UUID) -> Evidence | None:
    """The file, if this post may read its entry or one that stood in that one's place; a withdrawn one is an
    auditor's only, an erased one nobody's."""
    file = _readable(post, pk)
    taken_off = file is not None and bool(file.withdrawals.all())
    return None if taken_off and post.kind != PostKind.AUDITOR else file


def in_reach_of(post: Post, pk: UUID) -> Evidence | None:
    """The file, if this post may read it and may write for its unit; withdrawn ones, too, for they may be erased."""
    file = _readable(post, pk)
    return file if file is not None and writes_for(post, file.unit) else None


def _readable(post: Post, pk: UUID) -> Evidence | None:
    file = Evidence.objects.filter(pk=pk).select_related("entry", "unit").prefetch_related("withdrawals").first()
    if file is None or file.erased:
        return None
    return file if Entry.objects.for_post(post).filter(pk__in=file.entry.lineage_keys()).exists() else None


# -- alike


@dataclass(frozen=True)
class Alike:
    """Another activity of the street with the same file, or with a picture that looks the same."""

    entry: Entry
    how: How

    @property
    def same(self) -> bool:
        return self.how is How.SAME


MOST_ALIKE = 3


def alike(file: Evidence, street: Street | None = None) -> list[Alike]:
    """Which other standing activities of the street have this file, or a picture like it, turned or cut out of it. For
    who attaches it only: it may be the same activity told twice, or a wrong file picked; nothing of it is kept.

    Several files are compared with one `street`, which is read once.
    """
    assert file.unit.tenant is not None
    near = (street or Street(file.unit.tenant)).near(file)
    near.pop(file.pk, None)
    others = Evidence.objects.filter(pk__in=list(near)[:50]).exclude(entry__in=file.entry.lineage_keys())
    found: dict[UUID, Alike] = {}
    for other in sorted(others.select_related("entry__unit"), key=lambda one: near[one.pk]):
        facts = other.entry.lineage()
        if not facts[-1].void:
            found.setdefault(facts[-1].pk, Alike(facts[-1], near[other.pk]))
    return list(found.values())[:MOST_ALIKE]
