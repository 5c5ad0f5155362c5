"""What kind of entry it is. The name of what was held decides, by its last word; then what was done; then the rest."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.likely import likely, telling


class Kind(NamedTuple):
    """A kind's slug and the words that tell it."""

    slug: str
    span: Span


# Words that a name ends with, by the kind they tell.
_NAMES = {
    "contest": """
        比赛 竞赛 大赛 擂台赛 友谊赛 联赛 挑战赛 邀请赛 对抗赛 锦标赛 选拔赛 决赛 争霸赛 评比赛 棋赛 球赛 拔河赛 诵读赛 演讲赛 接力赛 运动会 技能比武 大比武 比武 知识抢答 知识竞答 竞答
        大比拼 竞技 初赛 健步走赛 团体赛 公开赛 PK赛
    """,
    "award": """
        表彰大会 表彰会 表彰仪式 表彰活动 颁发仪式 颁授仪式 授予仪式 颁奖仪式 颁奖典礼 颁奖 表彰 授牌仪式 授牌 评选揭晓 评选表彰 评选活动 评选会 评选 选树活动 选树 揭晓仪式 评优 评审会 命名授牌 命名 评审 颁证
    """,
    "donation": """
        募捐 募捐活动 捐款 捐款活动 捐赠仪式 捐赠活动 捐赠 义捐 一日捐 无偿献血 献血活动 献血 捐献 血样采集 爱心义卖 义卖 义卖活动 认捐 捐书 捐衣 慈善捐 献爱心捐款 募集 筹得 募得 捐资
    """,
    "screening": """
        筛查 筛查活动 义诊 义诊活动 体检 健康检查 两癌检查 健康体检 免费检查 健康监测 血压测量 疫苗接种 视力检查 配镜验光 验光 眼健康检查 健康检测 免费检测 骨密度检测 查体 孕检 普查
    """,
    "relief": """
        走访慰问 慰问走访 走访慰问活动 慰问活动 慰问行动 慰问 送温暖 送清凉 送凉爽 送关爱 帮扶 帮扶活动 助学 救助 送爱心 送冬衣 助学金 送关怀 关爱慰问 关爱活动 临时救助 结对帮扶 爱心助学
        送凉 夏送清凉 冬送温暖 金秋助学 关爱行动 帮困 扶贫济困 慰问帮扶 困难帮扶 送温暖活动 送清凉活动 微心愿
    """,
    "consultation": """
        咨询会 咨询日 咨询服务 咨询活动 法律咨询 现场咨询 政策咨询 心理咨询 心理疏导 接待日 接待日活动 接待群众 接待选民 接待活动 咨询 法律援助 坐诊 进站接待 代表进站 代表进家站 代表进社区 心理辅导 接访 问诊服务 答疑会
    """,
    "training": """
        培训班 培训会 培训活动 培训课 实操培训 技能培训 业务培训 培训 实训 轮训 夜校 公益课程 体验课 手工课 课程 兴趣班 学习班 开班仪式 开班 老年课堂 研修班 老年大学 训练营
        集训 兴趣课堂 暑期课堂 书法班 合唱班 舞蹈班 太极班 摄影班 课堂教学 剪纸课 书法课 舞蹈课 声乐课 瑜伽课 绘画课 烘焙课 插花课 手机课 结业 结业式 托管班 托管 培训讲座班 教学活动 公益课 晋级培训
        教学 银龄课堂 银龄学堂 夜校课程 兴趣课 四点半课堂 四点半学校 假期课堂 假日学校
    """,
    "lecture": """
        讲座 知识讲座 宣讲会 宣讲活动 宣讲 讲堂 公开课 报告会 团课 党课 微党课 安全课 法治课 思政课 健康课 科普课 普法课 反诈课 宣讲课 急救课 环保课 大讲堂 小课堂 课堂 开学第一课
        第一课 微课堂 大课堂 开讲 授课 说法 微宣讲 讲课 道德讲堂 公益讲堂 普法讲座 公益讲座
    """,
    "study": """
        集中学习 专题学习 理论学习 学习会 学习教育 读书班 学习活动 大学习 学习研讨 专题研讨 政治学习 学习讨论 学习 研讨 学习日 学习交流 学习分享 理论学习中心组学习 研讨会 学习贯彻 集体学习
        观看教育片 专题党课学习 交流研讨 集中收看 收看 交流心得 集中观看
    """,
    "meeting": """
        座谈会 恳谈会 推进会 例会 部署会 工作会议 工作会 会议 动员会 协商会 议事会 联席会 联席会议 研判会 调度会 评议会 总结会 交流会 听证会 征求意见会 碰头会 民主协商 协商议事 代表大会
        会员大会 换届大会 成立大会 选举大会 议事 圆桌会 民情恳谈 对接会 票决会 商讨会 协调会 专题会 院落会 坝坝会 板凳会 民主生活会 组织生活会 述职会 约谈会 居民会议 见面会 工作部署会
        开会 启动会 大会 全会 征询会 通报会 汇报会 楼栋长会 议事活动 座谈 沟通会 执委会 办公会 居民代表会 业主大会 碰头 推介会 商议会 小组会 班子会 委员会会议 意见征集会 夜话 夜谈 圆桌派 听取意见会 集体协商 工资协商 协商
    """,
    "visit": """
        督导 督导检查 抽查 督查检查 入户走访 走访调研 走访活动 走访企业 走访 调研 视察 视察活动 入企 探访 入户 巡访 上门走访 大走访 排查 大排查 安全检查 巡查 检查 督查 敲门行动 摸排 调查 参观考察 考察 参观学习 学习考察 考察学习
        参观交流 上门探访 执法检查 联合检查 专项检查 调研活动 走访慰问企业 走访探视 安全巡查 暗访 观摩学习 交流学习
    """,
    "volunteering": """
        志愿服务活动 志愿服务 公益服务 志愿者服务活动 志愿者服务 志愿服务行动 志愿活动 志愿者活动 志愿行动 学雷锋活动 学雷锋 清洁家园 环境整治 大扫除 清洁行动 义务劳动 义务植树 植树活动 植树 护学岗 护学 文明劝导 交通劝导 劝导
        劝导活动 环境清理 净滩 清理行动 卫生整治 捡拾垃圾 清洁活动 人居环境整治 除雪 清扫 扫雪 铲雪 巡河 护河 净河 义务理发 义剪 爱心送考 爱心护考 爱心助考 送考 站岗执勤 执勤 清洁日 周末卫生日 环境卫生整治
        洁城 大清扫 环保行动 植绿护绿 清理活动 集中整治 卫生清洁 卫生清扫 飞线整治 夜巡 平安巡逻 巡逻 巡防 充电整治 清理楼道 文明交通 清理 清扫行动 护苗行动 卫生日 义集
    """,
    "publicity": """
        送法进 送政策进 送安全进 送法下乡 送法上门
        宣传活动 宣传 宣传周 宣传月 宣传日 普法活动 普法宣传 普法 宣传服务 科普活动 科普 宣教 宣传教育 宣传教育活动 推广 法治宣传 反诈宣传 入户宣传 集中宣传 宣传行动 推广活动 科普宣传 安全宣传 进社区宣传
        法律服务活动 倡议活动 倡导活动 宣传进社区 反诈宣传活动 宣传点 设点宣传
    """,
    "benefit": """
        招聘会 福利发放 便民服务 便民服务活动 惠民活动 惠民 便民活动 普惠活动 福利 便民 免费观影 消费券 优惠券 送岗位 赠票 便民集市 便民服务日 便民大集 惠民服务 免费理发 就业服务 普惠 爱心餐 助餐 助浴
        团购 购物节 生日福利 免费照相 拍全家福 就业集市 直播带岗 零工市场 招聘活动 专场招聘 福利活动 惠民服务活动 春风行动 就业援助 生日蛋糕券 会员福利 惠民服务日 爱心早餐 免费午餐 照相 便民日 送岗 惠民大集
    """,
    "themed": """
        主题党日 主题党日活动 主题团日 团日活动 联欢会 联欢 联欢活动 文艺演出 文艺汇演 演出 晚会 游园会 游园 茶话会 分享会 读书会 沙龙 音乐会 朗诵会 展览 图片展 作品展 书画展 摄影展 文化节 读书节 艺术节 美食节 阅读节 邻里节 百家宴 长街宴 邻里宴
        亲子活动 手工活动 体验活动 演练 疏散演练 演练活动 应急演练 观影活动 电影放映 放映 放映活动 联谊 联谊会 联谊活动 嘉年华 集市 市集 诗会 歌会 汇演 团建 插花 插花活动 包粽子 做月饼 猜灯谜 烘焙 剪纸 写春联 送春联
        送福 亲子阅读 阅读活动 读书活动 悦读 诵读 绘本阅读 入队仪式 成人礼 研学 研学活动 手作 DIY 趣味活动 健步走 徒步 骑行 夏令营 冬令营 庆祝活动 文化活动 文体活动 快闪 集体生日 生日会 彩绘 拓印 扎染
        腊八粥 包饺子 采摘 歌咏 升旗 祭扫 祭英烈 展演 民俗活动 游艺 游园活动 分享活动 文艺活动 跳蚤市场 故事会 讲故事 听故事 讲绘本 绘本 朗诵 体验 音乐节 文艺表演 交友 品读 宣誓 实践活动 观影 闹元宵 交友活动 公益电影 集体婚礼 金婚 露营 参观活动 参观 开放日活动 送戏 读书分享 阅读分享
    """,
    "dues": "会费收缴 收缴会费 收缴工会会费 缴纳会费 缴纳工会会费 会费入账 收取会费 会费上缴",
    "service": """
        办结 受理 代办 参保缴费 办理 参保 办件 认证 资格认证 转办 投保 参保登记 诉求办理 帮办 帮办代办 化解 调解 补贴申请 续保 申报 医保缴费 办证 答复 复核 年审
    """,
    "milestone": """
        开工 竣工 完工 竣工验收 验收 投入使用 进场施工 封顶 交付 正式启用 启用 动工 立项 主体完工 投用 通水 通车 落成 建成 改造完成 建成投用 启用仪式 开工仪式 试运营 开业 进场 交付使用 招标 中标 结项
    """,
    "status": "基本情况 现状 存量",
    "other": "揭牌 揭牌仪式 签约仪式 签约 开放日 供需对接 供需对接会 成立仪式 共建签约 直播助销 助农直播 消费促进 消费促进周 挂牌 换届 换届选举 选举 资料更新 授旗 共建 签署 合作协议 共建协议 测评 满意度测评 满意度调查 问卷调查",
}
_GENERIC = {"主题活动": "themed", "活动日": "themed", "系列活动": "themed"}
_SLUG_OF = {**{word: slug for slug, words in _NAMES.items() for word in words.split()}, **_GENERIC}


