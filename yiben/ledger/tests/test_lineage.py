import pytest

from tests.people import entry, street
from yiben.ledger import actions
from yiben.ledger.models import Entry, Erasure
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db


def test_an_entry_knows_all_that_stood_in_its_place():
    s = street()
    first = entry(s.riverside, by=s.alice)
    second = actions.correct(first, by=s.alice, title="改过")
    third = actions.void(second, by=s.alice, reason="重复登记")
    entry(s.riverside, by=s.alice)
    assert first.lineage() == second.lineage() == third.lineage() == [first, second, third]
    assert [Entry.objects.get(pk=one.pk).state for one in (first, second, third)] == ["corrected", "void", "void"]


def test_erasing_reaches_the_words_in_what_was_replaced(django_assert_max_num_queries):
    s = street()
    first = entry(s.riverside, by=s.alice, title="张某的事")
    second = actions.correct(first, by=s.alice, title="张某的事（更正）")
    actions.erase(second, by=s.bob, ground="本人要求删除")
    assert set(Entry.objects.values_list("title", flat=True)) == {""}
    assert Erasure.objects.count() == 2
    with pytest.raises(Refused, match="已经删除"):
        actions.erase(first, by=s.bob, ground="本人要求删除")
