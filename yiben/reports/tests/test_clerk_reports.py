import io

import pytest
from django.db import IntegrityError, connection, transaction
from docx import Document

from tests.people import _post, entry, sign_in
from yiben.lib.periods import Period
from yiben.lib.refused import Refused
from yiben.reports import actions, rendering
from yiben.reports.clerk_templates import Unfit, drop_template, keep_template
from yiben.reports.grammar import LOOPS
from yiben.reports.models import Genre, Report, State, Template
from yiben.reports.render import COUNTS, shelf
from yiben.reports.tests.drafts import ISSUED_ON, worked
from yiben.reports.tests.test_clerk_check import template
from yiben.reports.text import Name

ROWS = [
    ("单位", "志愿服务场次", "活动场次"),
    ("{%tr for 社区 in 各社区 %}", "", ""),
    ("{{ 社区 }}", "{{ 志愿服务场次 }}", "{{ 活动场次 }}"),
    ("{%tr endfor %}", "", ""),
    ("合计", "{{ 志愿服务场次 }}", "{{ 活动场次 }}"),
]
BRIEF = (
    "{{ 标题 }}",
    "{{ 时段 }}，{{ 单位 }}开展志愿服务{{ 志愿服务场次 }}场，会费{{ 工会会费收缴金额|元 }}。",
    "{% for 任务 in 各任务 %}",
    "{{ 任务 }}：目标{{ 目标 }}，完成{{ 完成数 }}，{{ 进度 }}",
    "{% endfor %}",
    "{{ 发文字号 }} {{ 成文日期 }}",
)
QUARTER = Period.parse("2025Q1")


def kept(s, *paragraphs, name="一页简报", table=ROWS):
    data = template(*(paragraphs or BRIEF), table=table)
    return keep_template(by=s.bob, unit=s.street, name=name, filename="简报.docx", data=data)


def drafted(s, **said):
    worked(s)
    given = {"by": s.bob, "unit": s.street, "genre": Genre.TEMPLATE, "period": QUARTER, "template": kept(s)}
    return actions.build(**(given | said))


def issued(s):
    report = actions.review(actions.send(drafted(s), by=s.bob), by=s.carol)
    return actions.issue(report, by=s.carol, number="青办〔2025〕5号", date=ISSUED_ON)


def opened(data):
    return Document(io.BytesIO(bytes(data)))


def test_a_kept_template_is_the_streets_with_its_bytes_and_names(street):
    found = kept(street)
    assert (found.unit, found.names[:2]) == (street.street, ["标题", "时段"])
    assert len(found.sha256) == 64
    assert Template.objects.for_post(street.carol).get() == found
    assert not Template.objects.for_post(street.alice).exists()
    assert not Template.objects.for_post(street.dan).exists()


def test_a_hostile_template_is_refused_with_its_paragraph_and_nothing_is_kept(street):
    with pytest.raises(Unfit) as told:
        kept(street, "正文", "{{ cycler.__init__.__globals__.os.popen('id').read() }}")
    assert [finding.where for finding in told.value.findings] == ["第2段"]
    assert not Template.objects.exists()


def test_a_name_beyond_the_boundary_says_why(street):
    with pytest.raises(Unfit) as told:
        kept(street, "{{ 党员人数 }}")
    assert "没有叫" not in told.value.findings[0].what


@pytest.mark.parametrize("who", ["alice", "carol", "eve", "ada"])
def test_only_officers_keep_and_drop(street, who):
    found = kept(street)
    post = getattr(street, who)
    with pytest.raises(Refused, match="岗位"):
        keep_template(by=post, unit=street.street, name="x", filename="x.docx", data=b"")
    with pytest.raises(Refused, match="岗位"):
        drop_template(found, by=post)


def test_two_of_one_name_are_told_apart(street):
    kept(street)
    with pytest.raises(Refused, match="已经有叫“一页简报”的模板"):
        kept(street)
    drop_template(Template.objects.get(), by=street.bob)
    assert kept(street).dropped_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.update(dropped_at=None)


def test_its_numbers_are_the_figures_and_each_is_cited(street):
    report = drafted(street)
    rendered, document = actions.written(report, shelf(report))
    stock = shelf(report)
    [table] = opened(document).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    names = ("志愿服务场次", "活动场次")
    asked = [(unit.name, [stock.figure(Name(name), unit).printed for name in names]) for unit in stock.communities]
    assert rows[1:-1] == [[name, *printed] for name, printed in asked]
    assert rows[-1] == ["合计", *(stock.figure(Name(name), street.street).printed for name in names)]
    assert [row[1:] for row in rows[1:]] == [["2", "2"], ["1", "2"], ["3", "5"]]
    assert {cited.figure.unit for cited in rendered.cited} == {street.street, street.riverside, street.hilltop}
    assert len({cited.code for cited in rendered.cited}) == len(rendered.cited)


def test_the_plans_tasks_stand_in_it(street):
    report = drafted(street)
    texts = [paragraph.text for paragraph in opened(actions.preview(report)[0]).paragraphs]
    assert texts[:2] == ["青石街道2025年第一季度一页简报", "2025年第一季度，青石街道开展志愿服务3场，会费820.5元。"]
    assert "擦亮志愿服务品牌：目标不少于3场，完成3，已完成" in texts