def is_name(word: str) -> bool:
    """Whether a word is one that names of a kind end with, as the 共读会 of a meeting of any name is not."""
    return word in _SLUG_OF


# Words that only look like such a name: things and places called after it, and what is said in passing.
_INNOCENT = (
    "宣传(?:资料|单|册|页|品|手册|彩页|横幅|折页|海报|展板|画|片|标语|材料|栏|员|车|队|口号|氛围|讲解|台|部)|宣传、|培训(?:室|教室|中心|基地|材料|学校)|会议(?:室|指出|强调|要求|认为|通报|由|精神)|(?:慰问|演出|救助)(?:物资|品|金|信|款|团|物品|队|者)"
    "|志愿者?服务(?:队|站|精神|岗|总队|证|平台|意识|时长|热情|驿站|理念|项目|信息|组织)|学雷锋(?:纪念日|精神|月|日|志愿(?!服务活动|服务行动))|学习(?:用品|资料|室|文具|用具|型|中心|习惯|生活|压力|了解|掌握)|咨询(?:台|室|电话|点|处|热线|师|员|窗口|居民)|比赛(?:场|项目|规则|现场|设|分)|捐献者|捐赠者|法律援助中心|体检(?:中心|车)"
    "|人大代表大会|党代表大会|(?:党的)?(?:全国)?代表大会(?:精神)|全会(?:精神|公报)|全国人民代表大会|讲座(?:结束|现场|中|持续|后|由)|课堂(?:氛围|气氛)|活动(?:中心|室)|便民服务中心|就业服务中心|科普(?:馆|读物|展品|知识|基地)|科普、|普法(?:读物|手册|志愿)|义诊台|清洁工|清洁能源|调研员|检查员|课程表"
    "|公益电影院|展览馆|党群服务|卫生服务|惠民(?:药店|医院|小区|路|社区|家园)|(?:退役军人|公共|法律|养老)服务(?:站|中心)|学习(?:贯彻|领会|宣传)?[^，。；]{0,24}(?:精神|讲话|思想|决定|条例|准则)(?=，|,|、|和|，)|参观者|夜校班级|演练(?:现场|历时|开始|结束|过程)|会议(?:围绕|传达|总结)|慰问(?:演出)|评选出|(?:宣传|推广)[^，。；、]{0,8}(?:周|月|日)(?:期间|来临|之际|，)|世界卫生日|共建(?:单位|共|联|党组织|部门|资源)|大会直播|便民(?:食堂|超市|市场|服务卡|中心|桥|店|药店|服务点)"
)
_FIRSTS = "".join(
    sorted(
        {word[0] for word in _SLUG_OF}
        | set("宣培会慰演救志学咨比捐法体人党全讲课活便就科普义清调检公展卫惠退公养参夜评世推志大义共")
    )
)
_CUE = re.compile(
    rf"(?=[{_FIRSTS}(])(?:(?P<innocent>{_INNOCENT})|(?P<cue>{'|'.join(sorted(map(re.escape, _SLUG_OF), key=len, reverse=True))}))"
)
# Common in any brief, so of little weight where no activity is named by them.
_WEAK = frozenset(
    """
    学习 课堂 参观 检查 排查 调查 办理 惠民 便民 大会 福利 救助 入户 走访 咨询 推广 科普 普法 帮扶 课程 劝导 建成 研讨 清扫 命名 答复 结业 选举 坐诊 议事 执勤 考察 调研 立项 联谊
    剪纸 插花 烘焙 揭牌 认证 颁奖 授课 助学 诵读 悦读 验收 启用 受理 化解 调解 体检 表彰 签约 共建 座谈 清理 系列活动 主题活动 活动日 巡查 巡逻 申报 复核 参保 进场 竞技 讲堂 公益课 慰问 送福 送关爱
    体验 朗诵 绘本 教学 协商 观影 市集 集市 摸排 第一课 开讲 微心愿 说法 彩绘 演出 会议 夜话 照相 推介会 开业 送爱心 招标 中标 宣教 志愿服务 培训 走访慰问 普惠 文明交通
    """.split()
)
HELD = re.compile(
    r"(?:开展|举办|举行|召开|组织(?:开展|举办|召开|了)?|启动|主办|承办|迎来|开设|拉开|推出|实施)(?:了)?(?P<what>[^，。；！？\n]{2,70})"
)
# 一场汇报演出在小广场上演: the name stands before the verb.
_IS_HELD = re.compile(
    "(?:正在?)?(?:火热|热闹|准时|激情|正式|圆满|顺利|如期|成功|温情|温馨|隆重)?(?:举行|举办|上演|开讲|开课|开赛|开市|开张|启动|启幕|开幕|奏响|落幕|落下帷幕|拉开帷幕|拉开序幕|召开)(?=[，。；！？\n]|了|$)"
)
_CLAUSE_START = re.compile("[，。；！？\n]")
_TO_COME = re.compile("每[周月季年]|每季度|定期|继续|今后|未来|下一步|持续|不断|常态化|后续|以来")
_WILL_BE = re.compile("将[^，。；]{0,4}$")
# What came after or besides is not what it was.
_ASIDE = re.compile("[，；。](?:并|还|随后|之后|会后|课后|同时)[^，。；]*$")
_ASIDE_BEGINS = re.compile("随后|之后|会后|课后|活动后|结束后|最后")
_DUES = re.compile(
    "(?:收缴|缴纳|收取|上缴|入账|代收|收到)[^。；\n]{0,16}会费|会费[^。；\n]{0,16}(?:收缴|缴纳|收取|入账|上缴)"
)
_STATUS = re.compile(
    r"^\s*截[至止](?![^。；]*(?:开展|举办|发放|走访|完成|组织))[^。；]{0,40}有[^。；]{0,20}\d|^\s*截[至止][^。；]{0,40}(?:现有|共有|建有|拥有|已?建成|设有|达到?|存量|登记在册|注册|在册|为)|(?:现有|共有)(?![^。；]*(?:参加|参与|见证|观看|到场|聆听|报名|参训|参会|受益|领取))[^。；]{0,30}(?:支|个|家|名|户|人|处)[^。；]{0,10}[。；]?\s*$|衔接率[^。；]{0,6}(?:达|为)"
)
_MILESTONE = re.compile(
    "(?:项目|工程|改造|建设|食堂|驿站|中心|广场|公园|充电桩|电梯|道路|路灯|停车场|阵地)[^。；\n]{0,24}?(?P<stage>开工|竣工|完工|验收|投入使用|正式启用|启用|交付|封顶|进场施工|动工|建成投用|投用|建成|主体完成|立项|完成[^。；，]{0,8}(?:招标|施工|铺设|改造|建设|安装|封顶|验收|工程|装修)|改造完成|试运营|落成|开门迎客|正式启动(?=[^。；，]{0,12}项目))"
    "|(?:正式启动|启动)[^。；，]{0,16}(?:项目|工程|改造)"
)
_PRIZES = re.compile("(?:评出|评选出|决出|产生|角逐)[^，。；]{0,8}(?:一等奖|金奖|冠军|名次|优胜奖)")
_VOLUNTEERS = re.compile("志愿者|志愿服务|义工|学雷锋")
_TELLING_FIRSTS = "名谈传投你召部明捐献荣捧对逐志把耳艾代去注察督评正特低困送慰清防御救帮过冬节看祝资物发派张悬普设摆讲授以听聆主解为一上给教手动实参学班英口书绘国舞瑜声合剪编烘插吉二葫古太八摄电化茶花咖种收面厨武围美音出组招红小捡打家维缝陪代擦引栽卫爱倾与到商共讨研征回登带敲了询掌测量查检免接坐答受揭颁观交心集欢缅敬瞻踏泼笔开喜联同其赛角夺获比接抢化及"
# Deeds that tell the kind of what has no name of its own.
_TELLING = re.compile(
    f"(?=[{_TELLING_FIRSTS}])(?:"
    "(?P<relief>慰问(?:了)?[^，。；]{0,12}(?:\\d|职工|工人|老人|家庭|党员|军属|教师|交警|骑手)|为[^，。；]{2,14}送(?:出|了)?(?:西瓜|绿豆|凉茶|姜|蛋糕|礼|衣|被|帽)|(?:慰问|清凉|防暑|御寒|救助|帮扶|过冬|节日)(?:金|品|物资|饮品|礼包|礼物)|(?:送上|送去|送来)[^，。；]{0,12}(?:奶茶|西瓜|饮|汤|米|油|药|毛巾|礼|棉|被|衣|粽|饺|蛋糕|鲜花|月饼|水果|牛奶|温暖|关怀|祝福|慰问|清凉|挂历)|看望|祝寿|资助|物资发放|(?:困难|困境|低保|特困)[^，。；]{0,8}(?:发放|送))"
    "|(?P<benefit>(?:发放|发了|领取)[^，。；]{0,14}(?:津贴|补贴|奖励金|消费券|福利)|赠送[^，。；]{0,12}保险|为[^，。；]{2,12}(?:安装|加装|更换|适配)[^，。；]{0,10}\\d|免费(?:办理|安装|更换|配送))"
    "|(?P<publicity>明白卡|张贴[^，。；]{0,12}图|摆放[^，。；]{0,6}展板|(?:发放|派发|张贴|悬挂)[^，。；]{0,14}(?:宣传|资料|手册|折页|传单|倡议书|明白纸|告知书|海报|横幅|一封信)|普及[^，。；]{0,16}(?:知识|常识|窍门|政策)|设置宣传|摆摊设点)"
    "|(?P<lecture>谈如何|传授|讲授|讲述|授课|以案释法|听讲|聆听|主讲|(?:讲解|解读)[^，。；]{0,18}(?:知识|政策|法律|技能|法规|要点|条例|法)|为[^，。；]{0,16}讲解|[一][堂节场][^，。；]{0,24}课(?!程)|上[^，。；]{0,10}课(?!程)|讲透|给[^，。；]{1,8}讲|讲[^，。；]{2,10}(?:安全|知识|故事背后))"
    "|(?P<training>(?:英语|口语|书法|绘画|国画|舞蹈|瑜伽|绘本|面点|手作|素描|陶艺|声乐|合唱|剪纸|编织|烘焙|插花|吉他|二胡|葫芦丝|古筝|太极拳?|八段锦|摄影|手机|电脑|化妆|茶艺|花艺|咖啡|种菜|收纳|面点|厨艺|武术|围棋|美术|音乐)(?:体验)?(?:课|班|教学)|教(?:居民|老人|大家|孩子|学员|妇女)|手把手|动手实践|实操|参训|学员|(?<=[\u4e00-\u9fff]{2})(?<!托管)(?<!暑期)班(?=第|开|结|，|。|”|课|，))"
    "|(?P<volunteering>(?:出动|组织|招募|发动)[^，。；]{0,8}志愿者|志愿者们?(?:熬|包|清|打扫|捡|疏导|引导|帮|护送|上门|走进|来到|前往|陪|入户)|志愿服务队(?:入户|上门|走进|来到)|名志愿者参[与加]|红马甲|小红帽|捡(?:拾)?(?:烟头|垃圾|白色)|(?:打扫|(?:家电|家具|电器)维修|维修(?:水管|家电|电器)|缝补|陪伴|陪聊|代买|擦窗|擦护栏)|引导[^，。；]{0,12}(?:停放|投放)|种下|栽下|栽种|卫生死角|清除|爱心车队)"
    "|(?P<meeting>你一言我一语|投票(?:通过|表决|产生)|召集[^，。；]{0,12}(?:一起|开会|到)|部署[^，。；]{0,10}(?:任务|工作)|倾听[^，。；]{0,12}(?:看法|意见|心声|建议)|参会|与会|到会|商议|共商|商讨|讨论|研究解决|征求[^，。；]{0,8}意见)"
    "|(?P<visit>顺路走|走了[^，。；]{0,4}户|回头看|察看|去看(?:了|望)|实地(?:察看|查看|走访|考察)|登门|带队|敲开|(?:了解|询问|掌握)[^，。；]{0,16}(?:情况|困难|需求|诉求|意见))"
    "|(?P<screening>(?:注射|接种)[^，。；]{0,6}疫苗|(?:测|量|查)(?:一?量)?(?:血压|血糖|视力|眼底|骨密度)|检查(?:口腔|身体|牙齿)|免费[^，。；]{0,12}检查|检查(?:儿童|居民|老人|学生|妇女|职工)|把脉|耳穴|艾灸|听心肺)"
    "|(?P<consultation>接待[^，。；]{0,6}(?:群众|选民|来访)|坐班|答疑|回答[^，。；]{0,18}(?:提问|疑问|问题)|解答[^，。；]{0,16}(?:问题|疑问|困惑|咨询)|一对一[^，。；]{0,6}(?:咨询|解答|指导)|代表[^。；]{0,16}(?:听取[^，。；]{0,18}(?:意见|建议|呼声|心声)|听民声|听民意))"
    "|(?P<award>荣获|获评|授予[^，。；]{0,20}称号|受到?表彰|揭晓|颁发[^，。；]{0,8}(?:奖|证书|牌匾|荣誉)|荣誉证书|捧回[^，。；]{0,6}奖)"
    "|(?P<donation>捐出|捐来|献出[^，。；]{0,4}(?:热血|鲜血|爱心))"
    "|(?P<contest>开赛|赛(?=[，。”]|举行|落幕|开赛|在|圆满)|(?:角逐|夺冠|获得冠军|比拼))"
    "|(?P<service>接到[^，。；]{0,14}(?:反映|诉求|电话|求助|工单)|抢修|化解|及时(?:解决|处置|修复))"
    "|(?P<study>(?:观看|收看)[^，。；]{0,8}(?:教育片|专题片|纪录片|直播)|研读|逐字逐句|交流心得|心得体会|集中学法)"
    "|(?P<themed>欢度|欢聚|缅怀|敬献|瞻仰|踏青|泼墨|笔会|开映|喜结良缘|学做|联欢|同乐|其乐融融)"
    ")"
)
# A meeting of whatever name: 测评会; and none of those who may meet (红十字会, 理事会).
_A_MEETING = re.compile("[\u4e00-\u9fff]{2}(?<![协学商工员事执常字总联])会(?=[，。”（\n]|召开|举行|$)")
_A_CONTEST = re.compile("[\u4e00-\u9fff]赛(?=[，。”（\n]|举行|开赛|落幕|在|$)")
# What is called an activity, and by no word of a kind.
_AN_ACTIVITY = re.compile("活动(?:$|”|，|。)")
_GIVEN = re.compile(
    "慰问(?:金|品|物资)|(?:送去|送来|送上|送到|送出|带去|献上|赠送)(?!了?(?:政策|服务|宣传|法律|岗位|[^，。；]{0,8}(?:申请表|资料|手册)))|(?:困难|低保|特困|困境|孤寡|优抚|军属)[^，。；]{0,14}(?:送|发放)"
)
_NEEDY = re.compile("困难|低保|特困|困境|孤寡|优抚|军属|残疾|失独|单亲|户外劳动者|骑手|快递小哥|快递员|环卫|一线职工")
_HANDED_TO = re.compile("发放[^，。；]{0,14}(?:包|金|物资|用品|米|油|衣|被)")
_SKILL = re.compile(
    "智能手机|手机(?:使用|操作|摄影|课)|电脑|书法|剪纸|插花|编织|合唱|舞蹈|太极|教(?:大家|居民|老人|孩子)[画做写唱编剪包]"
)
_TOURED = re.compile("参观(?:学习|考察|交流)?")
_OFFICIALS = re.compile("考察|带队|书记|主任|两委|一行|干部|代表")


