"""Rules that hold for every template and style sheet of the project, read as text."""

import re
from pathlib import Path

import pytest

import yiben

PACKAGE = Path(yiben.__file__).parent
# Written to files that people open by themselves: no server sends them, and no policy or style sheet of ours is there.
FILES = {"config/templates/keeping/key_sheet.html", "reports/templates/reports/pack_head.html"}
PAGES = [path for path in sorted(PACKAGE.glob("*/templates/**/*.html")) if str(path.relative_to(PACKAGE)) not in FILES]
TEMPLATES = [*PAGES, Path(__file__).with_name("guide.html")]
SHEETS = sorted(path for path in PACKAGE.glob("*/static/**/*.css") if "vendor" not in path.parts)
SCRIPTS = sorted(path for path in PACKAGE.glob("*/static/**/*.js") if "vendor" not in path.parts)

FORBIDDEN_HTML = {
    "an inline style": r"\sstyle\s*=|<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "a handler": r"\son[a-z]+\s*=|\shx-on\b|\sdata-hx-on\b",
    "a script address": r"javascript:",
    "evaluated values": r"hx-(vals|headers|vars)\s*=\s*[\"']\s*(js|javascript):|\shx-vars\b",
    "a foreign address": r"(src|href)\s*=\s*[\"'](https?:)?//",
}
FORBIDDEN_CSS = [":has(", ":is(", ":where(", "@container", "@layer", "oklch", "color-mix", "aspect-ratio", "@import"]
FORBIDDEN_PROPERTIES = ["inset", "margin-inline", "padding-inline", "margin-block", "padding-block", "translate"]


def named(path):
    return str(path.relative_to(PACKAGE))


def rules(sheet):
    """(selector, body) of every innermost block."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    return re.findall(r"([^{}]+)\{([^{}]*)\}", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_the_policy_lets_the_whole_template_through(path):
    # What stands in Django's own tags is no HTML: {% include … with one=1 %} handles no event.
    text = re.sub(r"\{%.*?%\}", "", path.read_text(encoding="utf-8"))
    found = [name for name, pattern in FORBIDDEN_HTML.items() if re.search(pattern, text, re.I)]
    assert found == []


@pytest.mark.parametrize(
    "html",
    [
        '<p style="x">',
        "<style>",
        "<script>x",
        '<a onclick="x">',
        '<a hx-on:click="x">',
        '<a href="javascript:x">',
        '<script src="//x">',
    ],
)
def test_what_the_policy_forbids_is_seen(html):
    assert any(re.search(pattern, html, re.I) for pattern in FORBIDDEN_HTML.values())


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_a_sheet_asks_no_more_than_the_oldest_browser_has(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert [feature for feature in FORBIDDEN_CSS if feature in text] == []
    assert "&" not in text
    properties = {line.split(":")[0].strip() for _, body in rules(path) for line in body.split(";")}
    assert properties.isdisjoint(FORBIDDEN_PROPERTIES)


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_a_flex_box_has_no_gap(path):
    assert [selector for selector, body in rules(path) if re.search(r"(?<!-)\bgap\s*:", body)] == []


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_a_sheet_nests_in_media_and_in_the_margins_of_paper_only(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    outer, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter == "{":
            depth += 1
            if depth == 2:
                outer.append(text[start:at].split("{")[0].strip())
        elif letter == "}":
            depth -= 1
            if depth == 0:
                start = at + 1
    assert depth == 0
    assert all(rule.startswith(("@media", "@supports", "@page")) for rule in outer)


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_writes_no_markup_and_evaluates_nothing(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\beval\(|new Function|(inn|out)erHTML|insertAdjacentHTML|document\.write|\.style\b", text) == []


FORMALISM = {
    "a ranking": "排名|排行|名次|红黑榜|龙虎榜",
    "points for people": "积分",
    "attendance or time online": "考勤|打卡|在线时长|登录次数|活跃度",
    "a place on the map": r"geolocation|定位打卡",
    "an app to install": r"rel=.manifest|beforeinstallprompt|小程序|下载App",
    "a forced photo": r"必须上传照片|\bcapture=",
}


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=named)
def test_no_page_asks_for_formalism(path):
    text = path.read_text(encoding="utf-8")
    assert [name for name, pattern in FORMALISM.items() if re.search(pattern, text)] == []
