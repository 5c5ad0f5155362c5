"""The two real documents, from Word and from plain text."""

import datetime
from pathlib import Path

import pytest

from yiben.gongwen import read
from yiben.gongwen.tests.shapes import expected, shape

SAMPLES = Path(__file__).parents[3] / "tests" / "samples"


@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_work_points_are_read(suffix):
    document = read(SAMPLES / f"work-points-2023.{suffix}")
    assert document.title == "电厂街道2023年度统战群团工作要点"
    assert document.body == "电厂街道"
    assert document.addressees == ("各社区", "各站办所", "党群服务中心")
    assert document.date == datetime.date(2023, 3, 28)
    assert shape(document.outline) == expected("""
        四 非公经济工作
          一是
        七 工会工作
          一是
          二是
          三是
          四是
        八 团委工作
        九 妇联工作
        十 红十字会工作
          一是
          二是
          三是
        """)
    assert [node.paragraph for node in document.outline] == [5, 6, 7, 8, 9]


@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_work_report_is_read(suffix):
    document = read(SAMPLES / f"work-report-2023.{suffix}")
    assert document.title == "新城街道2024年度党的建设暨组织、宣传、统战、政法工作会议发言材料"
    assert (document.body, document.kind, document.date) == ("新城街道", "report", None)
    assert shape(document.outline) == expected("""
        ¶
        1 上年度工作完成情况
          （四） 发挥群团优势，更好服务群众
            团委工作
              一是 加强青年思想引领
              二是 强化志愿服务提升
              三是 推进主题教育活动
            妇联工作
              一是
              二是
              三是
            工会及红会工作
              一是 切实做好职工保障工作
              二是 加强会员教育培训
              三是
            人大工作
        二 存在的主要问题
          二是
        三 下一步重点工作任务
          （四） 群团工作
            一是 继续加强思想政治引领
            二是 强化法制宣传教育
        """)


@pytest.mark.parametrize("name", ["work-points-2023", "work-report-2023"])
def test_word_and_plain_text_say_the_same(name):
    word, plain = read(SAMPLES / f"{name}.docx"), read(SAMPLES / f"{name}.txt")
    assert [(block.index, block.text) for block in word.blocks] == [(block.index, block.text) for block in plain.blocks]
    assert word.outline == plain.outline
