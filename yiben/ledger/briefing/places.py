"""Where it was: a place that the brief names as such. 在辖区 and 走进社区 name none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yiben.ledger.briefing.drafts import Span, Words

_ENDS = (
    "[一二三四五六七八九十附][小中]|架空层|连廊|中庭|广场|中心|会议室|活动室|办公室|多功能厅|展厅|大厅|教室|厅|室|站点|站|所|绿地|驿站|小区|公园|游园|陵园|学校|小学|中学|幼儿园|大学|教学点|[东南西北]门|大门|桥头|码头|门口|门前|入口|出入口|敬老院|养老院|医院|院|馆|楼|大厦|基地|书屋|书吧|书店|家园|花园|嘉园|新村|苑|路口|地铁口|口|路段|路|街|市场|超市|商场|商圈|礼堂|影院|影城|剧院|剧场|会堂"
    "|营地|公司|厂区|车间|工地|园区|产业园|众创园|软件园|园|校园|操场|球场|体育场|晒谷场|谷场|晒场|大?舞台|院内|步道|绿道|河边|河岸|沿岸|湖边|之家|阵地|长廊|凉亭|亭|空地|停车场|早市|夜市|平房区|高新区|开发区|经开区|景区|车站|地铁站|银行|食堂|餐厅|咖啡馆|茶室|集市|点位|服务点|讲堂|课堂|学堂|党校|农场|果园|楼下|楼前|[一二三四五六]楼|大院|院落|桥|街区|宿舍|仓库|港湾|空间|社区|村|城|考点|站台|礼仪广场|示范点|纪念馆|俱乐部|小屋|献血屋|[东西南北前后中老]巷|巷|弄堂|胡同|[河江大]堤|菜场|桥下|戏台|祠堂|车棚"
)
_AROUND = "(?:门口|门前|大门口|内|外|里|旁|前|附近|周边|一带|旁边|外侧|沿线)?"
_VERBS = "开展|举办|举行|召开|组织|进行|为|启动|集中|正式|成功|顺利|热闹|圆满|拉开|连|检查|检测|体检|领取|报到|办理|登记|签到|如期|隆重|看望|慰问|陪|开(?!发)|敬献|献|凭吊|集合|集中|整理|搭建|值|疏导|搞|办|有|联合|共同|面向|向|对|上演|欢乐|走访|放映|设|参观|参加|植|清|排练|里|参|打卡|体验|拍|举|火热|温馨|同步|免费|热闹|宣|发|义|演(?![厅播])|授|与|和|带|给|送|上|欢|捡|看|围绕|以|巡|协(?!商)|接待|志愿|张贴|悬挂|摆|搭|观|学习|调研|视察|祭|扫|缅|瞻|研|踏|采|考(?!点)|落下|成立|揭|挂|启幕|开幕|开市|准时|奏响"
_SURE = "广场|活动室|会议室|多功能厅|办公室|教室|大厅|展厅|公园|小区|中心|礼堂|架空层|实践站|联络站|卫生服务站|驿站|书屋|图书馆|文化馆|体育馆|科技馆|展览馆|学校|小学|中学|幼儿园|门口|报告厅|路演厅"
_NOT_BEHIND = "主任|书记|负责|工作人员|舞|的|大力|指导|支持|带领|志愿者|居民|员|长|人|建设|改造|项目|主|内|外|里|门|旁|前|附近|周边|一|二|三|四|五|六|楼|广场|活动|会议|多|办|教|大|展|公|小|中|礼|室|社区|党|群|老|学|儿童|图|阅|花|[A-Z\\d]|东|南|西|北"
_THE = rf"(?P<place>[^，。；;：:！？、”\n在]{{0,28}}?(?:(?:{_ENDS}){_AROUND}(?=”?(?:{_VERBS})|[，。,；\n（(“]|$)|(?:{_SURE})(?=[主分]会场)|(?:{_SURE})(?!{_NOT_BEHIND}|[^，。；、]{{0,5}}(?:广场|室|厅|馆|门口|楼|公园|亭|长廊|书屋|驿站|空地|操场|血站|医院))))"
_AT = re.compile(rf"(?:(?<!现)在(?!职|册|校|岗|即|此|于)|(?<=\d日)于)(?:辖区(?:内)?的?)?{_THE}")
_TO = re.compile(
    rf"(?:走进|走入|[搬送坐开]进了?|(?:设|摆|放|搬)[在到]了?|带到|(?<=[家师生员队])来(?!到)|前往|赶赴|赴|来到|深入|(?<=[到代表]表)到|(?<![走接收达得受感直遇看听想做拿找解办送来])到(?![场会位底来达]))(?:辖区(?:内)?的?)?{_THE}"
)
# 会议室里座无虚席: a place that comes first.
_SCENE = re.compile(
    r"(?:^|[，。；\n日午晚])(?P<place>[^，。；：、\n“”\d月]{2,24}?(?:室|厅|馆|中心|广场|公园|礼堂|驿站|书屋|之家|食堂|院|校园|操场))(?:内|里|上|中)?"
    "(?:却|可|真|格外|好不|特别)?(?:座无虚席|人头攒动|热闹|气氛|欢声|歌声|掌声|笑声|笑语|暖意|人来人往|济济一堂|书声|灯火|吆喝|一片|传来|传出|锣鼓|早已|格外|热火朝天|人声鼎沸|其乐融融|洋溢)"
)
# 12月13日 14:00｜市民大讲堂｜二楼多功能厅｜60席
_FIELD = re.compile(rf"(?<=[｜|])\s*(?P<place>[^｜|，。；\n]{{2,24}}?(?:{_ENDS}))\s*(?=[｜|\n]|$)")
# 10-15 讲座 防溺水 汇泽二小 学生90人: a line of notes has no commas.
_NOTED = re.compile(
    rf"(?m)^[^\n，。；]{{0,12}}\d[日号]?[ \t][^\n，。；]{{0,30}}?(?<=[ \t])(?P<place>[^\s，。；\d]{{2,14}}?(?:{_ENDS}))(?=[ \t\n]|$)"
)
# 健康讲座（二楼会议室，限40人）
_BRACKETED = re.compile(rf"（(?P<place>[^（），。；：、\n]{{0,14}}?(?:{_SURE}))(?=[，）])")
# 书画展赛在文化长廊: 荷花池社区文化长廊内，一场…
_INSIDE = re.compile(
    r"(?:^|[，。；\n日午晚])(?P<place>[^，。；：、\n“”\d月]{2,24}?(?:室|厅|馆|中心|广场|公园|礼堂|驿站|书屋|之家|食堂|院|校园|操场|长廊|小区|花园))(?:内|里|上)，(?=一[场堂次]|孩子|居民|志愿)"
)
_LABELLED = re.compile(
    r"(?:活动|培训|会议|讲座|举办|比赛|上课)?(?:地点|地址|场所|地 点)\s*(?:[:：]|设?在|均?[为在]|(?=社区|街道|小区))\s*(?P<place>[^，。；;\n]{2,40})"
)
_NONE = re.compile(
    "活动(?![中室]心?)|现场|之际|期间|过程|当天|当日|前夕|主题|指导|支持|带领|号召|基础|方面|服务中(?!心)|日常|工作(?!站|室)|帮助|之下|上午|下午|讲解|全国|全市|全区|大家|每|各小区|各社区|各楼|各村|各路口|心里|线上|网上|平台|微信|重点|生活(?!馆)|学习(?!中心|室)|志愿者(?!之家|驿站)|党员(?!活动|之家)|看望|慰问|了解|传统|来临|到来|之中|一起|其中|一线|家中|居民家|老人|群众(?!文化|艺术)|企业(?!家|服务)|\\d+(?:个|家|户|名|条)|等|重要|疫情|文明城|全省|沿街|商铺$|商户|老党员|困难|高龄|举办|举行|开展|召开"
)
_BARE = re.compile(
    "(?:我)?(?:辖区|本|各|周边|街道辖区)?(?:内)?(?:社区|街道|小区|企业|校园|学校|商圈|工地|公园|广场|基层|会上|所|路|站|现场|主要路口|田间|户外|大街|街|医院|超市|市场|楼|院|口|城|园|馆|村|里|商场|农村|厅|室|网格|路口|课堂|(?:自)?家门口|公司|单位|重点场所|街区|中心|基地|社区内|小区内|小区里|社区里|校园内|大院|空间|院落|桥|(?:建筑|施工)工地|建筑工地|施工现场)"
)
# 11月20日14:30，党群服务中心三楼，…: a place alone behind the hour.
_BEHIND_HOUR = re.compile(
    rf"\d[:：]\d\d(?:[-—–~～至]\d{{1,2}}[:：]\d\d)?[，,\s]+(?P<place>[^，。；：:、（）\n ]{{2,20}}?(?:{_ENDS}|咖啡吧))(?=[，。；\n ])"
)
_LEADING = re.compile("^[^\\w“（]*(?:了|辖区内?的?|位于)?“?")


def place_in(text: str, start: int, end: int, own: str | None, gone_to: Sequence[Span] = ()) -> Words | None:
    """The first place named between two places of a text; the unit's own name is none. Where no words end as a place
    does, the first of those names of units that somebody went to."""
    labelled = _LABELLED.search(text, start, end)
    if labelled and not labelled["place"].startswith("各"):
        return _plain(labelled)
    for pattern in (_AT, _TO, _SCENE, _INSIDE, _BEHIND_HOUR, _FIELD, _NOTED, _BRACKETED):
        for found in pattern.finditer(text, start, end):
            words = _LEADING.sub("", found["place"])
            gone = _TO.search(text, start, found.start()) if pattern is _AT and len(words) <= _WITHIN else None
            if gone and _is_name(_LEADING.sub("", gone["place"]), own):
                return _plain(gone)
            if _is_name(words, own):
                return _plain(found)
    return next((Words(text[slice(*span)], span) for span in gone_to if text[slice(*span)] not in (own or "")), None)


def _is_name(words: str, own: str | None) -> bool:
    """Whether words name a place, and not just the unit's own or any."""
    return bool(words and not (own or "").endswith(words) and not _NONE.search(words) and not _BARE.fullmatch(words))


_WITHIN = 2
"""走进翠微中学，270名学生在礼堂听讲: so short a name is a part of where they went."""


def _plain(found: re.Match[str]) -> Words | None:
    words = found["place"]
    bare = _LEADING.sub("", words.strip())
    at = found.start("place") + words.index(bare)
    return Words(bare, Span(at, at + len(bare))) if bare else None
