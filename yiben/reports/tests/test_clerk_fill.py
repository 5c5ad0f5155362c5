import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from yiben.lib.refused import Refused
from yiben.reports import filling, rendering
from yiben.reports.clerks import check
from yiben.reports.grammar import Guarded, TooLong, Turns, Vocabulary
from yiben.reports.manners import Value, about, over, ten_thousand_yuan, yuan
from yiben.reports.rendering import Turn, Values, fill, trial
from yiben.reports.tests.test_clerk_check import KNOWN, saved, template

ROWS = [
    ("单位", "场次"),
    ("{%tr for 社区 in 各社区 %}", ""),
    ("{{ 社区 }}", "{{ 志愿服务场次 }}"),
    ("{%tr endfor %}", ""),
]


def prepared(*paragraphs, table=()):
    checked = check(template(*paragraphs, table=table), KNOWN)
    assert checked.prepared is not None
    return checked.prepared


def values(**whole):
    turns = [{"社区": "临水社区", "志愿服务场次": "12"}, {"社区": "<望&山>", "志愿服务场次": "0"}]
    words = {"标题": "a < b & {{ c }}", "志愿服务场次": "12", "工会会费收缴金额": "约21994.5"} | whole
    return of(words, 各社区=turns)


def of(words, **loops):
    """What is said in the whole document, and in the turns of loops."""
    return Values(Turn(words, {loop: [Turn(row) for row in rows] for loop, rows in loops.items()}))


def filled(*paragraphs, table=()):
    return Document(io.BytesIO(fill(prepared(*paragraphs, table=table), KNOWN, values())))


def test_figures_stand_where_their_names_stood():
    document = filled("{{ 标题 }}", "会费{{ 工会会费收缴金额 | 万元 }}", "{% if 志愿服务场次 %}有{% endif %}")
    assert [paragraph.text for paragraph in document.paragraphs] == ["a < b & {{ c }}", "会费约2.2万元", "有"]


def test_a_row_for_each_community():
    [table] = filled("表", table=ROWS).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["单位", "场次"], ["临水社区", "12"], ["<望&山>", "0"]]


def test_a_loop_in_a_line_and_one_over_lines():
    document = filled(
        "{% for 社区 in 各社区 %}{% if 志愿服务场次 %}{{ 社区 }}{{ 志愿服务场次 }}场；{% endif %}{% endfor %}",
        "{% for a in 各社区 %}",
        "{{ a }}：{{ 标题 }}",
        "{% endfor %}",
    )
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == ["临水社区12场；", "临水社区：a < b & {{ c }}", "<望&山>：a < b & {{ c }}"]


def test_the_same_values_give_the_same_bytes():
    source = prepared("{{ 标题 }}", table=ROWS)
    first = fill(source, KNOWN, values())
    time.sleep(2.1)  # a zip knows moments of two seconds
    assert fill(source, KNOWN, values()) == first


def test_a_loop_without_a_turn_leaves_a_whole_document():
    source = prepared("{% for 社区 in 各社区 %}", "{{ 社区 }}", "{% endfor %}", table=ROWS[1:])
    document = Document(io.BytesIO(fill(source, KNOWN, of({}, 各社区=[]))))
    assert (document.paragraphs, document.tables) == ([], [])


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__ }}",
        "{% for a in 各社区 %}{% for b in 各社区 %}{% endfor %}{% endfor %}",
        "{% for a in 各社区 recursive %}{{ loop(a) }}{% endfor %}",
        "{% for a in '龘' * 999999999 %}{% endfor %}",
        "{% set x = 1 %}",
    ],
)
def test_what_the_check_would_refuse_the_child_does_not_run_either(hostile):
    with pytest.raises(Refused, match="没有填写成功"):
        fill(template(hostile), KNOWN, values())


def test_more_turns_than_a_document_needs_are_stopped():
    rows = [{"社区": "x"}] * 300
    source = prepared("{% for a in 各社区 %}{{ a }}{% endfor %}" * 100)
    with pytest.raises(Refused, match="循环次数太多"):
        fill(source, KNOWN, of({}, 各社区=rows))


def test_turns_of_all_loops_are_counted_together():
    left = [5]
    first, second = Turns([{}] * 3, left), Turns([{}] * 3, left)
    assert len(list(first)) == 3
    with pytest.raises(TooLong):
        list(second)


