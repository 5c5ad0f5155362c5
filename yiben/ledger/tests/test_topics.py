import pytest

from yiben.ledger.topics import TopicWords, only_topic, topic_of

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
