"""Which lines of work a brief speaks of. A suggestion: a person ticks what is right."""

from __future__ import annotations

import re

from yiben.ledger.briefing.drafts import Span

_WORDS = {
    "union": "工会|职工|会员卡|户外劳动者|新就业形态|劳模|工匠|会费|医疗互助|送清凉|娘家人|环卫工人|快递小哥|外卖骑手",
    "youth": "团工委|团委|共青团|团支部|团员|青年|青少年|少先队|红领巾|团课|大学习|学社衔接|五四|六一|童心|青春|暑托|寒托|托管班|四点半",
    "women": "妇联|妇女|巾帼|三八|女性|姐妹|两癌|最美家庭|家风|家庭教育|儿童之家|困境儿童|留守儿童|妇儿|母亲|亲子|执委|家暴|妈妈",
    "redcross": "红十字|献血|急救|应急救护|心肺复苏|博爱|造血干细胞|先心病|遗体|防灾减灾|AED|红会",
    "liaison": "人大|代表接待|代表联络|代表建议|人大代表|选民|民生实事|代表视察|代表进站",
    "volunteering": "志愿|学雷锋|雷锋|文明实践|义工|义务",
    "learning": "阅读|读书|书香|老年课堂|老年大学|夜校|社区教育|终身学习|全民学习|市民学校|社区学校|市民学堂|银龄学堂|老年学校|学习型|(?:周末|假期|暑期|公益|社区|银龄)(?:课堂|大课堂)|书法班|兴趣班|太极班",
    "enterprise": "惠企|助企|银企|企服|融资对接|入企|企业家|营商环境|民营|商户|招聘会|纾困|企业诉求|非公|商会|走访企业|企业大?走访|走访[^，。；]{0,6}企业|企业用工|稳岗|供需对接|小微",
}
_LINES = {line: re.compile(words) for line, words in _WORDS.items()}


def lines_of(text: str, *spans: Span) -> tuple[str, ...]:
    """The lines whose words stand in some spans of a text."""
    return tuple(line for line, words in _LINES.items() if any(words.search(text, *span) for span in spans))
