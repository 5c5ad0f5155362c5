"""Lines and kinds of a street's own, and those that rest."""

import pytest

from tests.people import Street, entry, sign_in, street
from yiben.lib.refused import Refused
from yiben.terms import vocabulary
from yiben.terms.actions import load
from yiben.terms.models import Indicator, Kind, Topic, definitions
from yiben.units.models import Act, Line, Unit

pytestmark = pytest.mark.django_db


def alone() -> Street:
    """A street that shares its book with no other."""
    s = street()
    Unit.objects.filter(name="白沙街道").update(until="2025-06-30")
    return s


def test_a_line_of_ones_own_stands_behind_the_others_and_is_traced():
    s = alone()
    line = vocabulary.add_line(by=s.ada, name="老龄工作", short="老龄", aliases=["为老服务"])
    assert list(Line.objects.values_list("name", flat=True))[-1] == "老龄工作"
    assert (line.own, line.active, Act.objects.latest("pk").verb) == (True, True, "terms.add_line")


def test_a_kind_says_whether_one_of_it_is_one_time():
    s = alone()
    assert not vocabulary.add_kind(by=s.ada, name="巡查整治", counts=False).counts


def test_a_topic_of_ones_own_is_offered_under_its_kinds_and_counted():
    s = alone()
    said = {"name": "护河巡查", "aliases": "巡河、护河", "kinds": ["volunteering"], "lines": ["volunteering"]}
    page = sign_in(s.ada).post("/terms/topics/add/", said, follow=True).content.decode()
    assert "已增加“护河巡查”。" in page
    topic = Topic.objects.get(name="护河巡查")
    assert (topic.own, topic.aliases, topic.kinds, topic.lines) == (
        True,
        ["巡河", "护河"],
        ["volunteering"],
        ["volunteering"],
    )
    entered = entry(s.riverside, by=s.alice, kind="volunteering", topic=topic.slug)
    assert entered.topic_id == topic.slug
    with pytest.raises(Refused, match="不属于"):
        entry(s.riverside, by=s.alice, kind="meeting", topic=topic.slug)
    vocabulary.switch(topic, by=s.ada, on=False)
    assert "护河巡查" not in sign_in(s.alice).get("/entries/new/").content.decode()


def test_a_topic_says_to_which_kinds_it_belongs():
    s = alone()
    for kinds in ((), ("nothing",)):
        with pytest.raises(Refused) as told:
            vocabulary.add_topic(by=s.ada, name="护河巡查", kinds=kinds)
        assert told.value.field == "kinds"
    with pytest.raises(Refused):
        vocabulary.add_topic(by=s.ada, name="信教群众走访", kinds=("visit",))


@pytest.mark.parametrize("name", ["民族宗教台账", "党员人数", "信教群众登记"])
def test_what_people_are_or_believe_is_no_word(name):
    s = alone()
    with pytest.raises(Refused) as told:
        vocabulary.add_line(by=s.ada, name=name, short="新线")
    assert told.value.field == "name"
    with pytest.raises(Refused):
        vocabulary.add_kind(by=s.ada, name=name, counts=True)
    assert not Line.objects.filter(slug__startswith="own-").exists()


def test_a_word_means_one_thing():
    s = alone()
    for said in ({"name": "工会", "short": "新"}, {"name": "新线", "short": "团委"}):
        with pytest.raises(Refused, match="已经是"):
            vocabulary.add_line(by=s.ada, **said)
    with pytest.raises(Refused, match="已经是"):
        vocabulary.add_kind(by=s.ada, name="新类型", counts=True, aliases=["座谈会"])


def test_what_is_switched_off_is_offered_no_more_and_comes_back():
    s = alone()
    kind = vocabulary.switch(Kind.objects.get(slug="contest"), by=s.ada, on=False)
    assert not Kind.objects.filter(active=True, slug="contest").exists()
    page = sign_in(s.ada).get("/terms/?part=kinds").content.decode()
    assert 'action="/terms/kinds/contest/switch/"' in page
    assert vocabulary.switch(kind, by=s.ada, on=True).active


def test_a_shipped_indicator_rests_at_the_end_of_the_catalogue_and_comes_back():
    s = alone()
    ada = sign_in(s.ada)
    ada.post("/terms/activity-times/switch/", {"on": "0"})
    assert "activity-times" not in definitions(s.street)
    assert "activity-times" in definitions(s.street, retired=True)
    page = ada.get("/terms/").content.decode()
    assert page.index('href="/terms/volunteering-times/"') < page.index("停用的") < page.index("/terms/activity-times/")
    assert "已停用" in ada.get("/terms/activity-times/").content.decode()
    assert sign_in(s.bob).get("/figures/charts/").status_code == 200
    ada.post("/terms/activity-times/switch/", {"on": "1"})
    assert "activity-times" in definitions(s.street)


def test_a_new_release_leaves_resting_what_rests():
    s = alone()
    vocabulary.switch(Indicator.objects.get(pk="activity-times"), by=s.ada, on=False)
    load()
    assert "activity-times" not in definitions(s.street)


def test_a_streets_own_indicator_is_retired_with_a_reason_instead():
    s = alone()
    own = Indicator(slug="own-x", name="护河巡查场次", unit="场", tenant=s.street)
    with pytest.raises(Refused, match="原因"):
        vocabulary.switch(own, by=s.ada, on=False)


def test_one_line_stays():
    s = alone()
    Line.objects.exclude(slug="union").update(active=False)
    with pytest.raises(Refused, match="至少要留一个"):
        vocabulary.switch(Line.objects.get(slug="union"), by=s.ada, on=False)


def test_in_a_district_one_streets_administrator_does_not_choose_for_all():
    s = street()
    with pytest.raises(Refused, match="全区"):
        vocabulary.add_line(by=s.ada, name="老龄工作", short="老龄")


def test_only_administrators_choose():
    s = alone()
    for post in (s.alice, s.bob, s.carol, s.eve):
        with pytest.raises(Refused):
            vocabulary.switch(Kind.objects.get(slug="contest"), by=post, on=False)
