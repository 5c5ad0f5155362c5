"""A text for the chat group about a measure that lags."""

import html
import re
from datetime import date

from tests.people import entry, sign_in
from yiben.figures.tests.promises import promise
from yiben.plans.models import Completion


def nudge_of(post, measure):
    page = sign_in(post).get(f"/figures/measures/{measure.pk}/").content.decode()
    found = re.search(r'<textarea id="nudge"[^>]*>([^<]*)</textarea>', page)
    return html.unescape(found[1]) if found else ""


def each(street, **said):
    asked = {
        "indicator": "volunteering-times",
        "value": 1,
        "unit": "场",
        "scope": "each",
        "deadline": date(2025, 6, 30),
    }
    return promise(street, "志愿服务", **(asked | said))


def test_it_names_who_lags_and_what_is_asked(street):
    measure = each(street)
    entry(street.riverside)
    text = nudge_of(street.bob, measure)
    assert "志愿服务" in text
    assert "望山：" in text
    assert "临水" not in text


def test_units_stand_in_the_trees_order(street):
    text = nudge_of(street.carol, each(street))
    assert text.index("临水：") < text.index("望山：")


def test_a_goal_of_the_whole_names_nobody(street):
    measure = promise(street, "志愿服务", indicator="volunteering-times", value=10, unit="场")
    text = nudge_of(street.bob, measure)
    assert "目标10场" in text
    assert "临水" not in text


def test_there_is_none_where_all_is_on_course_or_declared_done(street):
    measure = each(street)
    entry(street.riverside)
    entry(street.hilltop)
    assert nudge_of(street.bob, measure) == ""
    other = each(street)
    Completion.objects.create(measure=other, done=True, reason="并入区里统一开展", by=street.bob)
    assert nudge_of(street.bob, other) == ""


def test_workers_and_auditors_urge_nobody(street):
    measure = each(street)
    assert nudge_of(street.alice, measure) == ""
    assert nudge_of(street.eve, measure) == ""


def test_beside_who_lags_stands_the_way_to_ask(street):
    measure = each(street)
    page = sign_in(street.bob).get(f"/figures/measures/{measure.pk}/").content.decode()
    assert f"/entries/asks/measure/{measure.pk}/?unit={street.hilltop.code}" in page
    assert (
        "/entries/asks/measure/" not in sign_in(street.alice).get(f"/figures/measures/{measure.pk}/").content.decode()
    )
