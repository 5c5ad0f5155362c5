"""What is refused where no gettext is known, by its shape: it is said in Chinese and put into the reader's language by
`Refused.sentence`. The closer shape stands before the wider one."""

from __future__ import annotations

from yiben.lib.spoken import N_, Spoken

SHAPES = (
    # The boundary.
    N_("%(said)s涉及%(about)s，一本不记录，已略去"),
    N_("群众聚集和活动场所的排查"),
    # Files.
    N_("文件是空的"),
    N_("文件超过 %(most)s MB"),
    N_("文件解压后超过 %(most)s MB，不予打开，请拆分后上传"),
    N_("文件已损坏或不完整，请用 WPS 或 Office 打开后另存一份再上传"),
    N_("文件的压缩目录与内容不符，不予打开"),
    N_("文件设有密码，请去掉密码后再上传"),
    N_("文件的压缩方式不常见，请用 WPS 或 Office 另存一份再上传"),
    N_("文件压缩得异常紧，疑似压缩炸弹，不予打开"),
    N_("%(file)s：文件设有密码，请去掉密码后再上传"),
    N_("请用 WPS 或 Word 打开，另存为 .docx 再上传"),
    N_("请用 WPS 打开，另存为 .docx 再上传"),
    N_("请上传可编辑的原文件"),
    N_("请用 WPS 或 Excel 打开，另存为 .xlsx 再上传"),
    N_("文件"),
    N_("%(file)s是 .%(kind)s，%(advice)s"),
    N_("%(file)s不是可识别的文件，请上传 %(wanted)s"),
    N_("%(file)s的内容是 .%(kind)s，请上传 %(wanted)s"),
    # Tables.
    N_("表格超过 %(most)s 行（最后一行在第 %(last)s 行），请删去多余的行或拆分后上传"),
    N_("表格超过 %(most)s 个单元格，请删去多余的行列或拆分后上传"),
    N_("表格超过 %(most)s 个单元格，请删去空白的行列或拆分后上传"),
    N_("表格超过 %(most)s 个单元格，请拆分后上传"),
    N_("各工作表合计超过 %(most)s 个单元格，请拆分后上传"),
    N_("表格文件超过 %(most)s MB，请拆分后上传"),
    N_("表格超过 %(most)s 行，请拆分后上传"),
    N_("表格有 %(wide)s 列，最多 %(most)s 列，请删去不用的列再上传"),
    N_("工作表超过 %(most)s 张，请拆分后上传"),
    N_("表格里的文字太多，请拆分后上传"),
    N_("表格里有过长的文字，请缩短后再上传"),
    N_("表格设有密码，请去掉密码后再上传"),
    N_("表格文件已损坏或不完整，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传"),
    N_("这不是表格文件，请上传 .xlsx、.xls、.ods 或 .csv"),
    N_("这不是 .xlsx 表格，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传"),
    N_("暂不支持 .xlsb，请另存为 .xlsx 再上传"),
    N_("这份 csv 的引号或分隔符不完整，请用 WPS 或 Excel 另存为 .xlsx 再上传"),
    N_("看不懂文件的编码，请另存为 .xlsx 或 UTF-8 编码的 .csv 再上传"),
    N_("这是旧格式的表格（.xls 或 .et），请用 WPS 或 Excel 打开后另存为 .xlsx 再上传"),
    N_("旧格式的表格没有转换成功，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传"),
    N_("这是网页或 XML 格式的表格，只是名字写成了表格，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传"),
    N_("超过 %(most)s 行，请缩小范围后再导出"),
    # A superior's workbook that is filled.
    N_("%(cell)s 在合并单元格里，请填左上角那一格"),
    N_("%(cell)s 超出了表格的范围"),
    N_("%(cell)s 是公式，不能填数"),
    N_("一格里最多写 %(most)s 个字"),
    N_("填好的表格太大，请分成几份"),
    # Pictures.
    N_("图片的像素太多，不予打开，请缩小后再上传"),
    N_("图片的编码方式不常见，请另存一份再上传"),
    N_("图片打不开，可能已损坏，或只是改了后缀名"),
    N_("图片不完整或已损坏，请重新拍摄或导出后再上传"),
    # PDF.
    N_("这台服务器没有安装 LibreOffice，不能生成 PDF；请下载 Word 文档"),
    N_("生成 PDF 没有成功，请下载 Word 文档"),
    # Days and periods.
    N_("时段的开始日期不能晚于结束日期"),
    N_("看不懂时段“%(said)s”，请写成 2025、2025H1、2025Q3、2025-07 或 2025-01-01..2025-11-20"),
    N_("没有这一天：%(said)s"),
    N_("年份应在 %(first)s 至 %(last)s 之间：%(said)s"),
    # Documents.
    N_("文件超过 %(most)s MB，没有打开。"),
    N_("文件是空的。"),
    N_("文件里没有正文，不是完整的 Word 文档。"),
    N_("文件不完整或已损坏，打不开。请重新保存为 .docx 后再上传。"),
    N_("文件不完整（可能没有传完），打不开。请重新上传。"),
    N_("文件已加密，请取消密码后再上传。"),
    N_("文件解压后过大，没有打开。"),
    N_("文件结构异常，内含条目过多，没有打开。"),
    N_("文件的内部编码异常，没有打开。"),
    N_("文件含有不该有的实体定义，为安全起见没有打开。"),
    N_("文件结构过于庞大，没有打开。"),
    N_("文件打不开，可能已移走或没有权限。"),
    N_("文件内容已损坏，打不开。请重新保存为 .docx 后再上传。"),
    N_("这不是 Word 文档：名字是 .docx，内容不是。请重新保存后再上传。"),
    N_("这是网页或 XML 文件，请另存为 .docx 或 .txt 后再上传。"),
    N_("文本文件过大，没有打开。"),
    N_("认不出这是什么文件，请上传 .docx 或 .txt。"),
)

spoken = Spoken(SHAPES)
