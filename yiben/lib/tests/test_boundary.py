import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib.boundary import ALLOWED, What, allows, neutral_noun, refused_names

NAMES = [what for what in What if what is not What.MEASURE]

REFUSED_NAMES = """
民族 | 宗教信仰 | 政治面貌 | 党员人数 | 团员名册 | 少数民族人口 | 侨眷台账 | 信教群众登记 | 活动场所排查 | 思想状况调查 | 舆情研判
民族成份 | 族别 | 所属民族 | 是否少数民族 | 民族（汉族、回族） | 姓名民族 | 民族、文化程度 | 其中：少数民族 | 回族人口数 | 维吾尔族居民户数 | 藏族学生名单
少数民族流动人口服务对象名单 | 少数民族流动人口底数 | 民族宗教 | 民族宗教工作台账 | 宗教 | 信仰 | 有无宗教信仰 | 宗教活动场所数 | 宗教活动场次 | 宗教教职人员备案
信教人数 | 信教群众 | 基督教徒人数 | 清真寺数量 | 家庭教会排查 | 教会聚会登记 | 佛教信众人次 | 寺庙台账 | 邪教人员排查 | 宗教界人士名册
党员 | 党员数 | 党员名单 | 党员花名册 | 其中党员 | 是否党员 | 党员比例 | 党员占比 | 预备党员人数 | 流动党员台账 | 在职党员报到人数 | 党员发展数 | 入党时间
入党积极分子 | 入党积极分子人数 | 入团人数 | 团员 | 团员数 | 团员发展数 | 团员发展人数 | 共青团员名册 | 党员志愿者人数 | 党员志愿者 | 慰问困难党员人数
政治身份 | 政治立场 | 政治倾向 | 党派 | 民主党派人数 | 无党派人士名单 | 统战对象台账 | 新的社会阶层人士登记 | 参加人员/政治面貌 | 党员/人数
归侨侨眷人数 | 归侨 | 华侨户数 | 侨情普查 | 台胞台属台账 | 港澳居民登记 | 海外关系 | 境外亲属 | 出国境情况 | 境外人员登记 | 留学人员名册
思想动态 | 青少年思想动态调研 | 思想表现 | 舆情 | 舆情条数 | 网络舆情监测 | 网民言论 | 网上言论排查 | 不当言论记录 | 社交账号 | 朋友圈截图
重点人员台账 | 重点人员走访数 | 信访人员名单 | 上访人员稳控 | 不稳定人员排查 | 涉邪人员管控
社区排名 | 工作积分 | 积分 | 名次 | 考勤 | 出勤率 | 在线时长 | 登录次数 | 走访轨迹 | GPS轨迹 | 手机定位 | 必传照片 | 打卡次数
活动场所摸底登记 | 宗教活动场所 | 聚会点排查
民 族 | 政治 面貌 | 政\u200b治面貌 | 政　治　面　貌 | 民·族 | 「民族」 | 政治/面貌 | 黨員人數 | 團員名冊 | 歸僑僑眷 | 輿情研判 | 宗敎信仰 | 党 员 人 数
困难党员数 | 党员户 | 党员中心户 | 党员生日 | 推优入党人数 | 新发展团员 | 新疆籍人员 | 涉疆人员 | 回民人数 | 维族 | 藏民 | 教派 | 礼拜人数 | 政治背景 | 思想问题
国籍 | 外籍人员 | 因私出国 | 出入境记录 | 留学生名单 | 海外华人 | 侨务对象 | 网评员人数 | 信访重点人 | 稳控对象 | 越级上访人次 | 红榜 | 考核得分 | 活跃用户数
religion | ethnicity | Ethnic Group | political_status | politicalAffiliation | party_member_count | is_party_member | league_members
overseas_ties | religious_belief | minzu | nationality | gps_track | login_count | online_time | ranking | leaderboard | MINORITY
"""