def kind_of(text: str, title: Span | None, start: int, end: int, shared: Span | None = None) -> Kind | None:
    """The kind told by the title, what is said to be held, and the words of the rest, in this order of weight; what
    heads several (六月志愿服务小结) tells a little of each."""
    tally = _Tally(text, [*(span for span in (title, shared) if span), Span(start, end)])
    tally.name(title, last=5, others=0.8)
    tally.name(shared, last=1.2, others=0.3)
    first = _first_sentence(text, start, end)
    said = [
        held
        for held in HELD.finditer(text, start, end)
        if not _TO_COME.search(text, max(start, held.start() - 14), held.start())
        and not (held.start() >= first.end and _WILL_BE.search(text, max(start, held.start() - 8), held.start()))
    ]
    for number, held in enumerate(said):
        aside = _ASIDE.search(text, max(start, held.start() - 24), held.start())
        tally.name(Span(*held.span("what")), last=4 if number == 0 and not aside else 1.2, others=0.5)
    for number, held in enumerate(_IS_HELD.finditer(text, start, end)):
        tally.name(_named_before(text, start, held.start()), last=3 if number == 0 else 0.8, others=0.3)
    tally.rest(first, strong=1.5, weak=0.9, most=3)
    tally.rest(Span(first.end, end), strong=0.6, weak=0.3, most=1.5)
    spans = [*([title] if title else []), first]
    if dues := next(filter(None, (_DUES.search(text, *span) for span in spans)), None):
        tally.add("dues", 9, Span(*dues.span()))
    if _STATUS.search(text[slice(*first)]):
        tally.add("status", 4, first)
    aside = _ASIDE_BEGINS.search(text, *first)
    for found in _TELLING.finditer(text, *first):
        weight = 0.5 if aside and found.start() > aside.start() else _TELLS
        tally.add(str(found.lastgroup), weight, Span(*found.span()))
    if prizes := _PRIZES.search(text, start, end):
        tally.add("contest", 2, Span(*prizes.span()))
    for span in spans:
        if stage := _MILESTONE.search(text, *span):
            tally.add("milestone", 3.5, Span(*stage.span()))
    best = tally.best(start, end)
    return best if end <= start or tally.lead(best) >= _SURE else _weighed(tally, best, title, start, end)


