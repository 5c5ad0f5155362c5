"""A street with a plan and a few months of work, and its annual report in each state."""

from datetime import date

from tests.people import entry
from yiben.figures.tests.promises import promise
from yiben.lib.periods import Period
from yiben.reports import actions

PERIOD = Period(date(2025, 1, 1), date(2025, 11, 20))
ISSUED_ON = date(2025, 11, 20)


def worked(s):
    """Promises of three lines, kept, late and slow, and work for them."""
    promise(s, "擦亮志愿服务品牌", indicator="volunteering-times", value=3, unit="场")
    promise(s, "每个社区都有服务", indicator="volunteering-times", value=2, unit="场", scope="each")
    fair = promise(s, "开展“春送岗位”活动", line="union", indicator="activity-times", value=1, unit="场", own=True)
    promise(s, "规范会费收缴", line="union", indicator="union-dues", value=900, unit="元", deadline=date(2025, 6, 30))
    promise(s, "组织无偿献血", line="redcross", indicator="blood-donation-people", value=100, unit="人次")
    for unit, title in ((s.riverside, "学雷锋志愿服务"), (s.riverside, "植树护绿"), (s.hilltop, "清洁家园")):
        entry(unit, title=title, amounts={"attendances": 40, "volunteers": 12})
    entry(
        s.street,
        kind="consultation",
        title="“春送岗位”招聘会",
        lines=("union",),
        measures=(fair.pk,),
        amounts={"attendances": 300},
    )
    entry(s.office, kind="dues", topic="union-dues", title="会费", lines=("union",), amounts={"money": "820.5"})
    entry(s.hilltop, kind="publicity", title="普法宣传", lines=("union",), amounts={"materials": 200})


def drafted(s, **said):
    worked(s)
    return actions.build(**({"by": s.bob, "unit": s.street, "genre": "annual", "period": PERIOD} | said))


def sent(s):
    return actions.send(drafted(s), by=s.bob)


def returned(s):
    return actions.send_back(sent(s), by=s.carol, remarks="补充存在的问题")


def reviewed(s):
    return actions.review(sent(s), by=s.carol)


def issued(s):
    return actions.issue(reviewed(s), by=s.carol, number="青办〔2025〕12号", date=ISSUED_ON)


IN_STATE = {"drafted": drafted, "sent": sent, "returned": returned, "reviewed": reviewed, "issued": issued}
