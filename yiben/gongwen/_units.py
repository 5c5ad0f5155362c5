"""The measure words of official prose: how each is written, what kind of thing it counts, and what never follows it."""

import re

_PEOPLE = "人 名 位 人次 人份 人天 口人 个人次"
_COUNT = """
    个 项 次 场 期 批 件 条 份 册 本 张 幅 篇 套 台 辆 部 座 处 所 支 队 组 间 门 节 类 种 轮 例 单 剂 针 片 束 盒 箱 袋 包 瓶 只 头 羽 株 棵 盏 面 块 枚 把
    桌 床 班 站 店 点 届 级 首 曲 集 字 页 句 行 桩 起 宗 款 则 道 步 课 家 户 对 双 层 栋 幢 艘 架 匹 根 颗 朵 粒 滴 副 顶 扇 尊 声 票 席 分 封 回 遍 趟
    场次 批次 期次 班次 户次 家次 件次 车次 船次 场（次） 班（次） 期（次） 张次 篇次 节次 台次 台套 台（套） 套（间） 单位 人（次） 条次 例次 支队伍 项次 床位 席位 名额
    标箱 车 船 课次 件套 大类 小类 大项 小项 小组 支部 例次 份次 辆次 处次 点位 学分 积分 词条 战队 梯次 档 间次 对次 餐 顿 捆 桶 罐 卷 筐 串 包裹
    册次 架次 艘次 章 笔 列 枝 帧 具 尾 窝 眼 讲 堂 孔 拨 幕 味 管 坛 宗 项次 组次
    盆 杯 碗 篮 壶 盘 提
    省 市 县 国 镇 乡 村 区 校 省份 省区 乡镇 街道 社区 部门 区县 县区 市县 镇街 街镇 行政村 县（市、区） 市（州） 乡镇（街道） 村（社区） 网格 岗位 窗口 站点 门类 家庭户
"""
_PERIOD = """
    年 天 日 周 小时 分钟 秒 秒钟 个月 个星期 个周 个小时 个工作日 个季度 个学期 个学时 个课时 个自然日 个交易日 个月份 个钟头 个学年 个年头 个昼夜 工作日 自然日 星期 学时
    课时 学期 学年 季度 周年 昼夜 钟头 日历天 个纳税年度 个年度 个会计年度 个财政年度 刻钟
"""
_MONEY = "元 块钱 元钱 美元 港元 港币 欧元 英镑 日元 元人民币 人民币 美金 角 角钱 元整"
_PERCENT = "% ％ ‰ 个百分点 百分点 成 个千分点 个点"
_AREA = "平方米 平米 ㎡ m² 平方公里 平方千米 亩 公顷 km² 平方 平方英尺 平方厘米"
_OTHER = """
    倍 番
    米 公里 千米 厘米 毫米 公分 里程 海里 吨 公斤 斤 千克 克 毫克 升 毫升 立方米 立方 方 千瓦 千瓦时 兆瓦 度 岁 周岁 摄氏度 ℃ km kg g m cm mm ml mL L t kWh MW GB TB MB 赫兹
    吨标准煤 公升 cc 英里 英尺 英寸 光年 尺 寸 瓦 伏 安 分贝 兆 毫西弗 单位血 万步 里地 公里路 单位血液 /10万 /万 亿次 cps 吨公里 人公里
"""
_NAMES = {
    **{"个月": "月", "个星期": "周", "星期": "周", "个周": "周", "个小时": "小时", "个钟头": "小时", "钟头": "小时"},
    **{
        "个工作日": "工作日",
        "个季度": "季度",
        "个学期": "学期",
        "个学时": "学时",
        "个课时": "课时",
        "个自然日": "自然日",
    },
    **{
        "个纳税年度": "年",
        "个年度": "年",
        "个会计年度": "年",
        "个财政年度": "年",
        "个年头": "年",
        "周年": "年",
        "个月份": "月",
    },
    **{
        "个交易日": "交易日",
        "个学年": "学年",
        "个昼夜": "昼夜",
        "日历天": "日",
        "秒钟": "秒",
        "载": "年",
        "个人次": "人次",
    },
    **{
        "块钱": "元",
        "元钱": "元",
        "元人民币": "元",
        "人民币": "元",
        "美金": "美元",
        "港币": "港元",
        "元整": "元",
        "角钱": "角",
    },
    **{"％": "%", "个百分点": "百分点", "成": "%", "个千分点": "千分点", "个点": "百分点"},
    **{"平米": "平方米", "㎡": "平方米", "m²": "平方米", "平方": "平方米", "平方千米": "平方公里", "km²": "平方公里"},
    **{"千米": "公里", "周岁": "岁", "立方": "立方米", "mL": "毫升", "ml": "毫升", "kg": "公斤", "km": "公里"},
    **{
        "场（次）": "场次",
        "班（次）": "班次",
        "期（次）": "期次",
        "人（次）": "人次",
        "台（套）": "台套",
        "支队伍": "支",
    },
    **{"口人": "人", "家庭户": "户", "余条": "条", "晚": "晚"},
}
KINDS = {
    written: kind
    for kind, words in (
        ("count", _COUNT), ("people", _PEOPLE), ("other", _OTHER), ("area", _AREA), ("percent", _PERCENT),
        ("money", _MONEY), ("period", _PERIOD),
    )
    for written in words.split()
}  # fmt: skip
_LENGTHS: dict[str, list[int]] = {
    first: sorted({len(written) for written in KINDS if written[0] == first}, reverse=True)
    for first in {written[0] for written in KINDS}
}
_WHOLE = {"count", "people"}

