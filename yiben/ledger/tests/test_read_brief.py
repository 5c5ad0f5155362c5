"""Reading a pasted brief into drafts of entries."""

from datetime import date
from decimal import Decimal

from yiben.ledger.brief import read_brief

UNITS = {"青棠街道办事处": ["街道"], "河畔社区": ["河畔"], "桥南社区": ["桥南"]}
TODAY = date(2025, 3, 6)


def test_every_field_comes_with_the_words_it_was_read_from():
    text = "3月5日上午，河畔社区联合街道团工委在文化广场开展学雷锋志愿服务活动，30余名志愿者参加，发放防诈骗宣传资料200份，惠及居民120人次。"
    (draft,) = read_brief(text, units=UNITS, today=TODAY, default_unit="桥南社区").entries
    assert (draft.start, draft.end, draft.unit) == (date(2025, 3, 5), None, "河畔社区")
    assert (draft.cohosts, draft.place, draft.kind) == (("青棠街道办事处",), "文化广场", "volunteering")
    assert [(one.metric, one.low, one.high, one.unit) for one in draft.quantities] == [
        ("volunteers", Decimal(31), Decimal(39), "名"),
        ("materials", Decimal(200), Decimal(200), "份"),
        ("attendances", Decimal(120), Decimal(120), "人次"),
    ]
    words = {source.field: text[slice(*source.span)] for source in draft.sources}
    assert words["start"] == "3月5日"
    assert words["unit"] == "河畔社区"
    assert words["cohosts"] == "街道团工委"
    assert [text[slice(*one.span)] for one in draft.quantities] == ["30余名", "200份", "120人次"]
    assert not draft.planned