# What a deed of the list above adds.
_TELLS = 1.2
# From so much more than the next on, the rules alone are right far more often than the likelihood is.
_SURE = 4
# Fitted by leaving each lot out, and by 150 entries that neither rules nor table had seen: flat between 0.75 and 2, so
# the rules keep the greater part.
_LIKELY, _FLOOR = 1, 0.02
# Where nothing else speaks, less than this is a guess.
_TELLS_NOTHING = 0.35


def _weighed(tally: _Tally, best: Kind | None, title: Span | None, start: int, end: int) -> Kind | None:
    """Where no name decides: what the rules say, and how likely each kind is by all its characters."""
    names, first, rest = shown_in(tally.text, title, start, end)
    scores = tally.scores | ({best.slug: max([0.3, *tally.scores.values()]) + 0.01} if best else {})
    chances = likely(names, first, rest)
    if not chances or (not scores and max(chances.values()) < _TELLS_NOTHING):
        return best
    likeliest = {slug: scores.get(slug, 0) + _LIKELY * math.log(odds + _FLOOR) for slug, odds in chances.items()}
    slug = max(likeliest, key=lambda one: likeliest[one])
    if best and slug == best.slug:
        return best
    tally.words.setdefault(slug, telling(tally.text, _first_sentence(tally.text, start, end), slug))
    return tally.settled(slug, start, end) if slug == "visit" else Kind(slug, tally.words[slug])


