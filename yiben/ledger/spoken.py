"""What reading a list says, in the reader's language: it is kept in Chinese as it was said, and translated where shown.

Reading knows no Django (`heads`, `rows`, `counting` …, `lib.dates`): each sentence that it can say stands here by its
shape. The closer shape stands before the wider one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import get_language, gettext

from yiben.lib.spoken import N_, Spoken

SHAPES = (
    # What a row says of its days.
    N_("没有日期"),
    N_("%(said)s不是日期"),
    N_("%(said)s看不出是哪一天，请写成 2025-3-5"),
    N_("%(said)s分不清是%(one)s还是%(other)s，请写成 %(way)s"),
    N_("%(said)s只有年份，缺月和日"),
    N_("%(said)s只有年和月，缺日，请写成 2025-3-5"),
    N_("%(said)s太长，不像是日期"),
    N_("%(said)s分不清月和日，请把年份写在前面，如 2025-3-5"),
    N_("%(said)s缺少哪一日"),
    N_("%(said)s不是一天，看不懂起止日期"),
    N_("没有%(month)s月"),
    N_("%(said)s没有写年份"),
    N_("%(year)s年%(month)s月没有%(day)s日"),
    N_("%(year)s年不像是对的年份"),
    N_("结束日期早于开始日期"),
    N_("起止日期相隔超过一年"),
    N_("%(day)s还没到，活动办完再登记"),
    N_("没有写月份"),
    N_("%(said)s不是月份"),
    # What it was.
    N_("没有活动名称"),
    N_("是没有算出结果的公式，请用 Excel 或 WPS 打开、保存后再上传"),
    N_("没有名称一列，按表名记作%(title)s"),
    N_("没有名称一列，按类型记作%(title)s"),
    N_("这一格里像是写了 %(n)s 项活动，只记作一条；要分开记请拆成几行"),
    N_("勾了不止一种类型"),
    N_("%(said)s说的是事，按表名认类型"),
    N_("%(said)s说的是事，不是活动类型"),
    N_("没有这种类型：%(said)s。可以填：%(kinds)s"),
    N_("%(said)s不止一种类型，记作%(kind)s"),
    N_("没有写类型，按%(what)s认作%(kind)s"),
    N_("表名"),
    N_("小标题"),
    N_("名称"),
    N_("没有这个事项：%(said)s"),
    N_("没有写事项，按名称认作%(topic)s"),
    N_("写着%(said)s，没有办的活动不登记"),
    # Whose it was.
    N_("没有写单位"),
    N_("没有写单位，按上面的行记在%(unit)s"),
    N_("没有写单位，按名称里的%(unit)s记"),
    N_("按小标题记在%(unit)s"),
    N_("小标题里的%(said)s不是本街道的单位"),
    N_("您不能替%(unit)s登记"),
    N_("有不止一个单位叫这个名字：%(said)s"),
    N_("没有这个单位：%(said)s，是不是%(meant)s"),
    N_("没有这个单位：%(said)s"),
    N_("写了不止一个单位，记在%(unit)s名下，其余记作联合单位"),
    N_("没有%(said)s，认作%(meant)s"),
    N_("%(said)s按街道记"),
    N_("%(said)s不是本街道的单位，没有记入联合单位，写在备注里"),
    N_("没有这条条线：%(said)s"),
    N_("有不止一项任务这样写：%(said)s，没有归集"),
    N_("没有找到这项任务：%(said)s，没有归集"),
    # How many.
    N_("%(said)s是负数，数量不能是负数"),
    N_("%(said)s不是数字"),
    N_("不是一个确定的数字"),
    N_("%(said)s位数太多，不像是数量"),
    N_("%(said)s是约数或范围，请填写确切的数"),
    N_("数字太大或太小，不像是数量"),
    N_("%(said)s已有一列，这里的没有记"),
    N_("从文字里读出%(said)s，其中的约数已标明"),
    N_("从文字里读出%(said)s"),
    N_("%(said)s没有归入计量，留在备注里"),
    N_("%(said)s没有归入计量"),
    N_("名称里写着%(said)s，没有记作数量"),
    N_("内容里写着%(said)s，没有记作数量"),
    N_("%(said)s要写成 %(n)s 个数，用斜线隔开"),
    N_("%(said)s数的是户，记作户数"),
    N_("%(said)s是钟点，没有记作时长"),
    N_("%(said)s写的是%(unit)s，按 %(value)s计，请看一下"),
    N_("%(said)s是约数，按 %(value)s 计并标明"),
    N_("%(said)s认作百分数，按 %(value)s 计"),
    N_("%(said)s 分钟按 %(value)s 小时计"),
    N_("%(said)s按 %(value)s 计（相加）"),
    N_("%(said)s比平常一次活动的多得多，请看一下"),
    N_("%(said)s按 %(value)s 计，括号里的没有记"),
    N_("%(said)s按 %(value)s 计"),
    N_("%(said)s按%(unit)s记"),
    N_("%(said)s认作%(kind)s"),
    # What may be the same.
    N_("与%(where)s同日同名，请看是否重复"),
    N_("与%(where)s像是同一件事（%(why)s），请看是否重复"),
    N_("同一单位同日同名"),
    N_("同一单位同日，名称相近，地点相同"),
    N_("同一单位同日，名称相近"),
    N_("同日联合举办，名称相近"),
    N_("同日同一地点，名称相近"),
    # How a column was told.
    N_("按列名认出"),
    N_("列名像是这一项"),
    N_("列名是一种类型或条线，格子里打勾"),
    N_("没有名称一列，以这一列为名称"),
    N_("没有日期一列，每行按月份记一条汇总"),
    N_("%(share)s的格子是日期"),
    N_("%(share)s的格子是单位名称"),
    N_("%(share)s的格子是活动类型"),
    N_("%(share)s的格子是条线名称"),
    N_("%(share)s的格子是事项"),
    N_("%(share)s的格子是写在文字里的数量"),
    N_("%(share)s的格子像地点"),
    N_("全部的格子是%(what)s"),
    N_("日期"),
    N_("单位名称"),
    N_("条线名称"),
    N_("写在文字里的数量"),
    N_("全部的格子像地点"),
    N_("格子里的数字都带着这个单位"),
    N_("列名里有%(word)s，格子里是数字"),
    N_("格子里像是活动名称"),
    N_("一段话里写着名称和数量"),
    N_("没有数量的列，这一列的文字里写着数量"),
    N_("这一列的文字里写着数量"),
    N_("格子里写着时间和地点"),
    N_("格子里是条线的名称"),
    N_("格子里写着人次"),
    N_("格子里的数字带着份"),
    N_("格子里像地点"),
    N_("格子里是时长"),
    N_("列名写了两种说法，格子里只有一个数"),
    N_("累计的是这一行的几场"),
    N_("格子里多半说的是事，不是活动类型"),
    N_("表上方写着单位：%(unit)s"),
    N_("列名和%(who)s确认过的一份一样，照那次的认法"),
    N_("列名和%(who)s确认过的一份一样，照那次的认法，新的列请看一下"),
    N_("列名和%(who)s确认过的一份差不多，照那次的认法，新的列请看一下"),
    N_("列名和%(who)s确认过的一份差不多，照那次的认法"),
    N_("%(who)s确认过"),
    N_("%(who)s定为不要"),
    N_("%(who)s %(year)s年%(month)s月%(day)s日"),
    # Why a column is not taken.
    N_("与%(other)s一起记"),
    N_("与%(other)s重复"),
    N_("没有导入"),
    N_("只用来看活动办没办"),
    N_("认不出"),
    N_("格子里没有一个是条线"),
    N_("格子里没有一个是事项"),
    N_("格子里没有一个是活动类型"),
    N_("格子里没有一个是本街道的单位"),
    N_("格子里是计量单位"),
    N_("格子里是钟点"),
    N_("格子里不是日期"),
    N_("格子里不是数"),
    N_("格子里多半不是数"),
    N_("格子里是数，不是名称"),
    N_("格子里不只是数"),
    N_("格子里只有一个数"),
    N_("只有“情况”才记比率"),
    N_("数的是什么写在另一列里"),
    N_("是第几期，不是场次"),
    N_("%(said)s涉及%(about)s，一本不记录，已略去，这一列的内容没有保存"),
    N_("%(said)s涉及%(about)s，一本不记录，已略去"),
    N_("%(said)s是个人信息，一本不记录，这一列的内容没有保存"),
    N_("“没有列名的一列”"),
    N_("民族"),
    N_("宗教信仰"),
    N_("政治面貌或党派、团体身份"),
    N_("海外关系"),
    N_("思想和言论"),
    N_("对人员的排查管控"),
    N_("排名、积分、考勤或定位"),
    N_("%(head)s一列%(why)s，没有导入"),
    N_("%(head)s 列是数字，不知道数的是什么，没有记，请在这里选定"),
    # What is said of a whole table.
    N_("没有单位一列，%(said)s"),
    N_("按表上方写的，都记在%(unit)s名下"),
    N_("都记在%(unit)s名下"),
    N_("没有条线一列，按表名都归入%(line)s"),
    N_("没有名称一列，活动名称都记作%(title)s"),
    N_("表上方写着%(said)s，还没有办，没有读取"),
    N_("是一人一行的名单，一本不逐人登记，没有读取；请一项活动合计成一行（日期、名称、人数）再上传"),
    N_("表是横着填的，按列读取；行号是列号，2 就是 B 列"),
    N_("一张卡片记作一条；行号是卡片开始的那一行"),
    N_("表是横竖两向填的，一格里的一项活动记作一条"),
    N_("日期写在文字里，一格里的一项活动记作一条"),
    N_("日期写在小标题里，下面的行都记在那一天"),
    N_("活动名称按类型分列，各列分开读取"),
    N_("两行记一项活动，合成一行读取"),
    N_("一行里写着几项活动的，分开读取，合写的数没有记"),
    N_("下一行写的归到上一行的活动"),
    N_("没有表头，各列照%(name)s的认法"),
    N_("没有表头，各列按内容认出"),
    N_("工作表%(name)s是隐藏的，没有读取"),
    N_("工作表%(name)s没有认出表头，没有读取"),
    N_("工作表%(name)s上有 %(n)s 张表，分开读取"),
    N_("第%(rows)s行是合计，没有导入"),
    N_("第%(rows)s行是小标题，没有导入"),
    N_("第%(rows)s行是表尾说明，没有导入"),
    N_("第%(rows)s行是填写示例，没有导入"),
    N_("第%(rows)s行没有填活动，没有导入"),
    N_("第%(rows)s行接着写上一行的活动，没有另记，其中的数量没有加上"),
    N_("第%(rows)s行写着手机号或证件号，中间几位没有保存"),
    N_("%(first)s·%(left)s列起"),
)
COLUMNS = (
    N_("列：单位"),
    N_("列：开始日期"),
    N_("列：结束日期"),
    N_("列：活动类型"),
    N_("列：事项"),
    N_("列：条线"),
    N_("列：活动名称"),
    N_("列：地点"),
    N_("列：联合单位"),
    N_("列：对应举措"),
    N_("列：备注"),
    N_("列：文字里的数量"),
    N_("列：补录汇总"),
    N_("列：时间地点"),
    N_("列：名称和数量（一段话）"),
    N_("列：年"),
    N_("列：月"),
    N_("列：日"),
    N_("列：场次"),
    N_("列：人次"),
    N_("列：人数"),
    N_("列：志愿者"),
    N_("列：户数"),
    N_("列：份数"),
    N_("列：件数"),
    N_("列：金额"),
    N_("列：时长"),
    N_("列：比率"),
)
_COLUMN = "列："
_COUNTED = re.compile(r"(?P<name>[^（：]+)(?:（(?P<unit>[^）]+)）)?(?:：(?P<noun>.+))?")

said = Spoken(SHAPES)


def column_name(label: str) -> str:
    """A field: 单位 is Unit, 金额（万元）：慰问金 is Money (万元): 慰问金; a street's own metric stays its word."""
    if not label or (get_language() or "zh").startswith("zh"):
        return label
    if "、" in label:
        return ", ".join(map(column_name, label.split("、")))
    if (whole := _named(label)) != label or not (found := _COUNTED.fullmatch(label)):
        return whole
    unit = f" ({found['unit']})" if found["unit"] else ""
    return f"{_named(found['name'])}{unit}" + (f": {found['noun']}" if found["noun"] else "")


def _named(name: str) -> str:
    told = gettext(f"{_COLUMN}{name}")
    return told if told != f"{_COLUMN}{name}" else name


def noticed(text: str, sheets: Iterable[str]) -> str:
    """A notice about a list: the name of the sheet, then what is said of it."""
    if not text or (get_language() or "zh").startswith("zh"):
        return text
    sheet = max((name for name in sheets if text.startswith(f"{name}：")), key=len, default="")
    rest = text.removeprefix(f"{sheet}：") if sheet else text
    told = said(rest)
    if told == rest:
        # 没有表头，各列按内容认出；D 列是数字…: several sentences put together.
        told = "; ".join(map(said, rest.split("；")))
    return f"{sheet}: {told}" if sheet else told
