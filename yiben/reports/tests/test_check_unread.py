"""No number is passed silently; sums, rates and persons that the book doesn't know are no contradictions of it."""

from __future__ import annotations

from yiben.gongwen import read_text
from yiben.reports.checking.reading import check, stock
from yiben.reports.tests.test_check import YEAR, worked


def verdicts(s, text):
    return [(one.claim.text, one.verdict.value) for one in check(read_text(text), stock(s.street, YEAR))]


def test_what_is_written_like_no_number_is_not_understood(street):
    said = "开展活动3.5.6场，服务12345678901234567890人次，慰问5,00户，经费1,2345元。"
    assert verdicts(street, said) == [
        ("3.5.6场", "not_understood"),
        ("12345678901234567890人次", "not_understood"),
        ("5,00户", "not_understood"),
        ("1,2345元", "not_understood"),
    ]


def test_days_rules_and_codes_are_no_numbers_that_were_not_read(street):
    said = "按第3.5.6条，2025.3.5召开会议，电话010-12345678，证号110101199001011234，1.2版。"
    assert "not_understood" not in dict(verdicts(street, said)).values()


def test_a_sum_of_what_the_book_does_not_know_is_held_against_its_parts_only(street):
    worked(street)
    assert verdicts(street, "参加志愿服务的男120人，女180人，合计310人。") == [
        ("120人", "not_in_book"),
        ("180人", "not_in_book"),
        ("310人", "inconsistent_inside"),
    ]
    assert verdicts(street, "男120人，女180人，合计300人。")[-1] == ("300人", "not_in_book")


def test_a_rate_of_completion_is_of_what_was_planned(street):
    for said in ("计划20件，完成18件，完成率95%。", "完成率达到95%（计划20件，完成18件）。"):
        assert ("95%", "inconsistent_inside") in verdicts(street, said)
        assert ("90%", "not_in_book") in verdicts(street, said.replace("95%", "90%"))


def test_two_parts_that_all_but_make_their_whole_are_held_against_it(street):
    assert verdicts(street, "走访434户，其中低保200户，特困230户。")[0][1] == "inconsistent_inside"
    assert verdicts(street, "走访434户，其中主要是低保200户，特困230户。")[0][1] == "not_in_book"
    assert verdicts(street, "走访434户，其中低保100户，特困230户。")[0][1] == "not_in_book"
