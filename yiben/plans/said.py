"""What reading work points says of them, in the reader's language: it is kept in Chinese with the plan, by its shape
here and translated where it is shown."""

from __future__ import annotations

from yiben.lib.refusals import SHAPES as REFUSALS
from yiben.lib.spoken import N_, Spoken

SHAPES = (
    N_("%(said)s。原文仍在。"),
    N_("“%(title)s”讲的是已经做的事，没有列为任务。"),
    N_("这句讲的是已经做的事，没有列为任务。"),
    N_("任务超过 %(most)s 条，后面的没有读。"),
    N_("没有这一天，日期没有读。"),
    N_("文字是按行折断的（像是从 PDF 复制的），已把断开的行接起来。"),
    N_("句中夹着页码，已略去。"),
    N_("单独一行的页码，已略去。"),
    N_("页眉或页脚里有数字，没有读。"),
    N_("这段文字在文本框里。"),
    N_("这里的“%(number)s”按一级标题读。"),
    N_("编号从“%(before)s”回到“%(number)s”。"),
    N_("编号从“%(before)s”跳到“%(number)s”。"),
    N_("有些字节认不出是什么字，已用“\ufffd”代替。"),
    N_("文字超过 %(most)s 万字，只读了前面的部分。"),
    N_("文档里嵌入了另一个文件，其内容没有读。"),
    N_("目录没有读。"),
    N_("有 %(n)s 处脚注或尾注，没有读。"),
    N_("有 %(n)s 处隐藏文字，没有读。"),
    N_("有 %(n)s 处修订删除的文字，按已删除处理；修订插入的文字已读。"),
)

said = Spoken((*SHAPES, *REFUSALS))
