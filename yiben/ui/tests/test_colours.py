import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parent.parent / "static" / "ui" / "yiben.css").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", SHEET))
TEXTS = ["ink", "soft", "cinnabar", "pine", "ochre", "brick", "slate", "link"]
GROUNDS = ["paper", "sheet", "shade"]
# Words on tinted ground, and the cinnabar button's own.
PAIRS = [("#ffffff", TOKENS["cinnabar"]), ("#ffffff", TOKENS["cinnabar-deep"]), (TOKENS["ink"], TOKENS["mark"])]
PAIRS += [(TOKENS["ink"], "#e3ebe6"), (TOKENS["ochre"], "#faf1dd"), (TOKENS["ink"], "#eef3ef"), ("#5c4300", "#fbf3dc")]
PAIRS += [(TOKENS["paper"], TOKENS["ink"])]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_words_can_be_read(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_on_tinted_ground_can_be_read(text, ground):
    assert contrast(text, ground) >= 4.5
    assert text in SHEET or text == "#ffffff"
    assert ground in SHEET


@pytest.mark.parametrize("edge", ["edge", "focus", "brick"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_control_can_be_seen(edge, ground):
    assert contrast(TOKENS[edge], TOKENS[ground]) >= 3


def test_the_tokens_are_the_designs():
    wanted = {"paper": "#fbfaf7", "ink": "#1d2126", "rule": "#d9d5cc", "cinnabar": "#a8322a"}
    wanted |= {"pine": "#2f6b4f", "ochre": "#8a6100", "brick": "#9f2d20"}
    assert wanted.items() <= TOKENS.items()


def test_cinnabar_is_for_the_primary_action_and_the_seal():
    users = {selector.strip() for selector, body in re.findall(r"([^{}]+)\{([^{}]*var\(--cinnabar[^{}]*)\}", SHEET)}
    assert all("button--primary" in user or "chip--seal" in user for user in users)
    assert len(users) >= 2
