"""From blocks to the outline: what each number leads, what it is called, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from yiben.gongwen.document import Block, Finding, Node
from yiben.gongwen.numbering import LEVELS, NO_LABEL, RANKS, RUN_INS, Mark, fold, leading, run_ins

OUTSIDE = frozenset(
    {"title", "subtitle", "head", "docnum", "addressees", "date", "signature", "attachments", "page", "toc", "blank"}
)
_PROMISES = re.compile(r"\d|不少于|不低于|至少|每[年月季周半]")
_LIST_FOLLOWS = re.compile("如下|以下|下列|包括|要求$|做到$|即$|是$|为$")
_NAMED = re.compile(
    "(?:工作|建设|方面|任务|要求|目标|活动|服务|措施|保障|安排|重点|情况|问题|思路|原则|部分|项目|机制|管理|宣传|培训)$"
)
# 工会： on a line of its own; 责任单位： and the like say something of what stands above them.
_ALONE = re.compile(
    r"(?!.*(?:单位|部门|科室|人|员|时间|时限|地点|对象|领导|日期|附件|电话|抄送)：)[^，。；：、！？“”\d]{2,12}："
)
_OFFICIAL = ("一、", "（一）", "1.")


class Line(NamedTuple):
    """A line of a block (a soft break ends one), without blanks at its ends."""

    block: int
    start: int
    end: int
    mark: Mark | None
    first: bool


@dataclass
class _Draft:
    """A node while its children are still being found."""

    block: Block
    manner: str
    value: int
    number: str
    start: int
    end: int
    body: int
    rank: float
    title: str = ""
    level: int = 0
    children: list[_Draft] = field(default_factory=list)

    def node(self) -> Node:
        """Frozen, with all below it."""
        return Node(
            self.number,
            self.manner,
            self.level,
            self.title,
            self.block.text[self.start : self.end],
            self.block.index,
            self.start,
            self.end,
            self.body,
            tuple(child.node() for child in self.children),
        )


def outline(blocks: list[Block], first: int, last: int) -> tuple[tuple[Node, ...], list[Finding]]:
    """The nodes of blocks [first, last). The blocks of the list get their level and number."""
    inside = [at for at in range(first, last) if blocks[at].role not in OUTSIDE]
    lines = _promoted([line for at in inside for line in _lines(blocks, at)])
    tree = _Tree()
    for at, line in enumerate(lines):
        drafts = _drafts(blocks, lines, at, tree)
        for draft in drafts:
            tree.add(draft)
        if line.first:
            _note_level(blocks, line.block, drafts[0])
    findings = [*_respelled(blocks, lines), *_gaps(tree.roots)]
    return tuple(draft.node() for draft in tree.roots), findings


# Lines


def _lines(blocks: list[Block], at: int) -> Iterator[Line]:
    block = blocks[at]
    folded = fold(block.text)
    position = 0
    first = True
    for piece in folded.split("\n"):
        start = position + len(piece) - len(piece.lstrip())
        end = position + len(piece.rstrip())
        position += len(piece) + 1
        if start < end:
            yield Line(at, start, end, _mark(block, folded, start, end, first), first)
            first = False


def _mark(block: Block, folded: str, start: int, end: int, first: bool) -> Mark | None:
    if first and block.label:
        label = leading(fold(block.label) + " ")
        if label is None:
            return Mark("•", 0, start, start, block.label.strip())
        if label.manner != "•":
            return label._replace(start=start, end=start)
        return leading(folded, start, end) or Mark("•", 0, start, start, "")
    return leading(folded, start, end)


def _promoted(lines: list[Line]) -> list[Line]:
    """`1、` where `一、` is meant: it fills a place in the row 一、二、三, or leads （一）（二） where no 一、 is."""
    marks = [(at, line.mark) for at, line in enumerate(lines) if line.mark and line.mark.manner in _OFFICIAL]
    promoted = list(lines)
    leads_all = _digits_lead_all([mark for _, mark in marks])
    for position, (at, mark) in enumerate(marks):
        if mark.manner == "1." and (leads_all or _fills_a_gap(marks, position)):
            promoted[at] = lines[at]._replace(mark=mark._replace(manner="一、"))
            marks[position] = (at, mark._replace(manner="一、"))
    return promoted


def _fills_a_gap(marks: list[tuple[int, Mark]], position: int) -> bool:
    value = marks[position][1].value
    before = next((mark.value for _, mark in reversed(marks[:position]) if mark.manner == "一、"), 0)
    if value != before + 1:
        return False
    rest = [mark for _, mark in marks[position + 1 :]]
    upto = next((at for at, mark in enumerate(rest) if mark.manner == "一、"), None)
    if upto is None or rest[upto].value != value + 1:
        return False
    local = [mark for _, mark in marks[:position]]
    since = next((at for at in range(len(local) - 1, -1, -1) if local[at].manner == "一、"), -1)
    continues = any(mark.manner == "1." for mark in local[since + 1 :])
    return not continues and not any(mark.manner == "1." and mark.value == value + 1 for mark in rest[:upto])


def _digits_lead_all(marks: list[Mark]) -> bool:
    """In a text without any 一、, whose first number is 1. and which then goes on with （一）."""
    return [mark.manner for mark in marks[:2]] == ["1.", "（一）"] and all(mark.manner != "一、" for mark in marks)


def _respelled(blocks: list[Block], lines: list[Line]) -> Iterator[Finding]:
    for line in lines:
        if line.mark and line.mark.manner == "一、" and line.mark.number[:1].isdigit():
            text = blocks[line.block].text[line.start : line.end]
            yield Finding(blocks[line.block].index, f"这里的“{line.mark.number}”按一级标题读。", text[:40], "numbering")


def _note_level(blocks: list[Block], at: int, draft: _Draft) -> None:
    level = draft.level if draft.level <= 4 else 0
    blocks[at] = replace(blocks[at], level=level, number=draft.number)


# What a line holds


def _drafts(blocks: list[Block], lines: list[Line], at: int, tree: _Tree) -> list[_Draft]:
    """The nodes that a line begins, usually one, with what runs in below them."""
    line = lines[at]
    block = blocks[line.block]
    folded = fold(block.text)
    marks = run_ins(folded, line.mark.end if line.mark else line.start, line.end, line.mark)
    lead = line.mark or _unnumbered(block, folded, line, marks)
    if lead:
        marks = [lead, *marks]
    elif not marks or marks[0].start > line.start:
        marks = [Mark("paragraph", 0, line.start, line.start, ""), *marks]
    ends = [mark.start for mark in marks[1:]] + [line.end]
    flat = [_draft(block, folded, mark, end) for mark, end in zip(marks, ends, strict=True)]
    top = _nest(flat)
    for draft, mark in zip(flat, marks, strict=True):
        own = draft.children[0].start if draft.children else draft.end
        draft.title, draft.body = _title(block, folded, mark, own, followed=bool(draft.children))
    _rank(top, lines, at, tree)
    return top


def _draft(block: Block, folded: str, mark: Mark, end: int) -> _Draft:
    blanks = end - mark.end - len(folded[mark.end : end].rstrip()) if end > mark.end else 0
    level = LEVELS.get(mark.manner, 5 if mark.manner in RANKS else 0)
    if mark.manner.startswith("h"):
        level = min(mark.value, 4)
    return _Draft(
        block,
        mark.manner,
        mark.value,
        mark.number,
        mark.start,
        max(end - blanks, mark.end),
        mark.end,
        RANKS.get(mark.manner, 99.0),
        "",
        level,
    )


def _nest(flat: list[_Draft]) -> list[_Draft]:
    """What runs in stands below what it runs into; a number that counts on ends what was opened since."""
    top: list[_Draft] = []
    opened: list[_Draft] = []
    for draft in flat:
        _close(opened, draft)
        (opened[-1].children if opened else top).append(draft)
        for above in opened:
            above.end = draft.end
        opened.append(draft)
    return top


def _close(opened: list[_Draft], draft: _Draft) -> None:
    if draft.manner == "label":
        while opened and (opened[-1].manner in RUN_INS or opened[-1].manner in ("label", "①")):
            opened.pop()
        return
    same = next((at for at in range(len(opened) - 1, -1, -1) if opened[at].manner == draft.manner), None)
    if same is not None:
        del opened[same:]
    elif draft.manner not in RUN_INS and draft.value > 1:
        while opened and opened[-1].rank >= draft.rank:
            opened.pop()


def _rank(top: list[_Draft], lines: list[Line], at: int, tree: _Tree) -> None:
    for draft in top:
        if draft.manner in ("bold", "line", "label"):
            draft.rank = _rank_of_unnumbered(draft, lines, at, tree)
        elif draft.manner.startswith("h"):
            draft.rank = draft.value - 0.2


def _rank_of_unnumbered(draft: _Draft, lines: list[Line], at: int, tree: _Tree) -> float:
    """A heading without a number stands above the numbers that begin anew after it, else below what is open."""
    if (known := tree.rank_of(draft.manner)) is not None:
        return known
    following = next((line.mark for line in lines[at + 1 : at + 3] if line.mark), None)
    if following and following.value == 1 and following.manner in RANKS and following.manner not in RUN_INS:
        return RANKS[following.manner] - 0.5
    return tree.open_rank() + 0.5


# Titles


def _unnumbered(block: Block, folded: str, line: Line, marks: list[Mark]) -> Mark | None:
    """A heading without a number: by style, by bold type, in 【】, or a short line with nothing but a name."""
    text = folded[line.start : line.end]
    if re.match("【[^【】]{2,20}】", text):
        return Mark("line", 0, line.start, line.start, "")
    if marks and marks[0].start == line.start:
        return None
    if block.style_level and line.first and len(text) <= 60:
        return Mark(f"h{block.style_level}", block.style_level, line.start, line.start, "")
    short = len(text) <= 40 and not re.search("[。；]", text.rstrip("。：")) and not text.endswith(("；", "，", "、"))
    if (block.bold and short) or (line.first and line.start < block.lead <= line.start + 60 and _is_lead(block, text)):
        return Mark("bold", 0, line.start, line.start, "")
    if _ALONE.fullmatch(text) and not NO_LABEL.search(text) and not _LIST_FOLLOWS.search(text[:-1]):
        return Mark("line", 0, line.start, line.start, "")
    if len(text) <= 20 and not re.search(r"[。；：，！？、\d]", text) and (_NAMED.search(text) or block.centred):
        if NO_LABEL.match(text) or re.search("以下|如下|几|[一二三四五六七八九十两][个项大方件]", text):
            return None
        return Mark("line", 0, line.start, line.start, "")
    return None


def _is_lead(block: Block, text: str) -> bool:
    """Bold type at the head leads when it's a phrase of its own, not a word of emphasis in a sentence."""
    lead = fold(block.text[: block.lead]).strip()
    after = fold(block.text[block.lead :]).lstrip()[:1]
    return lead[-1:] in "。：！；" or after in ("。", "：") or (len(lead) >= 4 and lead[-1:] not in "，、")


