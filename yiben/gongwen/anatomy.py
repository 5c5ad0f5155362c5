"""Which paragraph is the title, who is addressed, who signs and when, and where an annex begins."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from yiben.gongwen.document import Block, Finding
from yiben.gongwen.numbering import fold, leading

_KINDS = (
    "通知|通报|意见|方案|要点|计划|报告|总结|汇报|材料|纪要|办法|规定|细则|讲话|函|请示|批复|决定|决议|公告|通告|公示|清单|"
    "规划|安排|制度|倡议书|简报|思路|任务|公报|提纲|章程|指南|说明|记录|分工|一览表|任务表|汇总表|打算|设想|部署|台账"
)
_KIND_END = re.compile(rf"(?:{_KINDS})(?:表|书)?(?:（[^（）]{{1,20}}）)?$")
_DOCNUM = re.compile(r"[\u4e00-\u9fff]{1,20} ?[〔\[（【［] ?(?:19|20)\d{2} ?[〕\]）】］] ?第?\d{1,4} ?号")
_ORGAN = re.compile(
    r"(?:街道|街办|乡|镇|区|县|市|省|办事处|工委|党委|支部|总支|委员会|工会|团委|妇联|红十字会|联合会|协会|人大|政协|政府|社区|办公室|"
    r"中心|局|科|所|处|厅|部|院|校|公司|小组|领导小组|居委会|村委会|总工会|团工委|指挥部|工作组)$"
)
_ADDRESSED = re.compile(
    "各|社区|单位|部门|科室|街道|委员会|办公室|站|所|局|同志|公司|学校|中心|协会|代表|委员|工会|支部|党委|党组|居委会|妇联|团委|"
    "居民|朋友|政府|部$|科$|委$|办$"
)
_NOT_ADDRESSED = re.compile(
    "如下|现将|现就|汇报|通知|以下|按照|根据|要求|工作：|时间|地点|参加|主持|记录|联系|附件|抄送|主题|议题|目标"
)
_HEAD_LINE = re.compile(
    r"(?:特急|加急|平急|特提|绝密|机密|秘密|内部|急件)(?:[★*].*)?|\d{6}|签发人.*|发布(?:日期|时间|机构).*|索引号.*|来源.*|(?:成文|生成)日期.*|"
    r"发文(?:字号|机关|日期).*|主题分类.*|信息来源.*|浏览次数.*|•?字[体号].*|（?此(?:件|页).*|作者.*|公开(?:属性|方式).*|文号.*|"
    r"标题：.*|有效性.*|•?[|｜]+|•?打印.*|•?分享.*|•?关闭.*|您?的?(?:当前)?位置.*|首页(?:>.*)?|时间：(?:19|20)\d\d.*|\[?【?大中小】?\]?|"
    r"下载|全屏|收藏|加大|还原|减小|[>＞»×【】大中小]{1,3}|【字[体号]：.*|阅读量.*|发表时间：?|"
    "[\u4e00-\u9fff]{2}(?:要闻|动态|新闻|专栏)|政[务府]信息(?:公开)?|政务公开"
)
_TAIL_LINE = re.compile(
    r"(?:主题词|抄送|抄报|主送|印发|分送|联系人|联系电话|校对|（?此件|（?联系|共印).*|.*\d{1,2}月\d{1,2}日 ?印发?。?"
)
_WEB_TAIL = re.compile(
    "扫一扫.*|(?:【?(?:打印|关闭|收藏|返回|纠错)[^，。；】]{0,6}】?){1,4}|(?:©|Copyright|版权所有).*|.*ICP备.*|网站标识码.*|上一篇.*|下一篇.*|责任编辑：.*|"
    "分享到.*|相关(?:链接|阅读|新闻|附件|报道|文档)：?|（来源：[^（）]{2,20}）|(?:责任)?编辑：[^，。；]{2,20}|[|｜×]"
)
_GREETING = re.compile(
    "同志们|大家好|各位(?:领导|代表|委员|同志|来宾|执委)[、，各位代表委员领导同志们来宾]{0,20}|尊敬的[^，。；]{2,30}"
)
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_BYLINE = re.compile(
    "[\u4e00-\u9fff]{0,16}(?:书记|主席|主任|部长|会长|院长|省长|市长|区长|县长|镇长|乡长)[\u4e00-\u9fff]{2,4}"
)
_HELD = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日在[^，。；：]{4,50}(?:会议|大会|会)上?")
_CLOCK = re.compile(r" \d{1,2}[：时]\d{2}(?:[：分](?:\d{2})?)?$")
_AREAS = re.compile("各(?:省|市|区|县|旗|乡|镇|乡镇|街道|镇街)")
_ANNEX = re.compile(r"附 ?(?:件|录|表)? ?(?:[\d一二三四五六七八九十]{1,2})? ?：?")
_ANNEX_NOTE = re.compile(r"附 ?件 ?\d{0,2} ?：.+", re.DOTALL)
_TOC_LINE = re.compile(r".{2,60}?(?:[.·…]{3,}|\t) ?\d{1,3}")
_CN_DIGITS = {**{char: digit for digit, char in enumerate("〇一二三四五六七八九")}, **dict.fromkeys("○零ＯO0", 0)}
_CN_YEAR = "[二一][〇○零ＯO0一二三四五六七八九]{3}"
_DATE = re.compile(
    rf"(?P<year>(?:19|20)\d{{2}}|{_CN_YEAR}) ?年 ?(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) ?月 ?"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?[日号]"
    r"|(?P<y>(?:19|20)\d{2})(?P<sep>[-./])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
)
_MARKED_DATE = re.compile(r"(?:(?:发布|成文|印发|发文|生成|发表)(?:日期|时间)|时间(?= ?： ?\d{4}-)) ?： ?(.+)")


@dataclass
class Front:
    """What stands before the text of one document: title, docnum, addressees, a date under the title."""

    title: str = ""
    subtitle: str = ""
    docnum: str = ""
    organ: str = ""
    addressees: tuple[str, ...] = ()
    date: datetime.date | None = None
    noted: datetime.date | None = None  # in the subtitle: when a meeting passed it
    posted: datetime.date | None = None  # when a web page published it
    after: int = 0
    title_at: int | None = None


@dataclass
class Anatomy:
    """The parts of a file, each with its front; sign-off of the first."""

    fronts: list[Front] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    signed: str = ""
    dated: datetime.date | None = None
    findings: list[Finding] = field(default_factory=list)


def anatomy(blocks: list[Block]) -> Anatomy:
    """Find the parts and their fronts. Roles are written into the blocks of the given list."""
    found = Anatomy()
    _mark_contents(blocks)
    start = 0
    while start < len(blocks):
        front = _front(blocks, start, found.findings)
        found.starts.append(start)
        found.fronts.append(front)
        start = _sign_off_and_next(blocks, front, found)
    return found


def squeeze(text: str) -> str:
    """Without any blank: titles are often spread out."""
    return re.sub(r"\s", "", text)


def _mark_contents(blocks: list[Block]) -> None:
    """A table of contents repeats the headings; it isn't read."""
    lines = [at for at, block in enumerate(blocks[:200]) if _TOC_LINE.fullmatch(block.text.strip())]
    if len(lines) >= 3:
        for at in lines:
            blocks[at] = replace(blocks[at], role="toc")
    for at, block in enumerate(blocks[:60]):
        if squeeze(block.text) in ("目录", "目次"):
            blocks[at] = replace(block, role="toc")