def test_one_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(rendering, "WAIT", 0.01)
    with pytest.raises(Refused, match="时间太长"):
        fill(prepared("{{ 标题 }}"), KNOWN, values())


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory there")
def test_no_more_memory_is_given_than_said():
    words = f"from {filling.__name__} import _bounded, MEMORY; _bounded(); bytearray(MEMORY)"
    said = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=False, cwd=rendering._HOME
    )
    assert said.stderr.endswith("MemoryError\n")


def test_the_child_knows_no_database_and_no_settings():
    words = f"import {filling.__name__}, sys; print(sorted(m for m in sys.modules if m.split('.')[0] == 'django'))"
    said = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True, cwd=rendering._HOME
    )
    assert json.loads(said.stdout) == []


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc")
def test_the_child_is_told_nothing_of_our_surroundings(monkeypatch):
    monkeypatch.setenv("YIBEN_SECRET", "x")
    child = rendering._Child()
    child.tell(b"{}")
    child.answers.get(timeout=10)
    told = Path(f"/proc/{child.process.pid}/environ").read_bytes().split(b"\0")
    child.end()
    assert {line.partition(b"=")[0].decode() for line in told if line} <= {*rendering._KEPT, "PYTHONPATH"}


def test_a_template_is_tried_before_it_is_kept():
    checked = check(template("{{ 标题 }}", table=ROWS), KNOWN)
    trial(checked.prepared, KNOWN, checked.reading)
    with pytest.raises(Refused):
        trial(template("{% if %}"), KNOWN, checked.reading)


def test_the_environment_has_nothing_to_reach_for():
    environment = Guarded(Vocabulary(frozenset()))
    assert (environment.globals, environment.tests, environment.autoescape) == ({}, {}, True)
    assert set(environment.filters) == {"元", "万元", "千分位", "百分比", "汉字", "大写", "余", "约", "分行"}


@pytest.mark.parametrize(
    ("manner", "printed", "written"),
    [
        (yuan, "21994.5", "21994.5元"),
        (yuan, "约900", "约900元"),
        (yuan, "—", "—"),
        (ten_thousand_yuan, "21994.5", "2.2万元"),
        (ten_thousand_yuan, "1200000", "120万元"),
        (ten_thousand_yuan, "—", "—"),
        (over, "128", "120余"),
        (over, "120", "120"),
        (over, "8", "8"),
        (over, "约128", "约128"),
        (over, "1286", "1280余"),
        (about, "1286", "约1300"),
        (about, "1200", "1200"),
        (about, "86", "86"),
        (about, "约1286", "约1286"),
        (about, "—", "—"),
    ],
)
def test_a_number_is_written_as_asked(manner, printed, written):
    assert manner(printed) == written


@pytest.mark.parametrize(
    ("printed", "true"), [("12", True), ("0", False), ("—", False), ("", False), ("约3", True), ("好", True)]
)
def test_if_asks_whether_there_is_something_to_tell(printed, true):
    assert bool(Value(printed)) is true


def test_all_parts_of_a_filled_document_bear_the_same_moment():
    document = fill(prepared("{{ 标题 }}"), KNOWN, values())
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_control_characters_in_a_title_do_no_harm():
    document = Document()
    document.add_paragraph("{{ 标题 }}")
    checked = check(saved(document), KNOWN)
    made = fill(checked.prepared, KNOWN, of({"标题": "一\x0b二\x00三"}))
    assert Document(io.BytesIO(made)).paragraphs[0].text == "一二三"


def test_the_head_of_a_table_and_its_last_rows_stay_together():
    rows = [
        ("社区", "场次"),
        ("{% for 社区 in 各社区 %}", ""),
        ("{{ 社区 }}", "{{ 志愿服务场次 }}"),
        ("{% endfor %}", ""),
    ]
    checked = check(template("{{ 标题 }}", table=rows), KNOWN)
    turns = [Turn({"社区": str(at), "志愿服务场次": "1"}) for at in range(9)]
    made = fill(checked.prepared, KNOWN, Values(Turn({"标题": "题"}, {"各社区": turns})))
    kept = [
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in Document(io.BytesIO(made)).tables[0].rows
    ]
    assert kept == [True, True, True, None, None, None, None, True, True, None]