def _title(block: Block, folded: str, mark: Mark, end: int, *, followed: bool) -> tuple[str, int]:
    """What a number's heading says, and where its text begins. No heading: "" and the end of the number."""
    if mark.manner == "label":
        return block.text[mark.start : mark.end].strip().rstrip("：:"), mark.end
    if mark.manner == "paragraph" or mark.end >= end:
        return "", mark.end
    content = folded[mark.end : end]
    length = _lead_length(block, folded, mark, end) or _heading_length(content, mark, followed)
    if not length:
        return "", mark.end
    title = block.text[mark.end : mark.end + length].strip().rstrip("。：:；;.，,、—* \u3000").strip("【】* ")
    body = mark.end + length
    return title, body + len(folded[body:end]) - len(folded[body:end].lstrip(" 。："))


def _lead_length(block: Block, folded: str, mark: Mark, end: int) -> int:
    if not mark.end < block.lead < end or block.lead - mark.end > 60:
        return 0
    lead = folded[mark.end : block.lead]
    return len(lead) if len(lead.strip()) >= 2 and not lead.rstrip().endswith(("，", "、")) else 0


def _heading_length(content: str, mark: Mark, followed: bool) -> int:
    if mark.manner == "line" and content.startswith("【"):
        return content.find("】") + 1
    if mark.manner in ("bold", "line") or mark.manner.startswith("h"):
        return len(content)
    sentence = re.search("[。！？]", content)
    stop = sentence.start() if sentence else len(content)
    rest = followed or bool(content[stop + 1 :].strip())
    if colon := _before_colon(content, stop, followed):
        return colon
    if parted := _before_blank(content[:stop], mark):
        return parted
    head = content[:stop]
    if not rest:
        return len(content) if _stands_alone(head, mark, closed=sentence is not None) else 0
    return stop + 1 if _short_enough(head, mark) and sentence else 0