# The front


def _front(blocks: list[Block], start: int, findings: list[Finding]) -> Front:
    front = Front(after=start)
    for at in range(start, min(start + 40, len(blocks))):
        block = blocks[at]
        if block.role in ("blank", "page", "toc"):
            continue
        role = _front_role(block, at, front, blocks, findings)
        if not role:
            break
        blocks[at] = replace(block, role=role)
        front.after = at + 1
        if role == "addressees":
            break
    return front


def _front_role(block: Block, at: int, front: Front, blocks: list[Block], findings: list[Finding]) -> str:
    """What a line in front of the text is, "" when the text has begun. Notes in the front what it says."""
    line = fold(block.text).strip()
    plain = squeeze(line)
    if _ANNEX.fullmatch(plain) and not front.title:
        return "attachments"
    if len(plain) > 120 or len(blocks[at].text) > 300:
        return ""
    if found := _MARKED_DATE.match(line):
        front.posted = front.posted or date_in(found[1])
        return "head"
    if _HEAD_LINE.fullmatch(plain) and len(plain) < 60:
        return "head"
    if _answers_a_head(blocks, at, plain):
        front.posted = front.posted or date_in(line)
        return "head"
    if _DOCNUM.match(plain) and len(plain) < 45 and not plain.endswith(("通知", "规定")):
        front.docnum = front.docnum or _DOCNUM.match(plain)[0]  # type: ignore[index]
        return "docnum"
    if not front.title and plain.endswith("文件") and len(plain) <= 40 and not re.search("[，。；：]", plain):
        front.organ = plain.removesuffix("文件")
        return "head"
    if _date_line(line, front.title, block, front, findings):
        return "date"
    if front.title and _is_addressees(plain, blocks, at):
        front.addressees = _addressees(plain)
        return "addressees"
    return _title_role(blocks, line, plain, at, front)


