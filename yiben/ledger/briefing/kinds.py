"""What kind of entry it is. The name of what was held decides, by its last word; then what was done; then the rest."""

from __future__ import annotations

import re
from typing import NamedTuple

from yiben.ledger.briefing.drafts import Span


class Kind(NamedTuple):
    """A kind's slug and the words that tell it."""

    slug: str
    span: Span


# The word that a name ends with tells its kind; within one place the longer word stands before the shorter.
_NAMES = {
    "contest": "比赛 竞赛 大赛 擂台赛 友谊赛 联赛 挑战赛 邀请赛 对抗赛 锦标赛 选拔赛 决赛 运动会 技能比武 大比武 比武 争霸赛 知识抢答 大比拼 评比赛 竞技 棋赛 球赛 拔河赛 诵读赛 演讲赛 接力赛",
    "award": "表彰大会 表彰会 表彰仪式 颁奖仪式 颁奖典礼 颁奖 表彰 授牌仪式 授牌 评选揭晓 评选表彰 评选活动 评选会 评选 命名 选树 最美家庭揭晓 揭晓仪式 评优 评审会",
    "donation": "募捐 捐款 捐赠仪式 捐赠活动 捐赠 义捐 一日捐 无偿献血 献血活动 献血 捐献 造血干细胞采集 血样采集 爱心义卖 义卖 认捐 捐书 募集",
    "screening": "筛查 义诊 体检 健康检查 两癌检查 健康体检 免费检查 义诊活动 健康监测 血压测量 疫苗接种 视力检查 眼健康检查 健康检测 免费检测 免费测血压",
    "relief": "走访慰问 慰问活动 慰问 送温暖 送清凉 送凉爽 送关爱 帮扶 助学 救助 送爱心 送冬衣 发放慰问品 慰问品 慰问金 发放助学金 助学金 送关怀 关爱慰问 临时救助 结对帮扶 爱心助学 送粽情 送凉",
    "consultation": "咨询会 咨询日 咨询服务 咨询活动 法律咨询 现场咨询 一对一咨询 政策咨询 心理咨询 心理疏导 接待日 接待群众 接待选民 接待活动 咨询 法律援助 代表接待 坐诊",
    "training": "培训班 培训会 培训活动 实操培训 技能培训 业务培训 培训 实训 轮训 夜校 公益课程 体验课 手工课 课程 公益课 兴趣班 学习班 开班仪式 开班 老年课堂 技能提升班 研修班 结业 教学 老年大学 训练营 暑期班 集训 兴趣课堂 暑期课堂 书法班 合唱班 舞蹈班 太极班",
    "lecture": "讲座 宣讲会 宣讲活动 宣讲 讲堂 公开课 报告会 团课 党课 微党课 安全课 法治课 思政课 健康课 科普课 普法课 授课 大讲堂 小课堂 课堂 开学第一课 说课 微课堂 宣讲报告会 第一课 导读课 开讲",
    "study": "集中学习 专题学习 理论学习 学习会 学习教育 读书班 学习活动 大学习 学习研讨 学习贯彻 专题研讨 研学 政治学习 学习讨论 学习 研讨 观看教育片 学习日 学习交流 学习交流会 学习分享",
    "meeting": "座谈会 恳谈会 推进会 例会 部署会 工作会议 工作会 会议 动员会 协商会 议事会 联席会 研判会 调度会 评议会 总结会 交流会 听证会 征求意见会 碰头会 民主协商 协商议事 代表大会 会员大会 换届大会 成立大会 选举大会 议事 圆桌会 民情恳谈 对接会 碰头 票决会 商讨会 协调会 专题会 院落会 坝坝会 民主生活会 组织生活会 述职会 约谈会 居民会议 见面会 工作部署会 启动会 务虚会 大会 全会 征询会 通报会 汇报会",
    "visit": "入户走访 走访调研 走访活动 走访企业 走访 调研 视察 入企 探访 入户 巡访 上门走访 大走访 排查 巡查 检查 督查 敲门行动 摸排 调查 参观考察 考察",
    "volunteering": "志愿服务活动 志愿服务 志愿服务行动 志愿活动 志愿者活动 志愿行动 学雷锋活动 学雷锋 清洁家园 环境整治 大扫除 清洁行动 卫生大扫除 义务劳动 义务植树 植树活动 植树 护学岗 护学 文明劝导 交通劝导 劝导 环境清理 净滩 清理行动 卫生整治 志愿红 捡拾垃圾 清洁活动 人居环境整治 除雪 清扫 扫雪 铲雪 巡河 护河 义务理发 义剪 爱心送考 爱心护考 送考 站岗执勤 执勤 敲门送 清洁日 周末卫生日 环境卫生整治 洁城 大清扫 环保行动 清洁 公益服务 美化 植绿护绿 绿化养护",
    "publicity": "宣传活动 宣传 宣传周 宣传月 宣传日 普法活动 普法 宣传服务 倡导 科普活动 科普 宣教 宣传教育 推广 法治宣传 倡议 宣传进 反诈宣传",
    "benefit": "招聘会 福利发放 便民服务 便民服务活动 惠民活动 惠民 便民活动 普惠活动 福利 便民 免费观影 消费券 优惠券 送岗位 赠票 便民集市 便民服务日 便民大集 惠民服务 免费理发 一元理发 就业服务 免费领取 普惠 爱心餐 助餐 助浴 团购 购物节 生日蛋糕 生日福利 免费照相 拍全家福 相亲 直播带岗 送戏",
    "themed": "主题活动 活动日 主题党日 主题团日 联欢会 联欢 文艺演出 演出 晚会 游园会 游园 茶话会 分享会 读书会 沙龙 音乐会 朗诵会 展览 图片展 作品展 书画展 摄影展 文化节 邻里节 百家宴 亲子活动 手工活动 体验活动 演练 疏散演练 观影 电影放映 放映 联谊 联谊会 嘉年华 集市 市集 诗会 歌会 汇演 团建 插花 包粽子 做月饼 猜灯谜 灯谜 烘焙 剪纸 写春联 送春联 送福 春联 亲子阅读 阅读活动 读书活动 悦读 诵读 绘本 入队仪式 成人礼 红色研学 参观 手作 DIY 制作 趣味活动 趣味游戏 健步走 徒步 骑行 交友 夏令营 冬令营 庆祝活动 文化活动 文体活动 快闪 集体生日 生日会 重温 观看 彩绘 拓印 扎染 腊八粥 元宵 粽子 包饺子 采摘 运动 节目 歌咏 书香 升旗 祭扫 展演 民俗活动 游艺",
    "dues": "会费收缴 收缴会费 会费 经费收缴 收缴工会会费 会费入账 缴纳会费",
    "service": "办结 受理 代办 参保缴费 办理 参保 办件 答复 缴费 登记 申领 领取 认证 转办 投保 参保登记 诉求办理 诉求",
    "milestone": "开工 竣工 完工 验收 投入使用 进场施工 封顶 交付 启用 动工 立项 完成招标 改造完成 主体完工 施工 工程进度 投用 通水 通车 挂网招标 完成设计 落成 建成 改造",
    "status": "基本情况 现状 存量 在册 现有 共有",
    "other": "揭牌 揭牌仪式 签约仪式 签约 开放日 供需对接 成立仪式 共建签约 直播助销 助农 消费促进 挂牌 换届 选举 接收 参观交流 资料更新",
}
_SLUG_OF = {word: slug for slug, words in _NAMES.items() for word in words.split()}
_CUE = re.compile("|".join(sorted(map(re.escape, _SLUG_OF), key=len, reverse=True)))
_WEAK = frozenset(
    "学习 课堂 宣传 制作 观看 参观 活动日 改造 检查 排查 调查 登记 领取 办理 清洁 运动 元宵 粽子 书香 惠民 便民 大会 福利 救助 入户 走访 咨询 推广 倡导 倡议 接收 科普 普法 美化 帮扶 课程 教学 劝导 建成 研讨 诉求 施工 清扫 助农 募集 命名 答复 缴费 结业 重温 选举 坐诊 表彰 共有 现有 节目 慰问 培训 志愿服务 慰问品 慰问金 会议 议事 执勤 考察 调研 立项 演出 展览 春联 联谊 惠民服务 剪纸 插花 烘焙 绘本 讲座 会费 代表大会 揭牌 认证 颁奖 授课".split()
)
HELD = re.compile(
    r"(?:开展|举办|举行|召开|组织(?:开展|举办|了)?|启动|主办|承办|迎来|开设|拉开|参加)(?:了)?(?P<what>[^，。；！？\n]{2,70})"
)


def kind_of(text: str, title: Span | None, start: int, end: int) -> Kind | None:
    """The kind told by the title, what is said to be held, and the words of the rest, in this order of weight."""
    scores: dict[str, float] = {}
    words: dict[str, Span] = {}

    def count(found: re.Match[str] | None, weight: float, last: bool = False) -> None:
        if found is None:
            return
        slug = _SLUG_OF[found[0]]
        if weight > 0:
            scores[slug] = scores.get(slug, 0) + weight
            words.setdefault(slug, Span(found.start(), found.end()))

    if title:
        cues = list(_CUE.finditer(text, *title))
        for cue in cues[:-1]:
            count(cue, 1.0)
        count(cues[-1] if cues else None, 4)
    for number, held in enumerate(HELD.finditer(text, start, end)):
        cues = list(_CUE.finditer(text, held.start("what"), held.end("what")))
        if cues:
            count(cues[-1], 4 if number == 0 else 1.5)
    for cue in _CUE.finditer(text, start, end):
        count(cue, 0.3 if cue[0] in _WEAK else 0.6)
    if not scores:
        return Kind("themed", Span(start, start)) if "活动" in text[start:end] else None
    best = max(scores, key=lambda slug: scores[slug])
    return Kind(best, words[best])
