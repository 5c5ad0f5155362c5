"""What a document looks back on is what it told before."""

from __future__ import annotations

from yiben.gongwen import read_text
from yiben.reports.checking.reading import check, stock
from yiben.reports.tests.test_check import YEAR

LACKS = "二、存在问题\n"


RESTATED = [
    ("辖区共建基层工会47家。", LACKS + "51家基层工会中，仍有部分作用发挥不明显。"),
    ("选出妇联执委196名。", LACKS + "一是169名执委经常参与工作的不多。"),
    ("取得救护员证86人。", "三、打算\n一是取得救护员证的68人全部纳入应急队伍。"),
    ("公众号推送信息186篇。", "三、打算\n在公众号168篇的基础上加大推送力度。"),
    ("组织58名区、街道两级人大代表深入社区。22名代表述职。", "工作还存在监督有待增强、64名代表作用不均等不足。"),
    ("队伍由年初的9支发展到14支。建有青年突击队14支。", LACKS + "17支青年突击队活跃度不均。"),
    ("暑托班服务儿童163名。", "下一步，将总结136名暑托班儿童的看护经验。"),
    ("辖区规上企业21家。", "下一步，我们将以24家规上企业为重点走访。"),
]
NEW = [
    ("辖区共建基层工会47家。", LACKS + "47家基层工会中，仍有部分作用发挥不明显。"),
    ("组织58名人大代表深入社区。", "对照职责，22名代表向选民述职。"),
    ("改造老旧小区10个。", "三、打算\n对12个老旧小区进行改造。"),
    ("建成社区书屋6个。", "三、打算\n二是新建5个社区书屋。"),
    ("选派教师37名。", LACKS + "一是教师中专职的仅30名。"),
    ("成立志愿服务队6支。", "三、打算\n力争志愿服务队达到8支。"),
]


def test_what_is_looked_back_on_with_another_number_is_inconsistent(street):
    held = stock(street.street, YEAR)
    for before, again in RESTATED:
        found = check(read_text(f"一、情况\n{before}\n{again}"), held)
        assert found[-1].verdict == "inconsistent_inside", again
        assert [one.verdict for one in found].count("inconsistent_inside") == 2, again


def test_what_is_new_or_a_part_is_not_held_against_what_was_told(street):
    held = stock(street.street, YEAR)
    for before, again in NEW:
        found = check(read_text(f"一、情况\n{before}\n{again}"), held)
        assert "inconsistent_inside" not in {one.verdict for one in found}, again
