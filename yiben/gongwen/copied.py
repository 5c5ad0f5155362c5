"""What copying does to a text: page numbers in mid-sentence, one sentence broken over lines. Here it's undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from yiben.gongwen._quantities import quantities
from yiben.gongwen.document import Block, Finding, Paragraph
from yiben.gongwen.numbering import fold, leading, run_ins

_DASH = "[-—–－─―‐~·]"
_LONG = "[—–－─―]"
_PAGE_LINE = re.compile(
    rf"(?:{_DASH} ?){{1,4}}\d{{1,3}} ?(?:{_DASH} ?){{1,4}}"
    r"|第 ?\d+ ?页(?:[ ，、/]*共 ?\d+ ?页)?|\d{1,3} ?/ ?\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")
_PAGE_INSIDE = re.compile(
    rf"(?<![\dA-Za-z])(?: ?{_LONG}| ?(?<![a-z0-9-])-){{1,2}} ?\d{{1,3}} ?"
    rf"(?:{_LONG} ?|- ?(?![a-z0-9-])){{1,2}}(?![\dA-Za-z%])"
    r"|(?<=[\u4e00-\u9fff，、]) ?第 ?\d{1,3} ?页 ?共 ?\d{1,3} ?页 ?(?=[\u4e00-\u9fff，、])"
    rf"|(?<=[\u4e00-\u9fff，、；])\n *(?:{_DASH} ?){{0,2}}\d{{1,3}} ?(?:{_DASH} ?){{0,2}}\n *(?=[\u4e00-\u9fff，、；])"
)
_STRAY = re.compile(r"(?<=[\u4e00-\u9fff，、]) +(\d{1,3}) +(?=[\u4e00-\u9fff])")
_CLOSED = re.compile(r"[。！？；：….)）】〕」』”]$")


def blocks_of(paragraphs: list[Paragraph]) -> tuple[list[Block], list[Finding]]:
    """The flow of the text, whole sentences in it again, and what was taken out."""
    findings: list[Finding] = []
    stray = _go_up(paragraphs)
    blocks = [_block(paragraph, findings, stray) for paragraph in paragraphs]
    _mark_page_numbers(blocks, findings)
    if width := _wrapped_at(blocks):
        findings.append(Finding(None, "文字是按行折断的（像是从 PDF 复制的），已把断开的行接起来。", "", "wrapped"))
        return _unwrap(blocks, width), findings
    return _rejoin(blocks), findings


def _go_up(paragraphs: list[Paragraph]) -> bool:
    """True when numbers that count nothing stand between blanks and go up by one: the pages of a copied text."""
    seen: list[int] = []
    for paragraph in paragraphs:
        for found in _stray(paragraph.text):
            if seen and int(found[1]) != seen[-1] + 1:
                return False
            seen.append(int(found[1]))
    return len(seen) > 1


def _stray(text: str) -> Iterator[re.Match[str]]:
    return (found for found in _STRAY.finditer(fold(text)) if _counts_nothing(text, found))


def _counts_nothing(text: str, found: re.Match[str]) -> bool:
    near = max(0, found.start() - 20)
    mentions = quantities(text[near : found.end() + 20])
    return not any(mention.unit for mention in mentions if mention.start + near <= found.start(1) < mention.end + near)


def _block(paragraph: Paragraph, findings: list[Finding], stray: bool) -> Block:
    text, lead = paragraph.text, paragraph.lead
    kept, position = [], 0
    for found in _pages_inside(text, stray):
        findings.append(Finding(paragraph.index, "句中夹着页码，已略去。", found[0].strip(), "page"))
        kept.append(text[position : found.start()])
        position = found.end()
        lead -= len(found[0]) if found.start() < paragraph.lead else 0
    text = "".join(kept) + text[position:]
    return Block(
        paragraph.index,
        text,
        role="body" if text.strip() else "blank",
        label=paragraph.label,
        lead=max(lead, 0),
        bold=paragraph.bold,
        centred=paragraph.centred,
        style_level=paragraph.style_level,
        covers=(paragraph.index,),
    )


def _pages_inside(text: str, stray: bool) -> list[re.Match[str]]:
    """The page numbers that stand within a sentence; what only looks like one at an end of the text is left."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    found = [page for page in _PAGE_INSIDE.finditer(text) if first < page.start() and page.end() < last]
    return found or (list(_stray(text)) if stray else [])


