"""What leaves as a list carries no person's number, whatever was typed into a title."""

import pytest

from tests.people import entry, street
from yiben.ledger.exports import entries_workbook
from yiben.ledger.models import Entry
from yiben.lib.sheets import read_sheets

pytestmark = pytest.mark.django_db


def test_phones_and_id_numbers_are_blotted_out():
    s = street()
    entry(s.riverside, title="走访独居老人13812345678", place="1栋（110101199003078515）", note="卡号4111111111111111")
    cells = str([sheet.rows for sheet in read_sheets(entries_workbook(Entry.objects.all()))])
    assert "走访独居老人138****5678" in cells
    assert not any(number in cells for number in ("13812345678", "110101199003078515", "4111111111111111"))
