"""The words that a street works with: lines, kinds and topics of its own; those it has no use for, indicators too."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yiben.lib.boundary import What, allows
from yiben.lib.refused import Refused
from yiben.terms.definitions import OWN
from yiben.terms.models import Indicator, Kind, Topic
from yiben.units.acts import verb
from yiben.units.models import Line, Post, PostKind, Unit, UnitKind

BEHIND_SHIPPED = 1_000
Word = TypeVar("Word", Line, Kind, Topic)
Switched = TypeVar("Switched", bound=Line | Kind | Topic | Indicator)


def may_choose(post: Post | None) -> bool:
    """Whether the words are hers to choose: an administrator's whose subtree is the whole book. A district's streets
    share them."""
    if post is None:
        return True
    streets = Unit.objects.filter(kind=UnitKind.STREET, until=None)
    return post.kind == PostKind.ADMIN and all(post.unit.reaches(street) for street in streets)


@verb("terms.add_line", posts=[PostKind.ADMIN])
def add_line(*, by: Post | None, name: str, short: str, aliases: Sequence[str] = ()) -> Line:
    """A line of work beside those that are shipped."""
    _refuse_others(by)
    _refuse_words(Line, What.LINE, {"name": name, "short": short}, aliases)
    line = Line(slug=_own_slug(), name=name, short=short, aliases=list(aliases), order=BEHIND_SHIPPED)
    return _kept(line)


@verb("terms.add_kind", posts=[PostKind.ADMIN])
def add_kind(*, by: Post | None, name: str, counts: bool, aliases: Sequence[str] = ()) -> Kind:
    """A kind of activity beside those that are shipped; `counts`: one of it is one 场次."""
    _refuse_others(by)
    _refuse_words(Kind, What.KIND, {"name": name}, aliases)
    return _kept(Kind(slug=_own_slug(), name=name, counts=counts, aliases=list(aliases), order=BEHIND_SHIPPED))


@verb("terms.add_topic", posts=[PostKind.ADMIN])
def add_topic(
    *, by: Post | None, name: str, kinds: Sequence[str], lines: Sequence[str] = (), aliases: Sequence[str] = ()
) -> Topic:
    """What a street's entries are about more closely than their kind, beside what is shipped: 护河巡查 of
    volunteering. `kinds` are those under which it is offered; of any line where none is given."""
    _refuse_others(by)
    _refuse_words(Topic, What.PROGRAMME, {"name": name}, aliases)
    for field, model, slugs in (("kinds", Kind, kinds), ("lines", Line, lines)):
        if set(slugs) - set(model._default_manager.filter(active=True).values_list("slug", flat=True)):
            raise Refused(_("请从列出的里面选"), field=field)
    if not kinds:
        raise Refused(_("请选它属于哪些活动类型"), field="kinds")
    said = {"name": name, "kinds": sorted(set(kinds)), "lines": sorted(set(lines)), "aliases": list(aliases)}
    return _kept(Topic(slug=_own_slug(), order=BEHIND_SHIPPED, **said))


@verb("terms.switch", posts=[PostKind.ADMIN])
def switch(word: Switched, *, by: Post | None, on: bool) -> Switched:
    """Offer a line, a kind, a topic or a shipped indicator again, or no more.

    What was recorded, promised or issued under it stays, and goes on being counted. A street's own indicator is retired
    with a reason instead (`actions.retire`).
    """
    _refuse_others(by)
    if isinstance(word, Indicator) and word.tenant_id:
        raise Refused(_("本街道自己建立的指标请写明原因停用"))
    others = type(word)._default_manager.select_for_update().filter(active=True).exclude(pk=word.pk)
    if not on and not others.exists():
        raise Refused(_("至少要留一个"))
    word.active = on
    word.save(update_fields=["active"])
    return word


def _refuse_others(by: Post | None) -> None:
    if not may_choose(by):
        raise Refused(_("条线、活动类型和事项由管全区的管理员统一设定"))


def _refuse_words(model: type[Line | Kind | Topic], what: What, said: dict[str, str], aliases: Sequence[str]) -> None:
    """A word means one thing, also one that rests: entries of other years bear it."""
    taken = {word: one.name for one in model._default_manager.all() for word in _words(one)}
    for field, word in [*said.items(), *(("aliases", alias) for alias in aliases)]:
        if word in taken:
            told = {"word": word, "name": taken[word]}
            raise Refused(_("“%(word)s”已经是“%(name)s”的名称或别名") % told, field=field)
        verdict = allows(word, what=what)
        if not verdict:
            raise Refused(verdict.reason, field=field)


def _words(one: Line | Kind | Topic) -> list[str]:
    return [one.name, *([one.short] if isinstance(one, Line) else []), *one.aliases]


def _own_slug() -> str:
    return f"{OWN}{secrets.token_hex(6)}"


def _kept(word: Word) -> Word:
    try:
        word.clean_fields()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused("；".join(sentences), field=field) from error
    word.save(force_insert=True)
    return word