KEPT_NAMES = """
主题党日 | 主题党日场次 | 团课 | 团课场次 | 建党日 | 红十字会 | 红十字会会员人数 | 党员志愿者服务 | 党员志愿服务活动 | 党员大会 | 党员大会次数 | 党员培训场次
党员教育培训 | 党员活动室 | 党员先锋岗数量 | 党员志愿服务队数量 | 团员大会场次 | 团员之家 | 学社衔接率 | 团员学社衔接率 | 党支部数 | 团支部数量 | 党组织覆盖率
民族团结主题活动 | 民族团结进步宣传月 | 民族政策宣传场次 | 民族文化活动场次 | 民族舞比赛 | 中华民族共同体意识宣讲 | 少数民族政策宣讲场次 | 宗教政策法规宣传场次
宗教事务条例学习场次 | 反邪教宣传场次 | 反邪教培训参加人数 | 侨法宣传场次 | 侨联 | 侨界联谊活动场次 | 统战工作会议 | 舆情应对培训场次 | 思想道德讲堂场次
思想政治引领 | 思想政治教育 | 理想信念教育 | 政治理论学习 | 政治学习次数 | 宣传教育场次 | 安全宣传教育活动
两癌筛查人数 | 健康筛查人次 | 居民登记人数 | 志愿者人数 | 志愿服务时长 | 注册志愿者人数 | 参加人数 | 参加人员名单 | 会员人数 | 工会会员人数 | 会费缴纳人数
流动人口登记 | 困难家庭户数 | 独居老人名单 | 退役军人走访 | 消防安全排查 | 安全隐患排查数 | 矛盾纠纷排查 | 重点人群家庭医生签约率 | 残疾人人数 | 老年人活动场所数
活动场所 | 文体活动场所检查 | 老年活动场所排查 | 活动名称 | 活动类型 | 活动日期 | 主办单位 | 单位 | 备注 | 地点 | 照片 | 签到表 | 签到人数 | 捐款金额
合唱团团员人数 | 艺术团员名单 | 集团员工人数 | 社团员工培训 | 街道教育活动 | 街道教师人数 | 诚信教育场次 | 自信教育 | 通信教学 | 水族馆参观 | 上班族夜校人数 | 银发族
华侨路社区 | 民族路社区 | 民族中学 | 平台属性 | 加入团队时间 | 加入党群服务中心 | 入户人数 | 网红打卡点 | 亲子阅读打卡 | 功能定位 | 会议出席人数 | 礼拜天课堂 | 庙会活动
保安人数 | 满足率 | 壮大队伍 | 教会老人使用手机 | 工作要点 | 完成时限 | 牵头单位 | 党建工作经费 | 党群服务中心 | 党课场次 | 党课参加人次 | 团队人数
主题党日活动 | 团日活动 | 宣传月活动 | 三会一课场次 | 民主评议党员 | 优秀共产党员表彰 | 党员冬训 | 退休党员送学上门 | 少数民族群众联欢会 | 回族小吃 | 水族
彝族火把节活动 | 白族扎染体验课 | 收藏民间工艺 | 联网民警 | 来访民众 | 志愿者积极分子 | 文体积极分子人数 | 信访件办结率 | 重点人群签约服务 | 入党宣誓仪式 | 团购 | 团圆饭
青年大学习参学率 | 意识形态专题会议次数 | 留学归国人员座谈会 | 回民街社区 | 岗位练兵 | 入队仪式 | 群众团体 | 民族一家亲联谊 | 少先队员人数
title | unit | held_on | attendances | volunteers | people | last_login | trace | embrace | contest | party_branch | points_plan | believe | description
"""

