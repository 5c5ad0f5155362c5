"""Pictures in a template: of the unit and line whose turn it is, each number of them cited."""

import io
import zipfile
from concurrent.futures import Future

import pytest
from docx import Document

from tests.people import entry
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions
from yiben.reports.clerk_templates import Unfit
from yiben.reports.clerks import check
from yiben.reports.frozen import parts
from yiben.reports.grammar import DRAWINGS, DRAWN_IN_LOOPS, DRAWN_OF_A_LINE
from yiben.reports.models import Citation, Genre
from yiben.reports.rendering import MOST_PICTURES, Picture, Turn, Values, begin, fill
from yiben.reports.tests.drafts import ISSUED_ON, worked
from yiben.reports.tests.test_clerk_check import KNOWN, template, what
from yiben.reports.tests.test_clerk_reports import QUARTER, kept
from yiben.reports.vocabularies import vocabulary
from yiben.terms.models import definitions

PNG = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000a00000005")


def drafted(s, *paragraphs, period=QUARTER, lines=(), **said):
    found = kept(s, *paragraphs, table=())
    given = {"genre": Genre.TEMPLATE, "period": period, "template": found, "lines": lines}
    return actions.build(**({"by": s.bob, "unit": s.street} | given | said))


def labels(report):
    document = Document(io.BytesIO(actions.preview(report)[0]))
    return [shape._inline.docPr.get("descr") for shape in document.inline_shapes]


def lived(s):
    worked(s)
    entry(s.riverside, lines=("union",))
    entry(s.hilltop, lines=("union", "youth"))


def test_one_is_drawn_of_a_line_of_each_community_and_of_any_sum(street):
    lived(street)
    told = labels(
        drafted(
            street,
            "{{ 标题 }}",
            "{{ 各月活动图 }}",
            "{{ 各月活动图 | 工会工作 }}",
            "{{ 各社区各月活动图 }}",
            "{{ 志愿服务场次 | 各月图 }}",
            "{% for 社区 in 各社区 %}",
            "{{ 各月活动图 }}",
            "{% endfor %}",
            by=None,
        )
    )
    assert [one.removesuffix("，数字见表") for one in told] == [
        "青石街道2025年第一季度各月活动场次",
        "青石街道2025年第一季度各月活动场次（工会）",
        "青石街道2025年第一季度各社区各月活动场次",
        "青石街道2025年第一季度各月志愿服务场次",
        "临水社区2025年第一季度各月活动场次",
        "望山社区2025年第一季度各月活动场次",
    ]


def test_in_a_report_of_one_line_it_is_of_that_line(street):
    lived(street)
    assert labels(drafted(street, "{{ 各月活动图 }}", lines=["union"])) == [
        "青石街道2025年第一季度各月活动场次（工会），数字见表"
    ]


def test_in_a_report_of_several_lines_each_is_told_apart(street):
    lived(street)
    assert labels(drafted(street, "{{ 各月活动图 }}", lines=["union", "youth"])) == [
        "青石街道2025年第一季度各条线各月活动场次，数字见表"
    ]


def test_a_loop_through_lines_draws_each_that_has_something(street):
    lived(street)
    told = labels(drafted(street, "{% for 条线 in 各条线 %}", "{{ 各月活动图 }}", "{% endfor %}"))
    assert [one for one in told if "工会" in one or "团委" in one] == told[:2]
    assert not [one for one in told if "人大" in one]


def test_what_a_picture_shows_is_cited(street):
    lived(street)
    report = drafted(street, "{{ 标题 }}", "{{ 各月活动图 | 共青团工作 }}")
    report = actions.review(actions.send(report, by=street.bob), by=street.carol)
    report = actions.issue(report, by=street.carol, number="", date=ISSUED_ON)
    cited = Citation.objects.filter(report=report)
    assert {(one.indicator_id, one.line_id) for one in cited} == {("activity-times", "youth")}
    assert sorted(int(one.value) for one in cited) == [0, 0, 1, 1]