def _before_colon(content: str, stop: int, followed: bool) -> int:
    found = re.match("[^，。；：（）—]{2,24}(?:，[^，。；：（）—]{2,12})?(?:：|——)", content[: stop + 1])
    if not found or (len(content) == found.end() and not followed) or _LIST_FOLLOWS.search(found[0][:-1]):
        return 0
    return found.end() if not _PROMISES.search(found[0]) else 0


def _before_blank(content: str, mark: Mark) -> int:
    found = re.match(r"([^ ，。；：“”《》（）\n]{4,20}) {1,4}(?=[^ \d][^ ]{8})", content) or re.match(
        r"([^ ，。；：“”《》（）\n]{2,20}) {2,6}(?=[^ ]{6})", content
    )
    if not found or mark.manner in RUN_INS or _PROMISES.search(found[1]):
        return 0
    return found.end()


def _stands_alone(head: str, mark: Mark, *, closed: bool) -> bool:
    """A line of its own is a heading when it reads as one: no end mark, or short and of a high level."""
    if mark.manner not in RUN_INS:
        head = head.rstrip().removesuffix("：")
    if head.rstrip().endswith(("；", "，", "、", "：")) or "；" in re.sub("（[^（）]*）", "", head):
        return False
    high = mark.manner in ("一、", "（一）", "第一部分", "第一章", "第一节")
    if closed:
        return high and len(head) <= 30 and not _PROMISES.search(head)
    return len(head) <= (60 if high else 40) and (high or not _PROMISES.search(head))


