"""What can be written in the templates of a street: the catalogue's names and aliases, its lines, the pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from yiben.reports.drawn import PICTURES
from yiben.reports.grammar import Vocabulary
from yiben.reports.manners import FILTERS
from yiben.reports.render import COUNTS
from yiben.terms.definitions import Definition
from yiben.terms.models import Indicator, definitions
from yiben.units.models import Line, Unit


def vocabulary(
    unit: Unit, catalogue: Mapping[str, Definition] | None = None, lines: Iterable[Line] | None = None
) -> Vocabulary:
    """The names that a template of this unit's street can use, also those that are offered no more.

    Three queries; one where the others are answered.
    """
    tenant = unit.tenant
    known = definitions(tenant, retired=True) if catalogue is None else catalogue
    return Vocabulary(
        figures=frozenset(one.name for one in known.values() if one.name.isidentifier()),
        counts=frozenset(COUNTS),
        general=frozenset(one.name for one in known.values() if one.name.isidentifier() and can_be_narrowed(one)),
        lines=line_names(Line.objects.filter(active=True) if lines is None else lines),
        pictures=frozenset(PICTURES),
        aliases=_aliases(known, tenant),
        sums=frozenset(one.name for one in known.values() if one.name.isidentifier() and one.adds == "sum"),
    )


def can_be_narrowed(definition: Definition) -> bool:
    """Whether it can be counted for a single line: it is of none, and has no parts to narrow."""
    return not definition.line and definition.adds != "ratio"


def line_names(lines: Iterable[Line]) -> dict[str, str]:
    """The slug of each line by the words that name it in a template: 工会工作, 工会."""
    names = {word: line.slug for line in lines for word in (line.short, line.name)}
    return {word: slug for word, slug in names.items() if word.isidentifier() and word not in FILTERS}


def _aliases(known: Mapping[str, Definition], tenant: Unit | None) -> dict[str, str]:
    """Another word for a name, where only one indicator is called that. A name that is no single word (“两癌”筛查) can
    be written without its marks."""
    names = {one.name for one in known.values()}
    asked = Indicator.objects.seen_by(tenant).filter(slug__in=known).values_list("slug", "aliases")
    meant = [(word, known[slug].name) for slug, words in asked for word in words]
    meant += [(_bare(name), name) for name in names if not name.isidentifier()]
    told = Counter(word for word, _name in set(meant))
    single = {word: name for word, name in meant if told[word] == 1 and word not in names}
    return {word: name for word, name in single.items() if word.isidentifier() and name.isidentifier()}


def _bare(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum())