# A measure word is none when it only begins another word: 个别, 家长, 条例, 场所. Kept short: 5名优秀, 3所以上 are counted.
_BEGINS = """
    个 别性 | 名 称誉 | 家 庭属长暴务 | 人 大民口才员类 | 条 例 | 点 击赞评燃亮对心面线上到多起 | 位 于置 | 期 间望限待盼末 | 组 织建合长 | 处 理置级罚 | 场 所馆景 | 所 谓属 |
    部 分署队委位落 | 批 准评判 | 面 对向临积貌 | 支 持部出付撑委柱 | 台 账阶湾风胞 | 门 户诊店槛 | 段 落 | 对 于待接象应口比照话外策标 | 班 子级长主组 |
    站 点位在立式长 | 单 位元独一身 | 片 区面段刻 | 首 先次批 | 行 动业政为使走程 | 步 骤入行伐履调 | 成 立员果功长绩效 | 分 钟 | 度 假 | 区 域块别级分委政县直间街妇团总工 |
    县 级域委政城乡处直妇团总 | 市 级域委政场民直区妇团总容 | 省 级委政会直市妇团总 | 村 级民委庄务干妇 | 乡 镇村土亲间 | 国 家际内有旗外庆防资 | 校 园外长内友区 | 镇 级区村政街 | 安 全排置装心徽 |
    日 常益前子记报均式照出 | 年 级度龄轻代初底末前会均检终货画味份青 | 天 津然使下气 | 周 边期围年密末恩报到一二三四五六日转总知 | 元 旦素宵月件气 | 里 面程 | 尺 度 | 款 项待物式 | 起 来到草点源诉伏 |
    包 括含容保联干抓 | 把 手握关控 | 头 部脑 | 封 面闭建 | 回 报应复访归收顾望答家头馈信流乡 | 档 案次 | 路 径线上口段灯面 | 车 间辆站 | 打 造击破开通卡扫好响 |
    双 创减方百拥语 | 字 样 | 声 音 | 层 面次级 | 届 时满 | 则 是为 | 道 路德理 | 餐 饮厅桌 | 间 接隔 | 席 位 | 票 据 | 曲 折 | 页 面 | 桌 面 | 床 上 | 版 权块面本 |
    只 有能要是需 | 令 人 | 根 据本 | 角 色度落 | 店 铺 | 载 体入 | 升 级学旗温华至 | 克 服 | 斗 争 | 晚 会上年 | 岁 月 | 摊 位点贩 | 柜 台 | 顶 层 | 串 联 |
    队 伍员长 | 节 约日假目能庆 | 篇 章幅 | 栋 梁 | 针 对灸织 | 幅 度 | 讲 解话座述师义究坛习 | 堂 而 | 列 入为举席出 | 具 有体备 | 管 理委护控道好辖 | 眼 睛镜前光 | 宗 旨教族 |
    味 道 | 幕 后 | 笔 记 | 拨 打付款 | 盆 景地 | 杯 子赛 | 碗 筷 | 篮 球 | 盘 点活旋棋 | 提 供出升高前交倡醒取到问案速质效请及示名任
"""
_BLOCKED = {
    unit: frozenset(nexts)
    for unit, _, nexts in (entry.strip().partition(" ") for entry in _BEGINS.split("|"))
    if nexts
}  # fmt: skip


