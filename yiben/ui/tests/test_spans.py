import pytest
from django.utils import translation

from yiben.lib.periods import Period
from yiben.ui.spans import span

NAMES = {
    "2025": ("2025年", "2025"),
    "2025H1": ("2025年上半年", "first half of 2025"),
    "2025H2": ("2025年下半年", "second half of 2025"),
    "2025Q4": ("2025年第四季度", "Q4 2025"),
    "2025-11": ("2025年11月", "2025-11"),
    "2025-01-01..2025-10-31": ("2025年1月至10月", "2025-1-1 to 2025-10-31"),
    "2025-01-01..2025-11-20": ("2025年1月1日至11月20日", "2025-1-1 to 2025-11-20"),
    "2025-11-20..2025-11-20": ("2025年11月20日", "2025-11-20"),
}


@pytest.mark.parametrize("period", NAMES)
def test_a_period_is_named_in_the_readers_language(period: str):
    told = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told.append(span(Period.parse(period)))
    assert tuple(told) == NAMES[period]