def test_each_line_tells_how_its_targets_stand(street):
    worked(street)
    found = kept(
        street,
        "{% for 条线 in 各条线 %}{{ 条线 }}{{ 目标项数 }}/{{ 已达成目标项数 }}；{% endfor %}{{ 目标项数 }}",
        table=(),
    )
    report = actions.build(by=None, unit=street.street, genre=Genre.TEMPLATE, period=QUARTER, template=found)
    [paragraph] = opened(actions.preview(report)[0]).paragraphs
    *lines, whole = paragraph.text.split("；")
    assert "工会工作2/1" in lines
    assert sum(int(line.rpartition("/")[0][-1]) for line in lines) == int(whole) == 5


def test_the_words_of_a_line_are_the_counts_of_the_plan():
    assert LOOPS["各条线"][1:] == tuple(COUNTS)


def test_issued_it_is_frozen_with_citations_and_never_changes(street):
    report = issued(street)
    assert report.state == State.ISSUED
    assert report.citations.count() > 8
    frozen = bytes(report.document)
    assert "青办〔2025〕5号 2025年11月20日" in [paragraph.text for paragraph in opened(frozen).paragraphs]
    entry(street.riverside, title="又一场")
    drop_template(report.template, by=street.bob)
    answer = sign_in(street.bob).get(f"/reports/{report.pk}/document.docx")
    assert answer.content == frozen
    page = sign_in(street.carol).get(f"/reports/{report.pk}/").content.decode()
    assert "个数字如果今天出具会不同" in page


def test_a_title_with_signs_stands_as_typed(street):
    report = drafted(street, title="<总结> & {{ 标题 }}")
    texts = [paragraph.text for paragraph in opened(actions.preview(report)[0]).paragraphs]
    assert texts[0] == "<总结> & {{ 标题 }}"


def test_its_words_are_not_edited_here(street):
    report = drafted(street)
    with pytest.raises(Refused, match="Word 或 WPS"):
        actions.edit(report, by=street.bob, title="x", body="y")


def test_a_name_that_the_catalogue_lost_is_told_when_it_is_filled(street):
    report = drafted(street)
    Template.objects.update(source=template("{{ 早已没有的数 }}"))
    report.refresh_from_db()
    with pytest.raises(Refused, match="第1段：没有叫“早已没有的数”的数字"):
        actions.preview(report)


@pytest.mark.parametrize("said", [{"template": None}, {"genre": Genre.ANNUAL}])
def test_a_template_and_its_genre_go_together(street, said):
    with pytest.raises(Refused, match="没有这种汇报"):
        drafted(street, **said)
    assert not Report.objects.exists()


def test_an_officer_of_one_line_drafts_only_with_figures_of_hers(street):
    found = kept(street, "{{ 工会会费收缴金额 }}{{ 无偿献血人次 }}", table=())
    una = _post("una", "尤娜", street.street, "officer", "union")
    with pytest.raises(Refused, match=r"别的条线的数字：无偿献血人次$"):
        actions.build(by=una, unit=street.street, genre=Genre.TEMPLATE, period=QUARTER, template=found)
    assert not Report.objects.exists()


def test_a_dropped_template_drafts_nothing_more(street):
    found = kept(street)
    drop_template(found, by=street.bob)
    with pytest.raises(Refused, match="已经停用"):
        actions.build(by=street.bob, unit=street.street, genre=Genre.TEMPLATE, period=QUARTER, template=found)
    with pytest.raises(Refused, match="已经停用"):
        drop_template(found, by=street.bob)


def test_nothing_is_written_while_a_template_is_tried_or_filled(street, monkeypatch):
    worked(street)
    outside, seen = len(connection.atomic_blocks), []
    document = rendering.Begun.document

    def watched(begun):
        seen.append(len(connection.atomic_blocks))
        return document(begun)

    monkeypatch.setattr(rendering.Begun, "document", watched)
    found = kept(street)
    said = {"by": street.bob, "unit": street.street, "genre": Genre.TEMPLATE, "period": QUARTER, "template": found}
    report = actions.review(actions.send(actions.build(**said), by=street.bob), by=street.carol)
    actions.issue(report, by=street.carol, number="青办〔2025〕5号", date=ISSUED_ON)
    assert seen == [outside, outside]


def test_what_was_recorded_while_it_was_frozen_is_in_it(street, monkeypatch):
    report = actions.review(actions.send(drafted(street), by=street.bob), by=street.carol)
    freeze, times = actions.freeze, []

    def meanwhile(*words, **said):
        made = freeze(*words, **said)
        if not times:
            entry(street.riverside, title="补记", amounts={"attendances": 1})
        times.append(made)
        return made

    monkeypatch.setattr(actions, "freeze", meanwhile)
    issued = actions.issue(report, by=street.carol, number="", date=ISSUED_ON)
    assert len(times) == 2
    assert bytes(issued.document) == times[1].document