def shown_in(text: str, title: Span | None, start: int, end: int) -> tuple[list[str], str, str]:
    """What an activity shows: its names, its first sentence and the rest."""
    first = _first_sentence(text, start, end)
    held = HELD.search(text, start, end)
    names = [*([text[slice(*title)]] if title else []), *([held["what"]] if held else [])]
    return names, text[slice(*first)], text[first.end : end]


def _named_before(text: str, start: int, verb: int) -> Span:
    """The words of a clause before its verb, without where it was: 一场汇报演出｜在小广场上演."""
    begin = max(start, verb - 60)
    begin = max((mark.end() for mark in _CLAUSE_START.finditer(text, begin, verb)), default=begin)
    where = max(text.rfind("在", begin, verb), text.rfind("于", begin, verb))
    return Span(begin, where if where > begin + 1 else verb)


def _first_sentence(text: str, start: int, end: int) -> Span:
    """The first sentence, with the next where it is only a greeting or a date."""
    stop = _SENTENCE_END.search(text, min(start + 16, end), end)
    return Span(start, stop.end() if stop else end)


_SENTENCE_END = re.compile("[。！\n]")


def _called(cues: list[re.Match[str]], end: int) -> bool:
    """Whether a meeting has a name of its own: 分享会 and 运动会 are none."""
    return any(cue.end() == end or (cue.end() == end - 1 and _SLUG_OF[cue["cue"]] != "other") for cue in cues)