def _answers_a_head(blocks: list[Block], at: int, plain: str) -> bool:
    """来源： has what it names on the next line."""
    above = next((block for block in reversed(blocks[:at]) if block.role != "blank"), None)
    asked = above and above.role == "head" and re.fullmatch("[^：]{2,6}：", squeeze(fold(above.text)))
    return bool(asked) and len(plain) <= 24 and not re.search("[，。；：！]$", plain) and not _KIND_END.search(plain)


def _date_line(line: str, title: str, block: Block, front: Front, findings: list[Finding]) -> bool:
    said = line.strip("（）() ")
    inner = _CLOCK.sub("", said)
    if not _DATE.fullmatch(inner):
        return False
    if inner != said:  # with the time of day: when a page was put up
        front.posted = front.posted or date_in(inner)
        return True
    front.date = date_in(inner)
    if front.date is None:
        findings.append(Finding(block.index, "没有这一天，日期没有读。", inner, "date"))
    return True


def _title_role(blocks: list[Block], line: str, plain: str, at: int, front: Front) -> str:
    block = blocks[at]
    numbered = leading(fold(block.text)) or block.label
    if front.title and not numbered:
        goes_on = front.subtitle and re.fullmatch("[^，。；：]{2,30}(?:会议|大会|全会)上", plain)
        below = re.fullmatch("（[^（）]{2,60}）", plain) or re.match("[—―-]{1,2}[^—―]", plain) or _HELD.fullmatch(plain)
        if goes_on or below:
            front.subtitle += plain.strip("（）—―-") if goes_on or not front.subtitle else ""
            front.noted = front.noted or date_in(plain)
            return "subtitle"
        if _continues_title(plain, front, at, block):
            front.title += plain
            front.title_at = at
            return "title"
        if _is_organ(plain) and block.style_level < 2:
            front.organ = front.organ or plain
            return "head"
        named = _BYLINE.fullmatch(plain) or (block.centred and _NAME.fullmatch(plain))
        return "head" if named else ""
    if front.title or numbered or plain[0] == "【" or not _title_like(plain):
        return ""
    if not _KIND_END.search(plain) and _heads_a_list(blocks, at, block):
        return ""
    if _is_organ(plain) and not _KIND_END.search(plain) and _title_follows(blocks, at):
        front.organ = front.organ or plain
        return "head"
    front.title, front.title_at = plain.strip("《》") if plain.startswith("《") else plain, at
    return "title"


def _heads_a_list(blocks: list[Block], at: int, block: Block) -> bool:
    """A short first line straight above 1. or （一） is a heading of the text rather than its title."""
    return _list_follows(blocks, at) and len(block.text) <= 14 and not block.centred


def _list_follows(blocks: list[Block], at: int) -> bool:
    following = next((other for other in blocks[at + 1 : at + 4] if other.role == "body"), None)
    mark = leading(fold(following.text)) if following else None
    return bool(mark and mark.manner in ("1.", "（一）"))


def _title_follows(blocks: list[Block], at: int) -> bool:
    """True when a whole title stands below a line that only names a body; a year or 关于 goes on with that line."""
    following = [squeeze(fold(block.text)) for block in blocks[at + 1 : at + 8] if block.role == "body"][:4]
    if not following or re.match(r"\d|关于", following[0]):
        return False
    return any(_title_like(plain) and _KIND_END.search(plain) and not leading(plain) for plain in following)