def test_more_than_twelve_months_are_refused_in_a_sentence(street):
    lived(street)
    report = drafted(street, "{{ 标题 }}", "{{ 各月活动图 }}", period=Period.parse("2024-01-01..2025-11-30"))
    with pytest.raises(Refused, match="十二个月"):
        actions.preview(report)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{{ 各条线各月活动图 | 工会工作 }}"],
        ["{{ 各月活动图 | 上年同期 }}"],
        ["{{ 各月活动图 | 各月图 }}"],
        ["{{ 志愿服务场次 | 各月图 | 元 }}"],
        ["{{ 志愿服务场次 | 同比 | 各月图 }}"],
        ["{{ 志愿服务队伍数 | 各月图 }}"],
        ["{{ 标题 | 各月图 }}"],
        ["共{{ 志愿服务场次 | 各月图 }}"],
        ["{% if 志愿服务场次|各月图 %}有{% endif %}"],
        ["{% for 社区 in 各社区 %}", "{{ 任务进度图 }}", "{% endfor %}"],
        ["{% for 任务 in 各任务 %}", "{{ 各月活动图 }}", "{% endfor %}"],
        ["{% for 条线 in 各条线 %}", "{{ 各月活动图 | 工会工作 }}", "{% endfor %}"],
    ],
)
def test_what_cannot_be_drawn_is_a_finding(street, paragraphs):
    with pytest.raises(Unfit) as told:
        kept(street, "{{ 标题 }}", *paragraphs, table=())
    assert {one.where for one in told.value.findings} <= {"第2段", "第3段"}


def test_every_sum_of_the_catalogue_can_be_drawn(street):
    known = vocabulary(street.street)
    sums = [one.name for one in definitions().values() if one.adds == "sum" and one.name.isidentifier()]
    assert len(sums) > 40
    paragraphs = [f"{{{{ {name} | {drawing} }}}}" for name in sums for drawing in DRAWINGS]
    assert check(template(*paragraphs), known).findings == ()


def test_every_named_picture_is_one_that_can_be_drawn(street):
    named = set(vocabulary(street.street).pictures)
    assert {one for some in DRAWN_IN_LOOPS.values() for one in some} <= named | set(DRAWINGS)
    assert set(DRAWN_OF_A_LINE) <= named


def test_the_same_picture_is_in_the_file_once_and_its_words_are_escaped():
    shown = Picture(PNG, "“<各>”&月")
    turns = [Turn({"社区": "临水"}, pictures={"各月活动图": [shown]})] * 3
    checked = check(template("{% for 社区 in 各社区 %}", "{{ 各月活动图 }}", "{% endfor %}"), KNOWN)
    made = fill(checked.prepared, KNOWN, Values(Turn({}, {"各社区": turns})))
    document = Document(io.BytesIO(made))
    assert [one._inline.docPr.get("descr") for one in document.inline_shapes] == [shown.label] * 3
    assert len({one._inline.docPr.get("id") for one in document.inline_shapes}) == 3
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert [name for name in package.namelist() if "yiben" in name] == ["word/media/yiben1.png"]


def test_what_is_still_being_drawn_is_waited_for():
    drawn = Future()
    checked = check(template("{{ 各月活动图 }}"), KNOWN)
    begun = begin(checked.prepared, KNOWN, Values(Turn(pictures={"各月活动图": [Picture(drawn, "图")]})))
    drawn.set_result(PNG)
    assert len(Document(io.BytesIO(begun.document())).inline_shapes) == 1


def test_too_many_pictures_are_refused():
    many = [Picture(PNG, str(at)) for at in range(MOST_PICTURES + 1)]
    checked = check(template("{{ 各月活动图 }}"), KNOWN)
    with pytest.raises(Refused, match="张图"):
        fill(checked.prepared, KNOWN, Values(Turn(pictures={"各月活动图": many})))


def test_a_picture_in_a_sentence_is_told():
    assert what(template("见{{ 各月活动图 }}")) == [("第1段", "图要单独占正文的一段，不放在表格、文本框或句子里")]


def test_its_page_shows_a_picture_that_stands_right_above_a_table(street):
    lived(street)
    rows = [("社区", "场次"), ("{% for 社区 in 各社区 %}{{ 社区 }}", "{{ 活动场次 }}{% endfor %}")]
    found = kept(street, "{{ 标题 }}", "{{ 各月活动图 | 工会工作 }}", table=rows)
    report = actions.build(by=street.bob, unit=street.street, genre=Genre.TEMPLATE, period=QUARTER, template=found)
    shown = parts(actions.preview(report)[0])
    assert [one.role for one in shown] == ["title", "picture", "table"]
