"""Where it was: a place that the brief names as such. 在辖区 and 走进社区 name none."""

from __future__ import annotations

import re

from yiben.ledger.briefing.drafts import Span

_ENDS = (
    "广场|中心|会议室|活动室|办公室|多功能厅|展厅|大厅|教室|厅|室|站|所|驿站|小区|公园|游园|学校|小学|中学|幼儿园|大学|门口|门前|入口|出入口|院|院内|敬老院|养老院|医院|馆|楼|大厦|基地|书屋|书吧|书店|家园|花园|嘉园|新村|苑|路口|路段|路|街|市场|超市|商场|商圈|礼堂|影院|剧院|剧场|会堂"
    "|营地|公司|厂区|车间|工地|园区|产业园|校园|操场|球场|体育场|步道|绿道|河边|河岸|沿岸|湖边|之家|阵地|长廊|凉亭|亭|空地|车站|地铁站|银行|食堂|餐厅|咖啡馆|茶室|市集|集市|点位|服务点|议事厅|讲堂|课堂|学堂|联络站|党校|田间|农场|果园|楼下|楼前|一楼|二楼|三楼|四楼|广场上|场地|大院|桥|里|街区|宿舍|仓库|港湾|空间"
)
_IN = re.compile(
    rf"(?:在|于|走进|前往|赴|来到|走入|地点[:：]|地点(?:设)?在|(?<=活动)地址[:：])\s*(?P<place>[^，。；;：:！？\n]{{2,30}}?(?:{_ENDS}))(?=开展|举办|举行|召开|组织|进行|为|，|。|,|；|\n|内|设|（|\(|启动|集中|正式|成功|顺利|热闹|圆满|拉开|如期|隆重|看望|慰问|开讲|开课|联合|共同|面向|向|对|上演|欢乐|里|$|“|走访|、)"
)
_LABELLED = re.compile(r"(?:活动)?(?:地点|地址|场所)\s*[:：]\s*(?P<place>[^，。；;\n]{2,40})")
_NONE = re.compile(
    "(?:活动|现场|之际|期间|过程|当天|当日|前夕|主题|指导|支持|带领|号召|基础|方面|服务中|活动中|日常|工作|帮助|组织|会议|上午|下午|讲解|全国|全市|全区|大家|每|辖区内?各|各小区|各社区|各楼|各村|各路口|群众|心里|线上|网上|平台|微信|重点|生活|学习|志愿者|党员|培训|看望|慰问|了解|传统|来临|到来|之中|建设|一起|其中)"
)
_BARE = re.compile(
    "^(?:我)?(?:辖区|社区|本社区|街道|小区|辖区内|各小区|企业|校园|学校|商圈|工地|居民家中|家中|公园|广场|一线|基层|辖区各小区|辖区小区|辖区(?:企业|学校|工地|商圈|重点场所|公园|广场|道路|街道|路口|单位|超市|医院)|会上|所|路|站|现场|主要路口|田间|户外|大街|街)$"
)


def place_in(text: str, start: int, end: int, own: frozenset[str]) -> tuple[str, Span] | None:
    """The first place named between two places of a text; the names of the unit itself are none."""
    labelled = _LABELLED.search(text, start, end)
    if labelled:
        return _plain(labelled)
    for found in _IN.finditer(text, start, end):
        words = found["place"]
        if _NONE.search(words) or _BARE.match(words) or words in own:
            continue
        return _plain(found)
    return None


def _plain(found: re.Match[str]) -> tuple[str, Span] | None:
    words = found["place"]
    bare = words.strip().rstrip("）)") if "（" not in words and "(" not in words else words.strip()
    at = found.start("place") + words.index(bare)
    return (bare, Span(at, at + len(bare))) if bare else None