def _short_enough(head: str, mark: Mark) -> bool:
    if "；" in head or _PROMISES.search(re.sub("（[^（）]*）", "", head)):
        return False
    if mark.manner in RUN_INS or mark.manner == "①":
        return len(head) <= 20 and head.count("，") <= 1
    return len(head) <= (40 if mark.manner in ("一、", "（一）") else 30) and head.count("，") <= 2


# The tree


class _Tree:
    """The outline as it grows: what is open takes what comes next."""

    def __init__(self) -> None:
        self.roots: list[_Draft] = []
        self.opened: list[_Draft] = []

    def rank_of(self, manner: str) -> float | None:
        """The rank at which a kind of heading already stands open."""
        return next((draft.rank for draft in reversed(self.opened) if draft.manner == manner), None)

    def open_rank(self) -> float:
        """The rank of the innermost numbered heading."""
        return next((draft.rank for draft in reversed(self.opened) if draft.rank < 8), 0.0)

    def add(self, draft: _Draft) -> None:
        """Put a node, with all that runs in below it, where it belongs."""
        self._make_room(draft)
        (self.opened[-1].children if self.opened else self.roots).append(draft)
        if draft.manner != "paragraph":
            self.opened.append(draft)

    def _make_room(self, draft: _Draft) -> None:
        if draft.manner == "paragraph":
            while self.opened and self.opened[-1].rank >= 5:
                self.opened.pop()
            return
        same = next(
            (
                at
                for at in range(len(self.opened) - 1, -1, -1)
                if self.opened[at].manner == draft.manner and self.opened[at].rank == draft.rank
            ),
            None,
        )
        if same is not None:
            del self.opened[same:]
        elif draft.rank < 5 or draft.value > 1:
            while self.opened and self.opened[-1].rank >= draft.rank:
                self.opened.pop()


def _gaps(drafts: list[_Draft]) -> Iterator[Finding]:
    """Where official numbers jump or begin anew."""
    last: dict[str, _Draft] = {}
    for draft in drafts:
        yield from _gaps(draft.children)
        before = last.get(draft.manner)
        if draft.manner in ("一、", "（一）", "1.", "（1）") and before and draft.value != before.value + 1:
            again = draft.value <= before.value
            what = f"编号从“{before.number}”{'回到' if again else '跳到'}“{draft.number}”。"
            yield Finding(draft.block.index, what, draft.block.text[draft.start : draft.start + 40], "numbering")
        last[draft.manner] = draft
