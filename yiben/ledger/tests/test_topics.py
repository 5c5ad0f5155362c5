import pytest

from tests.people import street
from yiben.ledger.importing import begin_import
from yiben.ledger.topics import TopicWords, only_topic, topic_of
from yiben.lib.tables import write_table

TOPICS = [
    TopicWords("two-cancer", ("两癌筛查", "两癌"), frozenset({"screening"})),
    TopicWords("eye", ("眼部筛查", "光明行"), frozenset({"screening"})),
    TopicWords("charity-day", ("博爱一日捐",), frozenset({"donation"})),
    TopicWords("blood", ("无偿献血", "献血"), frozenset({"donation"})),
    TopicWords("dues", ("会费",), frozenset({"dues"})),
]


@pytest.mark.parametrize(
    ("title", "kind", "slug"),
    [
        ("“两癌”筛查进社区", "screening", "two-cancer"),
        ("光明行免费眼部筛查", "screening", "eye"),
        ("无偿 献血 活动", "donation", "blood"),
        ("博爱一日捐和献血", "donation", "charity-day"),
        ("两癌筛查宣传", "publicity", ""),
        ("义诊", "screening", ""),
        ("", "dues", ""),
    ],
)
def test_the_title_names_the_topic_of_its_kind(title, kind, slug):
    assert topic_of(title, kind, TOPICS) == slug


def test_a_title_that_names_two_equally_names_none():
    assert topic_of("眼部筛查和两癌筛查", "screening", TOPICS) == ""


def test_dues_have_one_topic_and_screenings_two():
    assert (only_topic("dues", TOPICS), only_topic("screening", TOPICS)) == ("dues", "")


@pytest.mark.django_db
def test_a_list_without_the_column_has_its_topics_by_title():
    s = street()
    head = ["日期", "活动名称", "活动类型", "人数"]
    rows = [["2025-3-5", "“两癌”筛查进社区", "筛查义诊", 30], ["2025-3-6", "收缴工会会费", "会费", 12]]
    batch = begin_import(by=s.alice, unit=s.riverside, filename="三月.xlsx", data=write_table(head, rows))
    found = {row.draft["title"]: row.draft["topic"] for row in batch.rows.all()}
    assert found == {"“两癌”筛查进社区": "two-cancer-screening", "收缴工会会费": "union-dues"}
    assert "按名称认作" in str(batch.rows.first().findings)


@pytest.mark.django_db
def test_a_topic_left_empty_in_its_column_stays_empty():
    s = street()
    head = ["日期", "活动名称", "活动类型", "事项", "人数"]
    data = write_table(head, [["2025-3-5", "两癌筛查动员", "筛查义诊", "", 30]])
    batch = begin_import(by=s.alice, unit=s.riverside, filename="三月.xlsx", data=data)
    assert batch.rows.get().draft["topic"] == ""