def _before_and(text: str, span: Span | None, cues: list[re.Match[str]]) -> list[re.Match[str]]:
    """Of 调度会暨业务培训 the first is the name."""
    joint = text.find("暨", *span) if span else -1
    return [cue for cue in cues if cue.start() < joint] or cues if joint >= 0 else cues


_DEEDS = re.compile(
    "(?P<volunteering>志愿|义工|学雷锋|义务|拆除|整治|垃圾|杂物|巡河)|(?P<relief>送去|送上|送到|送出|看望|关爱)|(?P<benefit>理发|剪发|义剪|赠送|免费|发放|领取|安装|加装|配备|更换)"
    "|(?P<service>抢修|维修|代缴|帮助|协助|解决|求助|处置)|(?P<themed>活动|居民|参加|孩子|家庭|老人|社区|街道|职工|青年|妇女)"
)


def _by_deed(text: str, start: int, end: int) -> Kind | None:
    """Where nothing is called by a name, what was done for whom: the first that the list above holds."""
    deeds: dict[str, Span] = {}
    for found in _DEEDS.finditer(text, start, end):
        deeds.setdefault(str(found.lastgroup), Span(*found.span()))
    return next((Kind(slug, deeds[slug]) for slug in _DEEDS.groupindex if slug in deeds), None)


