"""The trace of acts in words: what each verb is called, and which page shows what an act is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiben.units.models import Act

WORDS: dict[str, Promise | str] = {
    "ledger.record": _("记一笔"),
    "ledger.record_many": _("一次记下几条"),
    "ledger.correct": _("更正记录"),
    "ledger.void": _("作废记录"),
    "ledger.attribute": _("调整记录的条线、任务"),
    "ledger.attribute_all": _("成批归集记录"),
    "ledger.erase": _("清除记录的文字"),
    "ledger.attach": _("加附件"),
    "ledger.withdraw_file": _("撤下附件"),
    "ledger.erase_file": _("清除附件"),
    "ledger.close": _("结账"),
    "ledger.reopen": _("反结账"),
    "ledger.begin_import": _("上传表格"),
    "ledger.commit_import": _("导入表格"),
    "ledger.undo_import": _("撤销导入"),
    "ledger.drop_import": _("放弃导入"),
    "ledger.map_import": _("认定表格的各列"),
    "ledger.skip_import_row": _("不导入重复的一行"),
    "ledger.skip_same_rows": _("不导入账本里已有的各行"),
    "ledger.tell_twins_again": _("导入前再查重复"),
    "ledger.tell_apart": _("认定两条记录不重复"),
    "ledger.ask": _("提问"),
    "ledger.answer_ask": _("答复提问"),
    "ledger.take_back_ask": _("撤回提问"),
    "plans.upload": _("上传工作要点"),
    "plans.open_year": _("起草下一年的工作要点"),
    "plans.edit_measure": _("修改任务"),
    "plans.split_measure": _("拆分任务"),
    "plans.merge_measures": _("合并任务"),
    "plans.drop_measure": _("任务不纳入"),
    "plans.keep_measure": _("任务重新纳入"),
    "plans.add_target": _("增加目标"),
    "plans.set_target": _("修改目标"),
    "plans.remove_target": _("去掉目标"),
    "plans.confirm": _("确认工作要点"),
    "plans.drop": _("放弃工作要点"),
    "plans.issue": _("下发工作要点"),
    "plans.recall": _("收回下发的工作要点"),
    "plans.acknowledge": _("签收工作要点"),
    "plans.revise": _("上传工作要点修订稿"),
    "plans.match": _("对应修订前后的任务"),
    "plans.decide": _("选定修订稿里的要求"),
    "plans.announce": _("列入日历"),
    "plans.call_off": _("从日历去掉"),
    "plans.declare_done": _("说明任务已完成"),
    "plans.take_back": _("撤回已完成"),
    "figures.type_past": _("录入上年的数"),
    "figures.take_back_past": _("撤回录入的上年数"),
    "reports.keep_form": _("收一份报表"),
    "reports.describe_form": _("登记报表"),
    "reports.drop_form": _("撤回报表"),
    "reports.bind_cell": _("改报表一格的填法"),
    "reports.type_cell": _("手填报表一格"),
    "reports.correct_list": _("改报表里一份清单的填法"),
    "reports.take_typed": _("定下报表一格用谁填的数"),
    "reports.ask_cells": _("请单位填报表"),
    "reports.put_off_cells": _("改单位填报表的期限"),
    "reports.take_back_cells": _("收回请单位填的格"),
    "reports.answer_cells": _("填街道要的格"),
    "reports.merge_cells": _("并入单位填的格"),
    "reports.accept_cells": _("认可报表里没有把握的格"),
    "reports.queue_form": _("让报表在后台填"),
    "reports.fill_form": _("填好报表"),
    "reports.check_document": _("核对文稿"),
    "reports.pin_words": _("指定文中说法的指标"),
    "reports.drop_pin": _("不再指定文中说法的指标"),
    "reports.hand_out": _("打包带走证据材料"),
    "reports.build": _("起草汇报"),
    "reports.edit": _("修改汇报"),
    "reports.keep_sections": _("取以前汇报的章节"),
    "reports.send": _("送审汇报"),
    "reports.send_back": _("退回汇报"),
    "reports.review": _("审阅汇报"),
    "reports.issue": _("出具汇报"),
    "reports.keep_template": _("添加汇报模板"),
    "reports.replace_template": _("换上汇报模板的新一版"),
    "reports.take_version": _("改按模板的新一版填汇报"),
    "reports.drop_template": _("停用汇报模板"),
    "terms.add_line": _("增加条线"),
    "terms.add_kind": _("增加活动类型"),
    "terms.add_topic": _("增加事项"),
    "terms.switch": _("启用或停用条线、活动类型、指标"),
    "terms.define": _("建立指标"),
    "terms.revise": _("修订口径"),
    "terms.retire": _("停用指标"),
    "units.add_unit": _("增加单位"),
    "config.export": _("导出整本账"),
    "config.import_book": _("导入整本账"),
    "config.back_up": _("备份"),
    "config.restore": _("恢复备份"),
    "config.upgrade": _("升级"),
    "config.print_keys": _("打印密钥"),
    "config.check_keys": _("核对纸上的密钥"),
    "units.end_unit": _("撤销单位"),
    "units.rename_unit": _("单位改名"),
    "units.merge_units": _("合并单位"),
    "units.split_unit": _("分设单位"),
    "units.choose_lines": _("选定条线"),
    "units.add_person": _("增加人员"),
    "units.take_on": _("增加人员并安排岗位"),
    "units.give_post": _("安排岗位"),
    "units.prolong_post": _("延长岗位"),
    "units.end_post": _("终止岗位"),
    "units.hand_over": _("交接没办完的事"),
    "units.correct_name": _("改姓名"),
    "units.unlock": _("解除登录暂停"),
    "units.renew_password": _("重设密码"),
    "units.choose_password": _("本人改密码"),
    "units.take_on_factor": _("启用第二重验证"),
    "units.renew_codes": _("换恢复码"),
    "units.use_recovery_code": _("用恢复码登录"),
    "units.drop_factor": _("解除第二重验证"),
    "units.say": _("对一本提意见"),
    "units.answer_feedback": _("答复意见"),
    "units.sign_out_elsewhere": _("退出其他设备"),
}

# Only what an auditor may open; what has no page of its own is told by its words.
PAGES = {
    "ledger.entry": "ledger:detail",
    "ledger.importbatch": "ledger:batch",
    "plans.plan": "plans:detail",
    "plans.measure": "figures:measure",
    "reports.report": "reports:detail",
    "terms.indicator": "terms:detail",
    "units.unit": "units:detail",
}

DETAILS: dict[str, Promise | str] = {
    "title": _("标题"),
    "filename": _("文件"),
    "unit": _("单位"),
    "number": _("编号"),
    "login": _("登录名"),
    "to": _("交给"),
    "before": _("原来"),
    "now": _("改为"),
    "kind": _("岗位"),
    "until": _("至"),
    "start": _("自"),
    "end": _("至"),
    "reason": _("原因"),
    "ground": _("依据"),
    "words": _("意见"),
    "rows": _("行数"),
    "entries": _("记录数"),
    "aside": _("不对应任务的"),
    "sha256": "SHA-256",
}


@dataclass(frozen=True)
class Told:
    """An act as a row of the list."""

    act: Act
    what: Promise | str
    about: list[tuple[Promise | str, object]]
    url: str


def told(act: Act) -> Told:
    known = [
        (DETAILS[key], _short(value)) for key, value in act.detail.items() if key in DETAILS and value not in ("", None)
    ]
    return Told(act, WORDS.get(act.verb, act.verb), known, _url(act.about))


def _short(value: object) -> object:
    return value[:12] if isinstance(value, str) and len(value) == 64 else value


def _url(about: str) -> str:
    label, _colon, key = about.partition(":")
    return reverse(PAGES[label], args=[key]) if label in PAGES else ""
