"""What kind an activity is of, as its name alone tells: the head of the name decides, by the catalogue's own kinds."""

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
