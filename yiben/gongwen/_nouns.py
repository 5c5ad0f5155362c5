"""What a quantity counts, from the words around it: 发放宣传资料｜1万余份, 为｜3名｜先心病患儿申请手术."""

import re

_VERBS = (
    "开展 举办 组织 召开 发放 完成 收取 捐款 捐赠 评选 评为 获评 被评选 表彰 建立 建设 成立 组建 培育 打造 新增 新建 创建 设立 推出 推荐 培训 服务 参加 参与 受益 帮助 救助 慰问 走访 资助 募集 筹集 发动"
    " 招募 吸纳 发展 选树 确定 实施 落实 印发 制定 出台 累计 共有 现有 达到 达 覆盖 惠及 联系 调解 化解 办理 受理 处理 接待 解决 提供 投入 争取 安排 拨付 支出 使用 采集 征集 收集 整理 编印 刊发 推送 发布 制作"
    " 悬挂 张贴 播放 观看 吸引 邀请 聘请 选派 选聘 配备 配置 安装 改造 新改建 修缮 检查 排查 整改 巡查 清理 清运 种植 扶持 支持 引导 带动 促进 实现 保持 提高 提升 增长 下降 减少 增加 超额 命名 授予 荣获 获得"
    " 入选 推选 选举 增补 调整 列入 列支 补贴 补助 奖励 给予 返还 扣除 申报 申请 签订 签约 挂牌 上报 报送 撰写 采用 采纳 提出 提交 反馈 回复 回访 入户 摸排 登记 注册 建成 建档 认领 结对 对接 开设 开办 开放 创办"
    " 承办 协办 主办 联合 协调 协助 指导 督促 督导 推动 推进 深化 加强 强化 做好 抓好 确保 力争 争创 集中 献血 采血 捐献 动员 宣传 普及 宣讲 解答 咨询 疏导 干预 维护 巡逻 陪伴 探访 照料 返校 就业 创业 上岗 落户 通过"
    " 进行 参观 学习 利用 依托 围绕 选择 重点支持 规定 符合 超过 不超过 约为 稳定在 降至 升至 达成 形成 建有 设有 拥有 持有 占 有 为 共 计 约 近 超 逾 共计 总计 合计 平均 分别 均 各 每 其中 全年 今年 本年 年内 已 已经 将 拟 计划 预计 目前"
    " 至少 不少于 不低于 接收 接受 发出 送出 送去 送上 举行 推广 评出 选出 表扬 通报 入驻 孵化 引进 提质 救治 诊治 义诊 诊疗 筛查出 摆放 更新 录制 拍摄 上线 播出 转发 点赞 配合 经过 缴纳 存入 借阅 借出 认购 购买 采购 销售 帮销 消费 减免 免除 发起 启动 部署"
).split()
_ADVERBS = "各类 各种 各项 各级 全年 共 累计 集中 先后 已 共计 总计 合计 分别 均 约 近 达 达到 为 有 了 完成 总共 一共 目前 现 现有 共有 就 也 还 又 新增 达成 数 突破 超过 超 实现 是 至 到 已达 总数 总量 高达 多达 计 逾 上 过 不 再 总数达 左右".split()
_FUNCTIONAL = set("的了为有达共约对向给与和、含在内中由从到至各每按近超是被及将把等于")
_TAIL = re.compile("(?:" + "|".join(sorted(_ADVERBS, key=len, reverse=True)) + ")+$")
_VERB = re.compile("|".join(sorted((verb for verb in _VERBS if len(verb) > 1), key=len, reverse=True)))
_ENDS_IN_VERB = re.compile("(?:" + "|".join(sorted(_VERBS, key=len, reverse=True)) + ")(?:了|过|出|起|到|好)?$")
_STOP = re.compile("[，。；：！？,;:!?\n\t|]")
_FORWARD = re.compile(r"[^，。；：、！？,;:\n\t0-9０-９|（(）)]{1,30}")
_CUT = re.compile(
    "(?:参加|参与|开展|申请|进行|分别|获得|荣获|获|提供|接受|完成|通过|进入|实现|达到|以上|以下|左右|，|组成|被|均|已|共|累计|并|到|等(?=[^级])|前往|走进|深入|发放|按|用于|给予|予以|纳入|签订|在|，)"
)
_MODIFIER = re.compile("^(?:的|左右|以上|以内|不等)+")
_COUNTED_AS = re.compile("(?:总)?(?:人数|数量|总数|次数|金额|总额|数|量)$")


def noun_of(text: str, floor: int, start: int, end: int) -> str:
    """The noun phrase a quantity counts; '' where its clause has none. `floor` is where the last mention ended."""
    before = _STOP.split(text[max(floor, start - 40) : start])[-1]
    behind = _forward(text, end)
    if behind and (not before.strip() or before[-1] in _FUNCTIONAL or _ENDS_IN_VERB.search(before)):
        return behind
    return _backward(before) or behind or _backward(_STOP.split(text[max(0, start - 40) : start])[-1])


def _forward(text: str, end: int) -> str:
    found = _FORWARD.match(text, end)
    if not found:
        return ""
    phrase = _MODIFIER.sub("", found[0])
    cut = _CUT.search(phrase, 1)
    return phrase[: cut.start()].strip() if cut else phrase.strip()


def _backward(before: str) -> str:
    phrase = _TAIL.sub("", before).rstrip("的 ")
    verbs = [found.end() for found in _VERB.finditer(phrase) if found.end() < len(phrase)]
    if verbs:
        phrase = phrase[verbs[-1] :]
    return phrase.lstrip("了的各类种项 、和及与）)（(”").strip()