class _Tally:
    """How much speaks for each kind, and the words that spoke first."""

    def __init__(self, text: str, spans: list[Span]) -> None:
        self.text = text
        self.cues = [found for span in spans for found in _CUE.finditer(text, *span) if found["cue"]]
        self.scores: dict[str, float] = {}
        self.words: dict[str, Span] = {}

    def add(self, slug: str, weight: float, span: Span) -> None:
        self.scores[slug] = self.scores.get(slug, 0) + weight
        self.words.setdefault(slug, span)

    def name(self, span: Span | None, *, last: float, others: float) -> None:
        """The words of a name: the last tells most, but a mere 主题活动 leaves it to the one before."""
        cues = self._cues(span) if span else []
        named = [cue for cue in cues if cue["cue"] not in _GENERIC] or cues
        if span and not cues and _AN_ACTIVITY.search(self.text, *span):
            self.add("themed", last / 3, span)
        if span and (meeting := _A_MEETING.search(self.text, *span)) and not _called(cues, meeting.end()):
            self.add("meeting", last, Span(*meeting.span()))
            last = others
        if span and not named and (match := _A_CONTEST.search(self.text, *span)):
            self.add("contest", last, Span(*match.span()))
        named = _before_and(self.text, span, named)
        for cue in named:
            self.add(_SLUG_OF[cue["cue"]], last if cue is named[-1] else others, Span(*cue.span()))

    def rest(self, span: Span, *, strong: float, weak: float, most: float) -> None:
        """Words in passing: each adds a little, all of a kind no more than `most`."""
        added: dict[str, float] = {}
        for cue in self._cues(span):
            slug = _SLUG_OF[cue["cue"]]
            weight = min(
                0.2 if cue["cue"] in _GENERIC else weak if cue["cue"] in _WEAK else strong, most - added.get(slug, 0)
            )
            if weight > 0:
                added[slug] = added.get(slug, 0) + weight
                self.add(slug, weight, Span(*cue.span()))

    def _cues(self, span: Span) -> list[re.Match[str]]:
        return [found for found in self.cues if span.start <= found.start() and found.end() <= span.end]

    def lead(self, best: Kind | None) -> float:
        """By how much the best is before the next, none where nothing spoke."""
        ranked = sorted(self.scores.values(), reverse=True)
        return ranked[0] - (ranked[1] if len(ranked) > 1 else 0) if best and ranked else 0

    def best(self, start: int, end: int) -> Kind | None:
        if not self.scores:
            return _by_deed(self.text, start, end)
        return self.settled(max(self.scores, key=lambda slug: self.scores[slug]), start, end)

    def settled(self, best: str, start: int, end: int) -> Kind:
        """What words alone would confuse: a visit with gifts is relief, a benefit by volunteers is volunteering."""
        volunteers = _VOLUNTEERS.search(self.text, start, end)
        told = self.words[best]
        if best == "visit" and _GIVEN.search(self.text, start, end):
            return Kind("relief", told)
        needy = _NEEDY.search(self.text, start, end)
        if best == "visit" and needy and _HANDED_TO.search(self.text, start, end):
            return Kind("relief", told)
        if best == "benefit" and _NEEDY.search(self.text, start, end) and _GIVEN.search(self.text, start, end):
            return Kind("relief", told)
        if best == "visit" and _TOURED.match(self.text[slice(*told)]) and not _OFFICIALS.search(self.text, start, end):
            return Kind("themed", told)
        if best == "lecture" and "课堂" in self.text[slice(*told)] and _SKILL.search(self.text, start, end):
            return Kind("training", told)
        if best == "visit" and volunteers and self.text[slice(*self.words[best])] == "巡查":
            best = "volunteering"
            self.words.setdefault(best, Span(*volunteers.span()))
        served = best == "benefit" or self.text[slice(*self.words[best])] in ("集市", "市集")
        if served and volunteers and "招聘" not in self.text[start:end]:
            best = "volunteering"
            self.words.setdefault(best, Span(*volunteers.span()))
        return Kind(best, self.words[best])