REFUSED_MEASURES = """
对辖区信教群众进行摸底登记，建立台账
建立健全少数民族流动人口台账，做到底数清、情况明
开展宗教活动场所安全隐患排查
开展活动场所排查，严防非法聚集
开展青年思想状况调查
加强舆情研判，及时上报
做好网络舆情监测和信息收集
摸清辖区归侨侨眷底数
开展侨情普查工作
统计辖区党员人数
建立党员名册
完善流动党员台账
发展党员5名
全年发展团员不少于20名
全年新发展共青团员20名
对团员进行摸排登记
做好党员信息采集工作
开展团员信息核查和录入
登记归侨侨眷、台胞台属
掌握辖区少数民族群众情况
掌握青年思想动态
做好境外人员登记
排查重点人员，落实稳控措施
走访信教群众，逐户登记造册
对辖区非法宗教聚会点进行排查
收集网民言论
开展統戰對象摸底
建立新的社会阶层人士名册
摸排信 教 群 众
编制民主党派人士名单
党员发展5名
全年培养入党积极分子10名
推荐优秀团员入党5名
青年党员比例不低于30%
党员总数达到300人
开展党员组织关系集中排查
开展失联党员排查
摸清辖区民族宗教底数
开展反邪教宣传，排查邪教人员
加强宗教活动场所管理，定期巡查
更新党员花名册
定期开展舆情巡查
"""

KEPT_MEASURES = """
每月开展主题党日活动
召开党员大会全年不少于4次
组织党员志愿者开展志愿服务不少于12次
组织50名党员参加社区清洁行动
组织党员开展安全隐患排查
组织党员、志愿者入户排查独居老人
党员干部入户摸排困难群众
党员排查楼道安全隐患
排查安全隐患，发动党员参与整治
排查矛盾纠纷，慰问归侨侨眷
七一前走访慰问困难党员、老党员
开展团课不少于4次，学社衔接率达到98%
做好学社衔接工作，团员学社衔接率达95%以上
开展民族团结进步宣传月活动，统计参加人数
宣传少数民族政策，登记参加人数
深入学习宗教事务条例，组织普法宣传不少于2次
做好宗教政策宣传工作
落实意识形态工作责任制，每半年专题研究1次
加强思想政治引领，深入开展集中学习
开展反邪教宣传教育4场
侨法宣传月开展宣传活动2场
关爱归侨侨眷，开展健康筛查1次
为归侨侨眷办实事
做好发展党员工作
加强党员教育管理
两癌筛查全年不少于300人
完成红十字会会员登记工作
开展困难家庭摸底调查，建立台账
统计志愿者服务时长
建立独居老人台账
开展文体活动场所安全检查
全年走访企业不少于50家，收集问题诉求
对接党员教育基地，组织参观
举办归侨侨眷座谈会1场
组建党员突击队，参与人口普查
慰问困难党员20名
走访慰问老党员不少于30人次
组织党员30名参加志愿服务
表彰优秀党员10名
开展党员志愿服务，全年不少于500人次
推动社区经济发展，党员带头
做好少数民族同胞服务工作
开展防范非法集资宣传
加强宗教政策法规学习，全年不少于2次
引导党员参与垃圾分类调查
"""


def names(text):
    return [name.strip(" \n") for name in text.replace("\n", "|").split("|") if name.strip(" \n")]


def lines(text):
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("name", names(REFUSED_NAMES))
def test_what_people_are_is_no_name(name):
    verdict = allows(name, what=What.COLUMN)
    assert not verdict.allowed
    assert verdict.reason.endswith("一本不记录，已略去")


@pytest.mark.parametrize("name", names(KEPT_NAMES))
def test_what_was_done_is_a_name(name):
    assert allows(name, what=What.INDICATOR) == ALLOWED


@pytest.mark.parametrize("measure", lines(REFUSED_MEASURES))
def test_listing_and_checking_people_is_no_measure(measure):
    assert not allows(measure, what=What.MEASURE)


@pytest.mark.parametrize("measure", lines(KEPT_MEASURES))
def test_work_with_people_is_a_measure(measure):
    assert allows(measure, what=What.MEASURE)


@pytest.mark.parametrize("what", NAMES)
@pytest.mark.parametrize(
    "name",
    "民族 宗教信仰 政治面貌 党员人数 团员名册 少数民族人口 侨眷台账 信教群众登记 活动场所排查 思想状况调查 舆情研判".split(),
)
def test_the_design_s_examples_are_refused_as_every_name(name, what):
    assert not allows(name, what=what.value)