def _mark_page_numbers(blocks: list[Block], findings: list[Finding]) -> None:
    for at, block in enumerate(blocks):
        line = fold(block.text).strip()
        if _PAGE_LINE.fullmatch(line) or _BARE.fullmatch(line):
            blocks[at] = replace(block, role="page")
            findings.append(Finding(block.index, "单独一行的页码，已略去。", line, "page"))


def _rejoin(blocks: list[Block]) -> list[Block]:
    """A sentence in two paragraphs is one again, where a page number cut it or a comma shows that it goes on."""
    joined: list[Block] = []
    cut: int | None = None  # where the block stands that waits for its other half
    for block in blocks:
        if block.role == "page":
            cut = _open_end(joined)
        elif block.role == "body":
            half = _hanging(joined) if cut is None else cut
            cut = None
            if half is not None and _continues(block):
                joined[half] = _join(joined[half], block)
                continue
        joined.append(block)
    return joined


def _hanging(joined: list[Block]) -> int | None:
    ends_open = bool(joined) and joined[-1].role == "body" and joined[-1].text.rstrip().endswith(("，", "、"))
    return len(joined) - 1 if ends_open else None


def _open_end(joined: list[Block]) -> int | None:
    for at in range(len(joined) - 1, -1, -1):
        if joined[at].role == "body":
            text = joined[at].text.rstrip()
            return None if _CLOSED.search(text) or len(text) < 12 or joined[at].bold else at
    return None


def _continues(block: Block) -> bool:
    folded = fold(block.text)
    return not (block.label or block.centred or block.bold or leading(folded) or _opens_series(folded))


def _opens_series(folded: str) -> bool:
    marks = run_ins(folded, 0, min(len(folded), 200))
    return bool(marks) and not folded[: marks[0].start].strip()


def _join(first: Block, second: Block) -> Block:
    before, after = first.text.rstrip(), second.text.lstrip()
    return replace(first, text=before + after, covers=first.covers + second.covers)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text.rstrip())


def _wrapped_at(blocks: list[Block]) -> int:
    """The common width of the lines of a text that was broken by width, else 0.

    Half of the lines are full; or fewer, but none is wider and hardly any of the full ones ends a sentence.
    """
    widths = [_width(block.text) for block in blocks if block.role == "body" and "\n" not in block.text]
    if len(widths) < 8:
        return 0
    widest = sorted(widths)[int(len(widths) * 0.9)]
    if not 36 <= widest <= 120:
        return 0
    full = [block for block in blocks if block.role == "body" and widest - 5 <= _width(block.text) <= widest + 4]
    open_ended = sum(not _CLOSED.search(block.text.rstrip()) for block in full)
    mostly_full = len(full) * 2 >= len(widths) and open_ended * 2 > len(full)
    cut_alike = open_ended >= 4 and len(full) * 4 >= len(widths) and open_ended * 5 >= len(full) * 4
    return widest if mostly_full or (cut_alike and max(widths) <= widest + 4) else 0


def _turned_over(joined: list[Block]) -> bool:
    """Whether nothing but blanks stand between here and a page number."""
    before = next((block for block in reversed(joined) if block.role != "blank"), None)
    return before is not None and before.role == "page"


def _unwrap(blocks: list[Block], width: int) -> list[Block]:
    joined: list[Block] = []
    cut: int | None = None
    torn: int | None = None  # the line above a blank: behind a page number it goes on
    for block in blocks:
        if block.role == "blank":
            cut, torn = None, torn if cut is None else cut
        elif block.role == "page":
            cut = torn if cut is None else cut
            torn = cut
        if block.role == "body":
            cut = torn if cut is None and _turned_over(joined) else cut
            torn = None
            line_width = _width(block.text)
            if cut is not None and _continues(block) and not block.text.startswith(("\u3000\u3000", "    ")):
                joined[cut] = _join(joined[cut], block)
            else:
                joined.append(block)
                cut = len(joined) - 1
            full = line_width >= width - 5 and not re.search("[。！？：]$", block.text.rstrip())
            cut = cut if full else None
            continue
        joined.append(block)
    return joined
