"""The catalogues: message ids are the Chinese sentences in the code, English stands in yiben/locale.

`python -m yiben.config.messages update` brings them up to the code, `check` names what is missing, `compile` writes
the .mo files. Babel does it all, so no gettext tools are asked for.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LOCALES = PACKAGE / "locale"
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*[^{}]*\}(?!\})")


def from_template(file: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Any) -> Iterable[Any]:
    """The messages of a Django template, by way of the Python that Django makes of it for gettext."""
    from django.utils.translation.template import templatize

    lines = templatize(file.read().decode(), origin=getattr(file, "name", None)).splitlines()
    # What is no message has been blanked out; its indentation is no Python's.
    code = "\n".join(line.strip() for line in lines)
    return extract_python(io.BytesIO(code.encode()), keywords, tags, options)


METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "yiben.config.messages:from_template"),
    ("**/templates/**.txt", "yiben.config.messages:from_template"),
]


def extracted(package: Path = PACKAGE) -> Catalog:
    """Every message that the code and the templates contain, with the files where it stands."""
    found = Catalog(charset="utf-8")
    rows = extract_from_dir(package, METHODS, {}, KEYWORDS, comment_tags=("Translators:",))
    for name, _line, ids, comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
        found.add(ids, locations=[(f"{package.name}/{name}", 0)], auto_comments=comments, context=context)
    return found


def catalogues() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, charset="utf-8")


def update_all() -> None:
    found = extracted()
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(found, no_fuzzy_matching=True)
        with path.open("wb") as file:
            # No header: its dates would be all that most changes change.
            write_po(file, catalogue, width=116, omit_header=True, ignore_obsolete=True, include_lineno=False)


def compile_all() -> None:
    for path in LOCALES.glob("*/LC_MESSAGES/*.po"):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def texts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """A message's forms: one, or one for each number where it is counted."""
    return (value or "",) if isinstance(value, str | None) else tuple(value)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def faults_of(message: Message) -> Iterator[str]:
    known = placeholders(texts(message.id)[-1])
    for text in texts(message.string):
        if not text:
            yield "没有译文"
        # "one entry" may leave its number out, a sentence without a count may not
        elif placeholders(text) != known and (not message.pluralizable or set(placeholders(text)) - set(known)):
            yield "占位符与原文不同"
    if message.fuzzy:
        yield "译文标着 fuzzy"


def faults(found: Catalog, catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """(what is wrong, the message) of each message that keeps the catalogue from being whole."""
    wanted = {(message.id, message.context) for message in found if message.id}
    present = {(message.id, message.context): message for message in catalogue if message.id}
    for key in wanted - present.keys():
        yield "目录里没有", texts(key[0])[0]
    for key in present.keys() - wanted:
        yield "代码里已没有", texts(key[0])[0]
    for key in wanted & present.keys():
        for fault in faults_of(present[key]):
            yield fault, texts(key[0])[0]


def check_all() -> int:
    """How many faults there are; each is told on a line of its own."""
    found = extracted()
    told = [
        f"{path.relative_to(PACKAGE.parent)}: {fault}: {text}"
        for path in catalogues()
        for fault, text in sorted(faults(found, read(path)))
    ]
    print("\n".join(told) or "catalogues are whole")
    if told:
        print(f"{len(told)} to mend: run `make messages`, then translate what is empty")
    return len(told)


def main(verb: str) -> int:
    if verb == "check":
        return 1 if check_all() else 0
    {"update": update_all, "compile": compile_all}[verb]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
