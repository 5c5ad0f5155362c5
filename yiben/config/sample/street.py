"""Who there is in the sample street: units, people and their posts."""

from __future__ import annotations

from dataclasses import dataclass

SINCE = "2023-01-01"


@dataclass(frozen=True)
class UnitSeed:
    """A node of the tree; `kind` is district, street, office or community, `parent` a name."""

    name: str
    short_names: tuple[str, ...]
    kind: str
    parent: str
    code: str


@dataclass(frozen=True)
class PostSeed:
    """A post of worker, officer, lead, auditor or admin; without lines it is of all of them."""

    kind: str
    unit: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonSeed:
    login: str
    name: str
    posts: tuple[PostSeed, ...]


DISTRICT = "望禾区"
STREET = "青棠街道"
PARTY_OFFICE = "党群工作办公室"
SOCIAL_OFFICE = "社会事务办公室"
ECONOMY_OFFICE = "经济发展办公室"
DEPUTIES_OFFICE = "人大工委办公室"

_OFFICES = (
    (PARTY_OFFICE, ("党群办", "党群工作办")),
    (SOCIAL_OFFICE, ("社会事务办", "社事办")),
    (ECONOMY_OFFICE, ("经发办", "经济发展办")),
    (DEPUTIES_OFFICE, ("人大办", "人大工委")),
)

# Short name, login, worker.
_COMMUNITIES = (
    ("河畔", "hepan", "沈若溪"),
    ("桥南", "qiaonan", "陆向晴"),
    ("桥北", "qiaobei", "傅安澜"),
    ("柳荫", "liuyin", "程予禾"),
    ("石榴园", "shiliuyuan", "顾念棠"),
    ("书院", "shuyuan", "叶知秋"),
    ("钟楼", "zhonglou", "秦慕云"),
    ("棠梨里", "tanglili", "苏见微"),
    ("东堤", "dongdi", "何以宁"),
    ("新苑", "xinyuan", "温如许"),
    ("学府", "xuefu", "白景行"),
    ("金桂", "jingui", "唐栖月"),
)

COMMUNITIES = tuple(f"{short}社区" for short, _, _ in _COMMUNITIES)
OFFICES = tuple(name for name, _ in _OFFICES)


def _units() -> tuple[UnitSeed, ...]:
    top = (
        UnitSeed(DISTRICT, ("望禾",), "district", "", "990101000000"),
        UnitSeed(STREET, ("青棠", "街道"), "street", DISTRICT, "990101001000"),
    )
    offices = (
        UnitSeed(name, short, "office", STREET, f"9901010019{number:02}")
        for number, (name, short) in enumerate(_OFFICES, start=1)
    )
    communities = (
        UnitSeed(f"{short}社区", (short, f"{short}社区居委会"), "community", STREET, f"990101001{number:03}")
        for number, (short, _, _) in enumerate(_COMMUNITIES, start=1)
    )
    return (*top, *offices, *communities)


def _workers() -> tuple[PersonSeed, ...]:
    return tuple(
        PersonSeed(f"{login}.worker", name, (PostSeed("worker", f"{short}社区"),))
        for short, login, name in _COMMUNITIES
    )


def _officer(login: str, name: str, *posts: PostSeed) -> PersonSeed:
    return PersonSeed(f"{login}.officer", name, posts)


def _of_line(*lines: str) -> PostSeed:
    return PostSeed("officer", STREET, lines)


def _writes_for(office: str) -> PostSeed:
    return PostSeed("worker", office)


_OFFICERS = (
    # Who assembles the street's report answers for all lines.
    _officer("union", "梁稚青", PostSeed("officer", STREET), _of_line("union"), _writes_for(PARTY_OFFICE)),
    _officer("youth", "谢远舟", _of_line("youth")),
    _officer("women", "宋微澜", _of_line("women")),
    _officer("redcross", "江一苇", _of_line("redcross"), _writes_for(SOCIAL_OFFICE)),
    _officer("liaison", "方既白", _of_line("liaison"), _writes_for(DEPUTIES_OFFICE)),
    _officer("volunteering", "林疏影", _of_line("volunteering")),
    _officer("learning", "许长亭", _of_line("learning")),
    _officer("enterprise", "邵怀瑾", _of_line("enterprise"), _writes_for(ECONOMY_OFFICE)),
)

# The second lead also reviews what the first one drafts: who drafts doesn't review.
_OTHERS = (
    PersonSeed("hepan.second", "季听雨", (PostSeed("worker", "河畔社区"), PostSeed("worker", STREET))),
    PersonSeed("first.lead", "贺明川", (PostSeed("lead", STREET),)),
    PersonSeed("second.lead", "严若谷", (PostSeed("lead", STREET),)),
    PersonSeed("auditor", "钱守拙", (PostSeed("auditor", DISTRICT),)),
    PersonSeed("admin", "姜一诺", (PostSeed("admin", STREET),)),
)

UNITS = _units()
PEOPLE = (*_workers(), *_OFFICERS, *_OTHERS)
