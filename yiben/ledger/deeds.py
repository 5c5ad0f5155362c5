"""Which kind of entry words tell: a cell under 类型, an activity's name, the title of a whole list."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from yiben.ledger.briefing.drafts import Span
from yiben.ledger.briefing.kinds import is_name, kind_of
from yiben.ledger.headings import key
from yiben.ledger.heads import Words
from yiben.ledger.sounding import sounds

_TAIL = re.compile("(?:类|活动|工作|服务|型)$")
_ANY_KIND = "活动"
_ANY_OTHER = re.compile("其[他它](?:形式|类[型别]?|活动|服务|项目|工作)?")
_SAY_NOTHING = frozenset({_ANY_KIND, "情况", "现状", "其他", "其它"})
_APART = re.compile(r"[、，,;；/／\n+]|和|与|及")
# A list of these holds all sorts of things.
_ANYTHING = frozenset({"themed", "other", "status"})
_CLOSED = re.compile("(?:系列)?(?:活动|专场|班|进(?:社区|小区|校园|企业)|服务)+$|[（(][^（）()]*[）)]$")
_DONE_TO = frozenset({"relief", "visit", "award"})
# When or by whom it was may stand before what was done: 会前视察养老设施.
_SOON = 4
# 演练科目, 演练时间: what is held there is a drill, whatever it is called.
_DRILL = re.compile("^演[练习]")
_COURSE = re.compile("课程|开课|授课|上课|班级|课题")
_STAGES = re.compile("(?:节点|里程碑|工序)(?:名称|内容|事项)?$")
_PROJECT = re.compile("(?:实事|民生|重点|建设|工程|改造|惠民)*(?:项目|工程|实事)(?:名称|内容)?")
_HEADING_A_LIST = frozenset(
    "meeting training lecture study visit relief screening donation contest publicity volunteering consultation".split()
)
# All that a street does is for its people's good: that says nothing of a list.
# 活动工作日志 begins no work: 动工 is of two words there.
_VAGUE = re.compile("惠民|为民|民生|(?<=[活运劳行推互联流])动(?=工)")
# A visit in an activity's name, but no kind of activity that a person would choose.
_CHECKS = frozenset({"排查", "摸排", "检查", "督查", "巡查", "调查"})
# Words for a kind that stand in a column of kinds, and are too slight to tell one in a name.
_STREET_WORDS = {
    **dict.fromkeys(("文体", "文艺", "文化", "文娱", "娱乐", "节庆", "民俗", "亲子", "团建"), "themed"),
    **dict.fromkeys(("节日", "传统节日", "我们的节日"), "themed"),
    **dict.fromkeys(("议事", "协商", "议事协商", "民主协商", "恳谈"), "meeting"),
    **dict.fromkeys(("体育", "竞技", "赛事"), "contest"),
    **dict.fromkeys(("理论", "宣讲", "授课"), "lecture"),
    **dict.fromkeys(("科普", "普法", "倡导"), "publicity"),
    **dict.fromkeys(("便民", "惠民"), "benefit"),
    **dict.fromkeys(("志愿者", "公益", "学雷锋"), "volunteering"),
    **dict.fromkeys(("医疗", "健康"), "screening"),
}


# What an activity is about is no kind of activity, and yet stands in many a column called 类别.
_SUBJECT = re.compile(
    "^(?:线[上下]|现场|集中|面授|网络|直播|云端|室[内外]|户外|视频|混合|自学|常规|临时|专项|重点|特色|品牌)|助[行医洁浴餐学急]|个案|小组|外展|工作坊|安全|教育|法治|环保|文明|党建|关爱|[助敬][老残困幼]|阅读|手工|文化|体育|健身|心理|健康|创业|就业|技能|权益|维权|生活|治理|互助|平安|反诈|消防|传统|"
    "爱心|综合|日常|生态|养老|托育|应急|双拥|拥军|优抚|退役|环境|科学|科普|法律|普法|文艺|艺术|卫生|医疗|计生|民[政俗]|救[助护]|慈善|公益|节[庆日能]|非遗|亲子|少[儿年先]|老[年人]|长者|"
    "残疾|妇[儿联]|家[教风]|人[文道]|网络|金融|诚信|低碳|垃圾|绿化|物业|城[市管]|市容|交通|燃气|食品|药品|防[汛诈火疫溺]|信访|调解|综治|廉[政洁]|团[建员]|工会|红十字|献血|经济|企业|营商|商贸|"
    "市场|旅游|乡村|农业|扶贫|济困|帮[困扶]|风尚|红色|爱国|理论|时事|政策|读书|书画|音乐|舞蹈|戏曲|棋牌|球类|妇女|儿童|青年|职工|家庭|邻里|社区|科技|禁毒|防灾|国防|建设|服务"
)
_LONGEST_SUBJECT = 6
_LONGEST_BEGUN = 6
# 慰问品 and 培训费 are no deeds.
_THINGS = re.compile("[品费室栏金物款站点台表]$|对象|风采|人员|资料|工程|项目|园地|平台|强国")
# What stands behind the name itself: 活动, 专场, 第三期, a bracket, where it went.
_BEHIND = re.compile(
    "(?:系列|主题|专题)?(?:活动|专场|专项行动)$|第?[一二三四五六七八九十\\d]{1,3}[期场次讲课季届站]$|[（(][^（）()]*[）)]$|"
    "(?:走?进|入)(?:社区|小区|校园|企业|楼宇|园区|网格|家庭|学校|课堂|商圈|乡村|村居|万家|机关)$|(?:开班|启动|开幕|闭幕|结业)(?:式|仪式)?$"
)
_SKILL = (
    "书法|剪纸|绘画|国画|美术|素描|舞蹈?|瑜伽|太极|八段锦|健身|合唱|声乐|歌唱|器乐|古筝|二胡|葫芦丝|吉他|钢琴|口语|英语|日语|普通话|手机|电脑|"
    "摄影|剪辑|直播|非洲鼓|架子鼓|腰鼓|手鼓|乐器|烘焙|面点|厨艺|烹饪|插花|花艺|茶艺|咖啡|编织|钩针|刺绣|手工|陶艺|拓染|扎染|化妆|收纳|月嫂|育婴|护理|养老护理|家政|按摩|推拿|电工|焊工|木工|围棋|象棋"
)
_KNOWLEDGE = (
    "教育|文明|礼仪|政策|健康|养生|保健|营养|法律?|安全|心理|家长|育儿|急救|救护|消防|反诈|防诈|科普|理财|金融|国学|历史|"
    "党|团|思政|环保|性别|女性|青春期|知识|防护|自护|自救|防病|慢病|用药|优生|维权|税"
)
# 住户恳谈 Town Hall Meeting, 青年提案会：巷子改造: what stands behind goes on about it.
_GOES_ON = re.compile("(?<=[会坛谈赛课宴集])[:：].*$|(?<=[\u4e00-\u9fff]) [A-Za-z][A-Za-z0-9 '&,.!?-]{3,}$")
_WHICH = re.compile(
    "第?[一二三四五六七八九十\\d]{1,3}[期场次讲课季届站]$|[（(][^（）()]*[）)]$|(?:走进|进入?)(?:课堂|学堂|讲堂|夜校)$"
)
_FESTIVE = re.compile(
    '^[“"「]?(?:三八|3\\.8|六一|元旦|春节|新春|迎春|元宵|清明|端午|七夕|中秋|国庆|重阳|腊八|(?:妇女|母亲|父亲|儿童|教师|女神)节)'
)
_SKILLED, _KNOWING = re.compile(_SKILL), re.compile(_KNOWLEDGE)
# The head of a name decides over what is only mentioned in it: a 赏月会 is no meeting, a 专题研讨会 no lesson.
_HEADS = tuple(
    (slug, re.compile(f"(?:{words})$"))
    for slug, words in (
        # 专场招聘推介会 and 用工对接会 find people work; a 座谈会 about it is a meeting.
        (
            "benefit",
            "(?:招聘|求职|就业|岗位|人岗|用工|零工|送岗|人才招聘)(?:[^，。]{0,6}?(?:招聘|推介|对接|洽谈|双选|供需|见面))?(?:会|日|专场|大集|集市|夜市|直播)|(?:岗位|就业|用工)(?:推介|对接|推荐|洽谈)",
        ),
        (
            "consultation",
            "(?:意见|建议|需求|诉求|民意|民情|线索|议题|提案|心声|点子|问题|实事|项目)[^，。]{0,4}(?:征集|收集|征求|征询|大征集)|"
            "(?:征集|收集|征求|征询|听取|倾听|问计)[^，。]{0,8}(?:意见|建议|需求|诉求|民意|心声|呼声|问题|于民)",
        ),
        (
            "screening",
            "(?:足底|压力|体质|体能|平衡|骨骼?|脊柱|颈椎|视力|听力|身体|健康|睡眠|认知|记忆|心理).{0,4}(?:测评|测试|评估|自测|测量)",
        ),
        # 法律体检 looks into contracts, and 燃气体检 into kitchens.
        ("consultation", "(?:法律|法治|合规|企业|税务|金融|信用|经营)体检(?:日|周)?"),
        ("other", "(?:设备|器材|机房|仪器|机器|电梯|[A-Za-z])巡检"),
        (
            "visit",
            "(?:安全|房屋|燃气|楼[道宇栋]|用电|消防|隐患|设施)体检|巡检|督办|回头看|视察[^，。]{0,16}(?:情况|进展|现场)",
        ),
        ("volunteering", "学雷锋[^，。]{0,8}(?:集市|市集|大集|服务日?)"),
        ("volunteering", "(?:桶[边前旁]|守桶).{0,6}|消杀|导[医诊](?:服务)?|帮厨|护考"),
        (
            "benefit",
            "(?:头盔|[急应].包|药箱|报警器|烟感|灭火器|反光衣|雨衣|口罩|体温计|扶手).{0,4}(?:发放|派发|安装|更换)",
        ),
        (
            "relief",
            "送(?:温暖|清凉).{0,4}走访|(?:给|为|向)[^，。]{2,10}(?:送|赠)(?![行考别法教医诊])[^，。]{1,8}|资助|(?:儿童|老人|妇女|母亲|家庭|职工|学子|孤儿|困境|空巢|独居)关[爱怀]",
        ),
        (
            "training",
            "(?:申报|业务|年报|政策|上市|税务|技术|创业|就业|开业|填报|考前|合规|经营)[^，。]{0,4}(?:辅导|指导)|团体?辅(?:导)?|团辅",
        ),
        ("publicity", "维权(?:周|月|日)"),
        ("themed", "[开结闭]营(?:式|仪式)?|(?:学习|书香|教育活动)周|分享"),
        ("publicity", "(?:政策|法律|法治|安全|科普|健康|知识).{0,3}开放日"),
        (
            "meeting",
            "(?:公约|议事|协商|物业|业委|业主|加梯|停车|整改|提案|民情|听证|民生|改造|议题).{0,6}(?:茶话会|茶会|夜话|提案会|面对面|圆桌|沙龙|会)|提案会|恳谈|议事|协商|(?:议事|恳谈|协商|约谈|听证|座谈)[^，。]{0,4}(?:会|沙龙|茶叙?|日|角|吧|厅)",
        ),
        ("meeting", "(?:政企|银企|企业|商户|商会|民情|书记|代表|院长).{0,4}(?:早餐|午餐|下午茶|茶|咖啡)会"),
        # What the indicator of drills counts; talk about them is a lecture or a training.
        ("themed", "演[练习]"),
        ("other", "(?:启用|落成|开工|竣工|奠基|开馆|开业|交付)仪式"),
        (
            "themed",
            "(?:种[菜花植]|园艺|编织|养[花鸟鱼生]|吐槽|心得|才艺|美食|穿搭|护肤)(?:交流|分享|互助)?大?会|新书.{0,3}发布会|故事书.{0,3}发布会|(?:陪伴|成长|欢乐|快乐|亲子|探索|悦读|阅读)营|(?:[灯字猜]谜|谜语|团拜|桌游|相声|曲艺|戏曲|评[书弹话]|说书|说唱|快板|歌舞|合唱|棋牌|游戏|茶艺|插花|手工|创意|采摘|龙舟|风筝|社火|花艺|汉服|旗袍|古琴|民乐|器乐|演奏|讲故事|才艺|脱口秀)会|(?:书画|摄影|作品|图片|非遗|剪纸|书法|绘画|手工|成果|主题)(?:作品)?[联巡大汇]展|(?:赏[月花灯]|[花彩]?灯|庙|游园|游艺|茶话|品茶|晚|联欢|同乐|联谊|相亲|交友|分享|读书|书友|悦读|朗[诵读]|吟诵|诗|诗词|歌|红歌|演唱|音乐|故事|欢送|送别|迎新|欢迎|生日|舞|品鉴|品读|纳凉|观影|"
            "展示|展演|展览|书画|庆祝|庆生|聚|团圆|笔|美食|乞巧|踏青|毕业|家庭聚|祈福|粉丝|茶|早?餐|饭|宴|酒|下午茶)会|(?:敬老|重阳|百家|团圆|邻里|长街|长桌|千叟|百叟|饺子|年夜|坝坝)[宴饭席]|"
            "(?:活动|文化|主题|阅读|读书|艺术|科技|睦邻|邻里|体育|健身)[周月季]|(?:春|村)晚|晚会|(?<!安全)嘉年华|(?:露天|红色|广场|惠民|公益|坝坝)?电影|(?:邻里|文化|艺术|读书|美食|民俗|体育|阅读|睦邻|科技|丰收|戏水|风筝)节|派对|模拟法庭|[小短情喜]?剧场?|[换易]物|(?:旧衣|旧物|图书|闲置).{0,4}(?:交换|置换|漂流|换[绿书花].{0,2})|(?:书画|摄影|作品|图片|非遗|剪纸|书法|绘画|手工|成果|主题)展",
        ),
        ("volunteering", "(?:文明|秩序|祭扫|交通).{0,4}引导"),
        ("contest", "赛|擂台|争霸|海选|比拼|抢答|竞答|大比武|运动会|达人秀|好声音|打擂"),
        (
            "relief",
            "(?:微心愿|助学金|慰问[金品]|救助金?|补助金?|物资|辅具|(?:关爱|暖心|爱心|慰问|温暖).{0,2}包).{0,4}(?:发放|认领|圆梦|派送)",
        ),
        ("donation", "义[拍卖]|募捐|捐[赠款书衣]|献血|认捐"),
        ("award", "揭晓|(?:表彰|颁奖|评选|评比|命名|授牌)(?:会|大会|典礼|仪式)?"),
        ("benefit", "便民.{0,4}(?:集市|市集|大集|服务日)|惠民.{0,2}(?:集市|市集|大集)"),
        (
            "meeting",
            "评议会?|协商会?|议事会?|恳谈会?|碰头会|吹风会|通气会|(?:理事|执委|常委|筹备|常务)会|约谈|述职|票决|(?:银企|政企|校企|供需|产销|项目|产业链?|上下游|融资)对接",
        ),
        ("lecture", "(?:辅导|专题|事迹)报告会?"),
        ("publicity", "宣传(?:入户|上门|进.{1,4})"),
        (
            "volunteering",
            "(?:河[道湖岸]|街巷|楼[道栋院]|小区|环境|家园|卫生|公园|广场|绿化带?|垃圾|杂物|小广告|牛皮癣|积雪|冰雪|落叶|白色污染|庭院).{0,6}(?:清洁|清理|清扫|清除|保洁|整治|捡拾|打扫)(?:行动|日)?|护[绿河岗学苗路考]行动|(?:捡|拾)(?:垃圾|烟头)",
        ),
        ("meeting", "(?:[商议谈审选竞述签讨质督筹]|(?<!咨)询)会"),
    )
)
_HEADED = re.compile("|".join(f"(?:{heads.pattern})" for _slug, heads in _HEADS))
_STUDIED = re.compile("理论|精神|思想|学习|讲话|党课|党史|党章|原著|心得")
_OF_LESSONS = re.compile("(?:公益|小|微|大|网|夜|体验|兴趣|实践|空中|云)?(?:课|课堂|课程|学堂|讲堂|教室)$")
_LESSON = re.compile("课(?:程)?(?:[（(][^（()）]*[）)])?$")
_TRIED = re.compile("夜校|体验课|兴趣课|实践课|实操课")
# Where nothing else tells a kind, these do.
_SLIGHT = tuple(
    (slug, re.compile(words))
    for slug, words in (
        (
            "screening",
            "初筛|快筛|(?:足底|压力|体质|体能|平衡|骨骼?|脊柱|颈椎|视力|听力|身体|健康|睡眠|认知|记忆).{0,4}(?:测评|测试|评估|自测|测量|建档)|(?:窝沟.{0,2}|涂氟|封闭|心电图?|心脏|彩超|宫颈|HPV|hpv|前列腺|甲状腺|[肝肺胃肾脑骨眼牙足]部?|皮肤|体质|体能|脊柱|孕前?|优生|幽门.{0,5}|血常规|尿常规|结核|肿瘤)检[查测]|送医|巡诊|送诊|(?:口腔|视力|听力|骨密度|乳腺|妇科|健康|身体|血[压糖脂型]|眼底|牙齿|心肺|[Bb]超|CT|ct|胸片|肺功能|肝功能)检[查测]|[测量](?:血[压糖脂型氧]|骨密度|视力|听力|体脂)",
        ),
        (
            "study",
            "读.{0,12}(?:著作|选读|原著|选编)|(?:观看|收看|集中看).{0,10}(?:片|直播|开幕)|(?:教育|警示|专题|纪录|宣传)片.{0,2}[观收]看|(?:红色|党|理论|原著|经典著作).{0,6}(?:共读|领读|阅读|研读|品读)|(?:原著|原文|条例|章程|精神).{0,4}(?:研读|学|领学)$",
        ),
        (
            "training",
            "推演|拉练|(?:夏|冬)令营$|训练$|实训|急救|救护|包扎|心肺复苏|海姆立克|AED|aed|技法|临摹|取证|考证|(?:入门|初级|中级|基础|进阶|提高|零基础|技巧|手法)(?:[（(].*)?$|(?<!参观)(?:学|教)(?:会)?(?:用|做|跳|唱|写|画|打|说)?(?:智能)?(?:手机|电脑|书法|国画|剪纸|太极|八段锦|英语|舞蹈?|手语|急救|摄影|插花|编织|烹饪)|(?:考前|技能|健身|实操|业务|创业)?(?:辅导|指导)$|(?<![值换加带上下坐轮])班$|实操|安全教育|(?:夏|冬)令营$|训练营$",
        ),
        (
            "lecture",
            "避坑|早知道|面面观|小妙招|秘籍|须知|(?<!采风)(?<!游玩)(?:指南|攻略)$|[收整]纳术|怎么[^，。]{1,5}$|[怎如]何|知识$|常识|解读|解析|详解|误区|(?<!宣传)(?<!警示)(?<!学习)教育(?:进.{1,6}|活动|日)?$|那些事|怎么[^，。]{1,5}$|如何|话(?:养生|健康|血[压糖脂]|安全|营养)",
        ),
        (
            "benefit",
            "(?:给|为|向)[^，。]{1,6}(?:装|安装|加装|修|换)|扶手|(?:药品|电池|衣物?|家电|旧物).{0,3}回收|招聘|(?:早|午|晚|爱心)餐|施粥|理发|义剪|磨刀|补鞋|修伞|修鞋|配钥匙|缝补|裁缝|(?:家电|电器|自行车|眼镜).{0,4}(?:维修|[修洗])|(?:券|票|福利|礼包|补贴|年货)(?:发放|领取|派发)|(?:发放|领取|派发|赠送).{0,6}(?:券|票|福利)|(?:证件照|全家福|婚纱照|寿照)|疗休养|免费(?:领|派)|免费.{0,4}(?:洗衣|安装|更换|清洗)",
        ),
        ("consultation", "坐班|坐诊|驻点|热线|答疑|解答|问诊|面对面$|律师驻点|接访"),
        (
            "relief",
            "(?:给|为|向)[^，。]{2,10}发|送.{0,2}(?:糕|点心|汤|粥|糖|红包)|喘息服务|敲门送|(?:给|为|向).{2,10}(?:送|赠)|送万家|(?:环卫|骑手|快递|外卖|交警|户外|一线|坚守|困难|独居|孤寡|空巢|残疾|农民工).{0,8}(?:餐|粥|饭|面|汤|茶|水果|蛋糕|礼)|(?:博爱|慈善|救助|助学|温暖|关爱|暖心).{0,6}发放|关[爱怀].{0,4}(?:儿童|老人|妇女|母亲|家庭|职工|骑手|学子|学生|党员|人员|工人|官兵)$|(?:爱心|关爱|暖心|慰问|温暖).{0,3}(?:礼包|大礼包|包)|送.{0,3}(?:粽子?|饺子|元宵|汤圆|月饼|腊八粥|姜汤|绿豆汤|凉茶|西瓜|米|面|油|衣|被|年货|蛋糕|鲜花|物资|用品|礼包|关怀|关爱|祝福|凉爽|暖心?)|(?:老人|老年人|困难|残疾|孤寡|孤儿|困境|环卫|骑手|快递|低保|军属|烈属|失独).{0,6}(?:送|发放)|(?:防暑|降温|过冬|御寒|生活|救助|爱心)(?:降温)?(?:物资|用品|物品|包)(?:发放|派送|派发)|结对(?:帮|助)|助(?:[学困孤]|残(?![日月周]))|(?:给|为|帮)(?:五保|孤寡|独居|空巢|困难|残疾|高龄|失能|低保|孤老|孤儿|留守|特困)|微心愿",
        ),
        (
            "visit",
            "(?<![来上信])[夜走暗回寻察踏]访|访[贫困老商农户]|踏勘|察看|查看|看望|探望|入企|走企|访[民企]|回访|随访|家访|登门|上门",
        ),
        ("donation", "采样入库|血样采集|细胞采样|捐|义卖|募"),
        (
            "publicity",
            "节[水电能粮]|光盘|提示|提醒|政策.{0,3}(?:发布|推介|解答)|(?:[保促管护理教]法|法典|防[诈火溺灾汛艾毒骗震疫]|反诈|消防|禁毒|燃气|用电|交通|普法|健康|科普|环保).{0,6}(?:走?进|入).{2,4}|(?:安全|知识|政策|法律|科普).{0,4}进(?:社区|小区|校园|企业|家庭|万家)|倡议|签名|横幅|摆摊|展板|传单|张贴|宣教|普及|警示|巡展|进万家",
        ),
        (
            "volunteering",
            "雷锋|爱心.{1,6}(?:摊|铺|站|柜|箱|车队|墙|屋)|护[水湖]|清[杂滩淤障]|除[草冰]|文明岗|陪[^，。]{0,6}(?:[逛读聊餐看购]|就医|就诊)|认养|护航|守护|清淤|拆除|[擦洗]窗|(?:文明|秩序|祭扫|交通).{0,4}引导|疏导|值班值守|清洁|清扫|清理|[清扫铲除]雪|守桶|植绿|净[滩山河]|整理|整治|大扫除|保洁|捡拾|护[绿河路学岗]|植树|义务|文明引导|秩序维护|站岗|值守|巡护|陪[伴护聊]|擦[洗拭]|巡[堤河防护]|爱心送|助力高考",
        ),
        ("contest", "会友|对弈|切磋|征文|征集|擂台|争霸|海选|PK|pk|大比拼|棋王|厨王|歌王"),
        (
            "themed",
            "纪念|共读|闯关|寻宝|[^军敬]礼$|手工|DIY|diy|沙龙|赏月|汇演|展演|联欢|观影|研学|采摘|团圆|福字|窗花|年画|拓染|扎染|[过庆]生|生日|生辰|相亲|套圈|游戏|戏曲|戏剧|话剧|唱|舞|秧歌|锣鼓|花灯|灯谜|汉服|走秀|旗袍|敬礼|升旗|誓词|"
            "宣誓|缅怀|祭|踏青|登高|入[队团]|郊游|露营|登山|骑行|健走|毅行|电影|放映|汤圆|粽子?|月饼|饺子|青团|腊八|年夜|香囊|风筝|彩绘|绘本|阅读|读书|朗读|插花|烘焙|茶|书画|摄影|(?<![发进开拓扩伸])展(?![开望示])|节$|宴|派对|亲子|团建|拓展|参观|打卡|民俗|非遗",
        ),
    )
)
# What it is about comes last, where nothing says what was done.
_ABOUT = (
    ("lecture", re.compile("沟通|育儿|情绪|养生|保健|食疗|进补|膳食|营养|遗嘱|继承|理财|沉迷")),
    (
        "publicity",
        re.compile(
            "禁毒|反诈|防诈|防骗|诈骗|套路|垃圾分类|节[水电能]|低碳|(?:消防|交通|食品|用电|燃气|防汛|防火|居家|出行|用药)安全|艾滋|结核|登革热|控烟|戒烟"
        ),
    ),
)


# How much a rule weighs against the odds by all characters, as the names of scripts/kind_titles.txt, each told by what
# the others taught, are told best.
_CLOSES_IT, _HEADS_IT, _SLIGHTLY, _STANDS_IN_IT = 3.0, 3.0, 1.5, 1.0
_FLOOR = 1e-4
_TELLS_NOTHING = 0.55
_SURE, _SURER, _NO_DOUBT, _UNLIKELY = 0.6, 0.75, 0.9, 0.05
# What a list of activities seldom tells.
_SELDOM = dict.fromkeys(("status", "dues", "milestone", "service", "other"), 1.5)


class Deeds:
    """Tells kinds from words, each text once."""

    def __init__(self, words: Words) -> None:
        self.words = words
        # Its own words for a kind are what a street asks for by name; 活动 and 情况 say nothing.
        self.known = {word: slug for word, slug in words.kinds.items() if word not in _SAY_NOTHING}
        self._longest = sorted(((len(word), slug, word) for word, slug in self.known.items()), reverse=True)
        self._named: dict[str, list[str]] = {}
        self._titles: dict[str, str] = {}
        self._closing: dict[str, str] = {}

    def named(self, said: str) -> list[str]:
        """The kinds that a cell under 类型 names, none where it is no kind: 志愿活动, 理论宣讲, 会议、培训."""
        if said not in self._named:
            one = self._one(said)
            parts = [] if one else [self._one(part) for part in _APART.split(said) if part.strip()]
            self._named[said] = [one] if one else list(dict.fromkeys(parts)) if parts and all(parts) else []
        return self._named[said]

    def is_subject(self, said: str) -> bool:
        """Whether words tell what an activity is about, and no kind: 平安建设, 双拥."""
        return len(said) <= _LONGEST_SUBJECT and bool(_SUBJECT.search(said)) and not said.endswith(tuple(_CHECKS))

    def of_title(self, title: str) -> str:
        """The kind that an activity's name tells, by its last word; "" where it tells none."""
        if title not in self._titles:
            bare = _bare(title)
            # The third of several is what the first was.
            if bare not in self._titles:
                self._titles[bare] = self._weighed(bare, *self._of_words(key(bare)))
            self._titles[title] = self._titles[bare]
        return self._titles[title]

    def last_word(self, title: str, closing: str) -> str:
        """The kind that a name closes with, but where the whole name says another: of a mere 会 as likely as not
        (新春共读会), else with hardly a doubt."""
        whole = self.of_title(title)
        if not whole or whole == closing or closing == "meeting":
            return whole or closing
        odds = sounds(_bare(title))
        return whole if odds.get(whole, 0) >= _NO_DOUBT and odds.get(closing, 0) <= _UNLIKELY else closing

    def tells(self, title: str) -> bool:
        """Whether a rule tells the kind of words, so that they sound like an activity's name."""
        return bool(self._of_words(key(_bare(title)))[0])

    def closing(self, title: str) -> str:
        """The kind that the last word of an activity's name is, or the first where that is what was done: 讲座 of
        老年养生讲座, 慰问 of 慰问独居老人; "" where it says no more than a list's own title would."""
        if title not in self._closing:
            text = _CLOSED.sub("", key(title))
            slug, span = self._cue(text)
            told = span and (span.end >= len(text) or (span.start <= _SOON and slug in _DONE_TO))
            closed = (
                slug
                if told
                else max(((len(w), kind) for w, kind in self.known.items() if text.endswith(w)), default=(0, ""))[1]
            )
            headed = self._headed(key(title))
            # A 诗词会 ends with 会 and is no meeting.
            told_last = headed or closed
            self._closing[title] = "" if told_last in _ANYTHING else told_last
        return self._closing[title]

    def surely(self, title: str, told: str, *, of_all_sorts: bool) -> str:
        """Another kind than was `told` of the whole list, where an activity's own name leaves little doubt: rules and
        characters both say so; of a list `of_all_sorts` of activities the characters alone may."""
        bare = _bare(title)
        odds = sounds(bare)
        best = max(odds, key=lambda slug: odds[slug], default="")
        if best not in self.words.kind_names or odds[best] < _SURE or odds.get(told, 0) > _UNLIKELY:
            return ""
        ruled = self._of_words(key(bare))[0] == best
        return best if (of_all_sorts and (ruled or odds[best] >= _SURER)) or (ruled and best not in _ANYTHING) else ""

    def headed(self, title: str) -> str:
        """The kind that the head of an activity's name is, whatever else the name tells: themed of 反家暴小剧场."""
        return self._headed(key(title))

    def of_list(self, title: str) -> str:
        """The one kind that a list's title is about: 志愿服务登记表; "" where it names none or more than one."""
        text = _VAGUE.sub("", key(title))
        slug, span = self._cue(text)
        others = {
            kind
            for word, kind in self.known.items()
            if word in text and not (span and word in text[span.start : span.end])
        }
        found = ({slug} if slug else set()) | others
        return found.pop() if len(found) == 1 and not found & _ANYTHING else ""

    def of_stages(self, heads: Iterable[str]) -> str:
        """The kind of a list that tells what was reached of each project: 项目名称 beside 节点内容."""
        names = [key(head) for head in heads]
        staged = [name for name in names if _STAGES.search(name)]
        named = any(_PROJECT.fullmatch(name) for name in names if name not in staged)
        return self._known("milestone") if staged and named else ""

    def of_heads(self, heads: Iterable[str]) -> str:
        """The kind that the names of a list's columns tell: 课程名称, 会议日期, 走访时间."""
        named = list(heads)
        if any(_DRILL.search(head) for head in named):
            return self._known("themed")
        told = (self.of_list(_COURSE.sub("培训", head)) for head in named if "活动" not in head)
        return next((kind for kind in told if kind in _HEADING_A_LIST), "")

    def _one(self, said: str) -> str:
        return self._named_so(key(said)) or self.begun(said)

    def _named_so(self, name: str) -> str:
        """The kind that words are a name of."""
        for tried in (name, _TAIL.sub("", name), _TAIL.sub("", _TAIL.sub("", name))):
            if found := self.words.kinds.get(tried) or self._known(_STREET_WORDS.get(tried, "")):
                return found
        bare = _TAIL.sub("", name)
        if _ANY_OTHER.fullmatch(name):
            return self._known("other")
        ended = [(len(word), slug) for word, slug in self.known.items() if bare.endswith(word) or name.endswith(word)]
        if ended:
            return max(ended)[1]
        if name.endswith("会") and (headed := self._headed(name) or self._known("meeting")):
            return headed
        slug, span = self._cue(name)
        if span and name[span.start : span.end] in _CHECKS:
            return ""
        if span and span.end >= len(bare):
            return slug
        if alike := self._all_of_one(name):
            return alike
        # 展板巡展 under 形式 is what it would be as a name.
        return self._headed(name) or next((self._known(kind) for kind, words in _SLIGHT if words.search(name)), "")

    def begun(self, said: str) -> str:
        """The kind that words under 类型 begin with and go on about, where they end with none: 宣传动员, 慰问关怀."""
        name = key(said)
        slug, span = self._cue(name)
        if len(name) > _LONGEST_BEGUN or _THINGS.search(name) or self._named_so(name):
            return ""
        cued = [(span.end, slug)] if span and not span.start and name[: span.end] not in _CHECKS else []
        begun = [(len(word), kind) for word, kind in self.known.items() if len(word) > 1 and name.startswith(word)]
        return max([*begun, *cued], default=(0, ""))[1]

    def _all_of_one(self, name: str) -> str:
        """The kind that every word of 文体娱乐 or 文化文艺 tells."""
        words = [name[at : at + 2] for at in range(0, len(name), 2)]
        kinds = {self.known.get(word) or self._known(_STREET_WORDS.get(word, "")) for word in words}
        return kinds.pop() if len(words) > 1 and len(kinds) == 1 else ""

    def _headed(self, text: str) -> str:
        """The kind that the head of a name tells, what stands behind it left out: 灯会 of 元宵灯会（第三期）."""
        while (shorter := _BEHIND.sub("", text)) and shorter != text:
            text = shorter
        if text.endswith("研讨会"):
            return self._known("study" if _STUDIED.search(text) else "meeting")
        if found := _OF_LESSONS.search(text):
            about = text[: found.start()]
            # A lesson for the day: “三八”花艺课堂.
            if _FESTIVE.search(about) and _SKILLED.search(about):
                return self._known("themed")
            if _SKILLED.search(about) or _TRIED.search(text):
                return self._known("training")
            return self._known("lecture") if _KNOWING.search(about) else ""
        if not _HEADED.search(text):
            return ""
        return next((self._known(slug) for slug, heads in _HEADS if heads.search(text)), "")

    def _weighed(self, text: str, told: str, weight: float) -> str:
        """The kind that rules tell, unless the characters speak more for another; none where neither says much."""
        odds = {slug: chance for slug, chance in sounds(text).items() if slug in self.words.kind_names}
        scores = {slug: math.log(chance + _FLOOR) - _SELDOM.get(slug, 0) for slug, chance in odds.items()}
        if told:
            scores[told] = scores.get(told, math.log(_FLOOR)) + weight
        best = max(scores, key=lambda slug: scores[slug], default="")
        return best if best == told or odds.get(best, 0) >= _TELLS_NOTHING else told

    def _of_words(self, text: str) -> tuple[str, float]:
        """The kind that rules tell of a name, and how much that weighs."""
        if headed := self._headed(text):
            return headed, _HEADS_IT
        # 家电义务维修活动 is what 家电义务维修 is, where that tells.
        if text.endswith(_ANY_KIND) and (bare := self._of_words(text.removesuffix(_ANY_KIND)))[0]:
            return bare
        slug, span = self._cue(text)
        longest = next(((size, kind) for size, kind, word in self._longest if word in text), (0, ""))
        checked = span and text[span.start : span.end] in _CHECKS
        if span and not checked and (span.end - span.start >= longest[0] or span.end >= len(text) - 3):
            mere = slug == "meeting" and not is_name(text[span.start : span.end])
            return slug, _CLOSES_IT if span.end >= len(text) and not mere else _STANDS_IN_IT
        if not longest[1] and not slug and text.endswith("赛"):
            return self._known("contest"), _CLOSES_IT
        told = longest[1] or slug
        if not told and _LESSON.search(text):
            return self._known("training"), _STANDS_IN_IT
        if not told or checked:
            slight = next((self._known(kind) for kind, words in _SLIGHT if words.search(text)), "")
            if slight:
                return slight, _SLIGHTLY
        if not told:
            told = next((self._known(kind) for kind, words in _ABOUT if words.search(text)), "")
        return told or (self.words.kinds.get(_ANY_KIND, "") if _ANY_KIND in text else ""), _STANDS_IN_IT

    def _cue(self, text: str) -> tuple[str, Span | None]:
        slug, span = _last_cue(text)
        return (slug, span) if self._known(slug) else ("", None)

    def _known(self, slug: str) -> str:
        return slug if slug in self.words.kind_names else ""


def _bare(title: str) -> str:
    """A name without what goes on about it, without which of several it was, and without the class that it went to:
    （第2期）, （秋季）, 进课堂."""
    bare = _GOES_ON.sub("", title)
    while (shorter := _WHICH.sub("", bare)) and shorter != bare:
        bare = shorter
    return bare


@lru_cache(maxsize=8192)
def _last_cue(text: str) -> tuple[str, Span | None]:
    found = kind_of(text, Span(0, len(text)), 0, 0)
    return (found.slug, found.span) if found and found.span.end > found.span.start else ("", None)