def _title_like(plain: str) -> bool:
    """Short, no sentence: no full stop, no semicolon, no colon at its end."""
    return 2 <= len(plain) <= 80 and not re.search("[。；！？：]$|[。；]", plain) and plain.count("，") <= 2


def _is_organ(plain: str) -> bool:
    return bool(_ORGAN.search(plain)) and len(plain) <= 30 and not re.search("[，。；：]", plain)


def _continues_title(plain: str, front: Front, at: int, block: Block) -> bool:
    if front.title_at is None or len(plain) > 45 or re.search("[。；：，！]", plain) or block.style_level > 1:
        return False
    if front.organ == plain or (_ORGAN.search(plain) and _KIND_END.search(front.title)):
        return False
    return not _KIND_END.search(front.title) and bool(_KIND_END.search(plain) or block.centred)


def _is_addressees(plain: str, blocks: list[Block], at: int) -> bool:
    """各社区： above a text; 工会： above a list is a heading."""
    if len(plain) > 120 or "。" in plain or leading(plain):
        return False
    if _GREETING.fullmatch(plain.rstrip("：，！")):
        return True
    if not plain.endswith("："):
        return plain.startswith("各") and _begins_as_a_notice(blocks, at)
    named = _ADDRESSED.search(plain[:-1]) and not _NOT_ADDRESSED.search(plain)
    return bool(named) and not _list_follows(blocks, at)


def _begins_as_a_notice(blocks: list[Block], at: int) -> bool:
    """The colon is forgotten, but what follows is how a notice begins."""
    following = next((other for other in blocks[at + 1 : at + 4] if other.role == "body"), None)
    return bool(following and re.match("(?:现将|现就|为|根据|按照|经)", fold(following.text).strip()))


def _addressees(plain: str) -> tuple[str, ...]:
    """Split at commas outside brackets: 各县（市、区）委 is one."""
    names, depth, name = [], 0, ""
    for char in plain.rstrip("："):
        depth += (char in "（《") - (char in "）》")
        if char in "，、；" and depth <= 0:
            names.append(name)
            name = ""
        else:
            name += char
    return tuple(_areas_joined(filter(None, (*names, name))))


def _areas_joined(names: Iterable[str]) -> list[str]:
    """各乡镇、街道妇联 is one: the first names an area without saying whose body is meant."""
    joined: list[str] = []
    for name in names:
        if joined and _AREAS.fullmatch(joined[-1]) and not name.startswith("各"):
            joined[-1] += f"、{name}"
        else:
            joined.append(name)
    return joined


# The end of a document and the beginning of the next


def _sign_off_and_next(blocks: list[Block], front: Front, found: Anatomy) -> int:
    """Mark sign-off and tail; the position where another document begins, or the end."""
    near = "\n".join(block.text for block in blocks[: front.after + 5])
    named = {squeeze(name) for name in re.findall("《([^《》]{4,80})》", near)} - {front.title}
    closed = False
    for at in range(front.after, len(blocks)):
        block = blocks[at]
        if block.role in ("blank", "page", "toc"):
            continue
        line = fold(block.text).strip()
        plain = squeeze(line)
        if len(plain) <= 80 and _begins_document(blocks, at, plain, named, closed, front):
            return at
        if len(plain) > 90:
            continue
        if _GREETING.fullmatch(plain.rstrip("：，！")):
            blocks[at] = replace(block, role="addressees")
            continue
        if signed := _signature(line):
            _sign(blocks, at, front, signed, found)
            closed = True
        elif _WEB_TAIL.fullmatch(plain) or ((closed or found.dated) and _TAIL_LINE.fullmatch(plain)):
            blocks[at] = replace(block, role="head")
        elif not closed and (_ANNEX_NOTE.fullmatch(line) or _one_more_annex(blocks, at, line)):
            blocks[at] = replace(block, role="attachments")
    return len(blocks)


