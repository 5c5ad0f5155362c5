"""What kind an activity is of, as its name alone tells: the head of the name decides, by the catalogue's own kinds."""

from dataclasses import replace
from pathlib import Path

from tests.manners.kit import street_words
from yiben.ledger.deeds import Deeds

NAMES = Path(__file__).parent / "manners" / "kinds.txt"


def test_a_name_tells_its_kind():
    deeds = Deeds(street_words())
    told = [line.split(" ", 1) for line in NAMES.read_text("utf-8").splitlines()]
    wrong = [
        (title, kinds, got)
        for kinds, title in told
        if (got := deeds.of_title(title) or "other") not in kinds.split("|")
    ]
    assert len(told) > 400
    assert wrong == []


def test_what_stands_behind_a_name_changes_nothing():
    deeds = Deeds(street_words())
    for behind in ("活动", "（第二期）", "第三场", "走进社区", "系列活动"):
        assert deeds.of_title(f"元宵灯会{behind}") == "themed"
        assert deeds.of_title(f"社区治理研讨会{behind}") == "meeting"


def test_a_name_without_any_word_of_a_kind_is_told_by_its_characters():
    deeds = Deeds(street_words())
    told = {title: deeds.of_title(title) for title in ("拔河擂主见分晓", "水彩画进阶小班", "独居老人送棉被到家")}
    assert told == {"拔河擂主见分晓": "contest", "水彩画进阶小班": "training", "独居老人送棉被到家": "relief"}


def test_a_name_that_nothing_tells_is_left_open():
    assert Deeds(street_words()).of_title("ABC-07") == ""


def test_a_kind_that_a_street_does_without_is_never_told():
    words = replace(street_words(), kind_names={"meeting": "会议", "themed": "主题活动"})
    assert Deeds(words).of_title("独居老人送棉被到家") in ("", "themed")