@pytest.mark.parametrize("what", NAMES)
@pytest.mark.parametrize("name", ["主题党日", "团课", "建党日", "红十字会", "学社衔接率", "两癌筛查"])
def test_an_activity_s_own_words_are_kept_as_every_name(name, what):
    assert allows(name, what=what)


def test_there_are_sixty_examples_each_way():
    assert min(len(names(REFUSED_NAMES)), len(names(KEPT_NAMES))) >= 60
    assert min(len(lines(REFUSED_MEASURES)), len(lines(KEPT_MEASURES))) >= 30


def test_a_programme_may_be_named_for_whom_it_helps_but_no_column():
    assert allows("慰问困难党员", what=What.PROGRAMME)
    assert not allows("慰问困难党员", what=What.COLUMN)


def test_the_reason_quotes_the_name_and_says_what_it_touches():
    verdict = allows("党 员 人数", what="column")
    assert (verdict.reason, verdict.noun) == ("“党 员 人数”涉及政治面貌或党派、团体身份，一本不记录，已略去", "党员")


@pytest.mark.parametrize(
    ("noun", "neutral"),
    [
        ("党员志愿者", "志愿者"),
        ("党员", "人员"),
        ("老党员", "人员"),
        ("困难党员", "困难人员"),
        ("党员干部", "干部"),
        ("党员群众", "群众"),
        ("党员和群众", "群众"),
        ("党员、志愿者", "志愿者"),
        ("党员、团员", "人员"),
        ("团员青年", "青年"),
        ("少数民族群众", "群众"),
        ("少数民族妇女", "妇女"),
        ("回族居民", "居民"),
        ("信教群众", "人员"),
        ("归侨侨眷", "人员"),
        ("归侨、侨眷家庭", "家庭"),
        ("入党积极分子", "人员"),
        ("在职党员", "人员"),
        ("党党员员志愿者", "志愿者"),
        ("黨員志願者", "志愿者"),
        ("志愿者", "志愿者"),
        ("红十字会会员", "红十字会会员"),
        ("工会会员", "工会会员"),
        ("合唱团团员", "合唱团团员"),
        ("社区居民", "社区居民"),
        ("场", "场"),
        ("", ""),
    ],
)
def test_a_head_count_gets_a_neutral_noun(noun, neutral):
    assert neutral_noun(noun) == neutral


ingredients = st.lists(
    st.sampled_from(
        [
            "党员",
            "民族",
            "归侨",
            "信教",
            "群众",
            "志愿者",
            "老",
            "、",
            "和",
            "人数",
            "团",
            "员",
            "政治面貌",
            " ",
            "活动",
            "登记",
            "对",
            "，",
        ]
    ),
    max_size=8,
).map("".join)


@given(ingredients | st.text(max_size=40))
def test_a_neutral_noun_stays_neutral(noun):
    once = neutral_noun(noun)
    assert neutral_noun(once) == once


@given(ingredients, st.sampled_from(What))
def test_blanks_and_width_change_nothing(text, what):
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert allows(full_width, what=what).allowed == allows(text, what=what).allowed


@given(st.text(max_size=300) | ingredients, st.sampled_from(What))
def test_no_text_upsets_it(text, what):
    verdict = allows(text, what=what)
    assert verdict.allowed == (not verdict.reason)


@pytest.mark.parametrize("text", ["党员" * 100_000, "对" * 200_000, "建立侨眷" * 50_000, "活动场所的" * 50_000])
def test_a_long_text_takes_no_longer_than_its_first_pages(text):
    started = time.process_time()
    for what in (What.FIELD, What.MEASURE):
        assert allows(text, what=what).allowed == allows(text[:20_000], what=what).allowed
    assert time.process_time() - started < 5


def test_a_walk_names_the_places():
    walked = [("ledger.Entry.title", "title"), ("ledger.Person.ethnicity", "ethnicity"), ("import.3", "政治面貌")]
    assert [where for where, _, _ in refused_names(walked)] == ["ledger.Person.ethnicity", "import.3"]