def _one_more_annex(blocks: list[Block], at: int, line: str) -> bool:
    """附件：1.… is followed by a line for 2.…"""
    above = next((block for block in reversed(blocks[:at]) if block.role != "blank"), None)
    return bool(above and above.role == "attachments" and re.fullmatch(r"\d{1,2} ?[.、．][^。；]{2,70}", line))


def _begins_document(blocks: list[Block], at: int, plain: str, named: set[str], closed: bool, front: Front) -> bool:
    block = blocks[at]
    if at == front.after and not front.title:
        return False
    if _ANNEX.fullmatch(plain) and (block.text.strip()[-1:] not in "：:" or closed):
        return True
    if not _title_like(plain) or leading(fold(block.text)) or block.label or _signature(fold(block.text).strip()):
        return False
    if plain in named:
        return True
    return closed and bool(_KIND_END.search(plain)) and not _TAIL_LINE.fullmatch(plain) and not plain.startswith("附")


def _signature(line: str) -> str | None:
    """The date at the end of a line that is a signature and date, or a date alone."""
    *_, found = (None, *_DATE.finditer(line))
    if found is None or found.end() < len(line.rstrip("）) ")) or len(line) > 70:
        return None
    before = line[: found.start()].strip("（( \n")
    if re.search("[，。；：、]", before) or (before and not _ORGAN.search(squeeze(before))):
        return None
    return found[0]


def _sign(blocks: list[Block], at: int, front: Front, signed: str, found: Anatomy) -> None:
    date = date_in(signed)
    if date is None:
        found.findings.append(Finding(blocks[at].index, "没有这一天，日期没有读。", signed, "date"))
    own = squeeze(fold(blocks[at].text).replace(signed, "")).strip("（）")
    names = [own] if own else []
    blocks[at] = replace(blocks[at], role="date")
    before = at - 1
    while before >= front.after and len(names) < 4:
        plain = squeeze(fold(blocks[before].text))
        if blocks[before].role == "body":
            if not _is_organ(plain) or leading(plain):
                break
            names.insert(0, plain)
            blocks[before] = replace(blocks[before], role="signature")
        before -= 1
    front.date = front.date or date
    front.organ = front.organ or "、".join(names)
    found.signed = found.signed or "、".join(names)
    found.dated = found.dated or date


def date_in(text: str) -> datetime.date | None:
    """The first date in a text, in digits or in Chinese numerals; None when there's no such day."""
    found = _DATE.search(fold(text))
    if not found:
        return None
    year, month, day = (found[name] or found[short] for name, short in (("year", "y"), ("month", "m"), ("day", "d")))
    try:
        return datetime.date(_year(year), _ordinal(month), _ordinal(day))
    except ValueError:
        return None


def _year(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    return int("".join(str(_CN_DIGITS.get(char, 0)) for char in text))


def _ordinal(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CN_DIGITS[text] if len(text) == 1 else 0
    return (_CN_DIGITS[tens] if tens else 1) * 10 + (_CN_DIGITS.get(ones, 99) if ones else 0)


def organ_of_title(title: str) -> str:
    """关于… and a year end the name of the body that a title begins with: 电厂街道2023年度工作要点."""
    inner = re.search("(?:印发|转发|下发|报送)(?:<|〈|《)+([^《》]+)", title)
    text = inner[1] if inner else title
    found = re.match(rf"(?P<organ>[^\d《》（]{{2,30}}?)(?=关于|(?:19|20)\d\d|{_CN_YEAR}|年度|工作要点)", text)
    organ = found["organ"] if found else ""
    return organ if _ORGAN.search(organ) else ""


_PLAIN_KINDS = (
    ("minutes", "纪要|会议记录"),
    ("report", "总结|汇报|报告|材料|讲话|简报"),
    ("plan", "要点|重点工作|月历|打算|设想|计划|任务|安排|思路|分工|清单"),
    ("scheme", "方案|细则|办法"),
    ("notice", "通知|通报|意见|函|公告"),
)


def kind_of_title(title: str) -> str:
    """plan, notice, report, minutes, scheme, or other."""
    ends = title.rstrip("》）")
    found = [(ends.rfind(word), kind) for kind, words in _PLAIN_KINDS for word in words.split("|") if word in ends]
    return max(found)[1] if found else "other"