def unit_at(text: str, at: int) -> str:
    """The longest measure word that stands at this place, as written; '' if none."""
    for length in _LENGTHS.get(text[at : at + 1], ()):
        written = text[at : at + length]
        if written in KINDS:
            nexts = _BLOCKED.get(written)
            if nexts and text[at + length : at + length + 1] in nexts:
                continue
            return written
    return ""


def named(written: str) -> str:
    """The unit a measure word stands for: 个月 → 月, ㎡ → 平方米, 周岁 → 岁."""
    return _NAMES.get(written, written)


def is_whole(kind: str) -> bool:
    """Whether such things come in whole numbers, so that 近300人 ends at 299."""
    return kind in _WHOLE


_PEOPLE_WORDS = (
    "家庭志愿者 志愿者 义工 社工 青年 妇女 职工 群众 居民 学生 儿童 老人 党员 团员 会员 干部 教师 老师 医生 家长 市民 村民 人员 少年 青少年 女性 农民 学员 代表 家属 网民 网友"
    " 观众 粉丝 游客 民众 母亲 女工 农民工 工人 未成年人 人口 人 移民 孩子 幼儿 师生 队员 青工 骨干 患者 捐献者 献血者 用户 大学生 毕业生 考生 男女 妈妈 残疾人 困难群体 员工 受众 红领巾 姐妹 孕产妇 患儿 女童 团干部 人士"
)
_THINGS = {
    **dict.fromkeys(_PEOPLE_WORDS.split(), ("人", "people")),
    **dict.fromkeys("家庭 农户 住户 脱贫户 困难户".split(), ("户", "count")),
    **dict.fromkeys("企业 商户 商家 门店 机构 单位 合作社 民企 店铺 公司 工会".split(), ("家", "count")),
    **dict.fromkeys("学校 中小学 幼儿园 高校 院校 小学".split(), ("所", "count")),
}
_TOTALS = {
    **dict.fromkeys("人数 人口 移民 人员 志愿者 会员 团员 党员 职工 队员 总人数 受众 粉丝 粉丝量 粉丝数 用户 用户数 关注人数 群众".split(), ("人", "people")),
    **dict.fromkeys("资金 金额 捐款 善款 经费 投入 收入 产值 款项 销售额 营收 贷款".split(), ("元", "money")),
    **dict.fromkeys("阅读量 浏览量 点击量 播放量 访问量 点赞量 转发量 点击率 阅读数 浏览数 播放数 次数 频次 点击 浏览 阅读 播放 点击数 访问 曝光量".split(), ("次", "count")),
    **dict.fromkeys("时长 服务时数 工时".split(), ("小时", "period")),
    **dict.fromkeys("面积".split(), ("平方米", "area")),
    **dict.fromkeys("户数".split(), ("户", "count")),
}  # fmt: skip


def _any_of(words: dict[str, tuple[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


_THING, _TOTAL = _any_of(_THINGS), _any_of(_TOTALS)
_CLAUSE_END = re.compile("[，。；：、！？,;\n]")


def counted_thing(text: str, at: int) -> tuple[str, str] | None:
    """(unit, kind) of a number without a measure word, from the noun right behind it: 300余｜志愿者."""
    found = _THING.match(text, at + (text[at : at + 1] == "的"))
    return _THINGS[found[0]] if found else None


def counted_nearby(text: str, start: int, end: int) -> tuple[str, str] | None:
    """(unit, kind) of a number without a measure word, from what its sentence counts: 户籍人口超过｜100万."""
    before = text[max(0, start - 40) : start].rsplit("。", 1)[-1]
    totals = _TOTAL.findall(before)
    if totals:
        return _TOTALS[totals[-1]]
    behind = _CLAUSE_END.split(text[end : end + 30], maxsplit=1)[0]
    found = _THING.search(behind)
    return _THINGS[found[0]] if found else None
