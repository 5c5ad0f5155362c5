"""What a quantity counts, from the words around it: 发放宣传资料｜1万余份, 为｜3名｜先心病患儿申请手术."""

import re

# Before a noun these open its phrase wherever they stand.
_DOING = (
    "开展 举办 组织 召开 发放 完成 收取 收到 建立 成立 组建 培育 打造 新增 新建 创建 设立 推出 推荐 表彰 评选 评为 获评 选树 募集 筹集 招募 吸纳 印发 制定 出台 办理 走访 慰问 资助 救助 改造 拥有"
    " 共有 现有 采集 征集 编印 推送 拨付 投入 争取 安排 悬挂 张贴 配备 落实 命名 授予 荣获 申报 签订 化解 调解 受理 接待 解决 提供 帮助 惠及 覆盖 协调 发动 建成 开设 创办 承办 聘请 选派 选聘 发布 制作 播放"
    " 实施 确定 推选 增补 发出 送去 送出 接收 接受 撰写 上报 报送 提交 排查 整改 清理 种植 修缮 引进 孵化 认领 减免 支出 返还 补贴 奖励 给予 实现 设有 建有 配置 安装 成功 达成 邀请 吸引 带动 促成 追回 挽回"
).split()
# These open it only where a noun of three characters follows: 培训救护员, but 参加人数 and 宣传资料 stay whole.
_LEADING = "参加 参与 培训 服务 慰问 普及 登记 增加 扶持 支持 引导 联系 结对 选举产生 选举 产生 共计 共 累计 全年 今年 集中 先后 继续 深入 积极 扎实 已 各类 各种 各项 各级 各 其中 全区 全市 全县 全街道 辖区内 辖区 新".split()
_TRAILING = (
    "各类 各种 各项 全年 共 累计 集中 先后 已 共计 总计 合计 分别 均 约 近 达 达到 为 有 了 完成 总共 一共 目前 现 现有 共有 就 也 还 又 新增 达成 突破 超过 超 实现 是 至 到 已达 高达 多达 计 逾 不 再"
    " 总数 总数达 提高 提升 增加 下降 保持 控制 稳定 在 至少 平均 扩大 日均 每年 每月 每季度 各 将 要 不少于 不低于 由"
).split()
_ALSO_VERBS = "培训 服务 参加 参与 受益 捐赠 捐款 建设 选择 发展 举行 推广 评出 选出 集中 动员 宣传 学习 利用 占 有 为 共 计 约 近 超 逾 均 各 每 将 拟 计划 至少 不少于 重点支持 对 向 给".split()
_FUNCTIONAL = frozenset("的了为有达共约对向给与和、含在内中由从到至各每按近超是被及将把等于")


def _any_of(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_OPENS = re.compile(_any_of(_DOING) + "(?:了)?(?=..)")
_LEADS = re.compile("^(?:发展(?=..)|" + _any_of(_LEADING) + "(?=...))")
_TRAILS = re.compile(_any_of(_TRAILING) + "+$")
_ENDS_IN_VERB = re.compile(_any_of(_DOING + _ALSO_VERBS) + "(?:了|过|出|起|到|好)?$")
_CLAUSE_END = re.compile("[，。；：！？,;:!?\n\t|（(]")
_FORWARD = re.compile(r"[^，。；：、！？,;:\n\t0-9０-９|（(）)]{1,30}")
_PREDICATE = re.compile(
    "参加|参与|开展|申请|进行|分别|获得|荣获|提供|接受|完成|通过|进入|实现|达到|以上|以下|左右|组成|被|均|已|累计|并|(?<![高中初同平均])等|前往|走进|深入"
    "|发放|用于|给予|予以|纳入|签订|在|协调|实行|落户|投身|受益|报名|上岗|赴"
)
_MODIFIER = re.compile("^(?:的|左右|以上|以内|不等)+")


def noun_of(text: str, floor: int, start: int, end: int) -> str:
    """The noun phrase a quantity counts; '' where its clause has none. `floor` is where the last quantity ended."""
    before = _clause(text, floor, start)
    behind = _forward(text, end)
    if behind and (not before.strip() or before[-1] in _FUNCTIONAL or _ENDS_IN_VERB.search(before)):
        return behind
    return _backward(before) or behind or _backward(_clause(text, 0, floor))


def _clause(text: str, floor: int, start: int) -> str:
    return _CLAUSE_END.split(text[max(floor, start - 40) : start])[-1]


def _forward(text: str, end: int) -> str:
    found = _FORWARD.match(text, end)
    if not found:
        return ""
    phrase = _MODIFIER.sub("", found[0])
    cut = _PREDICATE.search(phrase, 1)
    return phrase[: cut.start()].strip() if cut else phrase.strip()


def _backward(before: str) -> str:
    phrase = _TRAILS.sub("", before).rstrip("的 ")
    openings = list(_OPENS.finditer(phrase))
    if openings:
        phrase = phrase[openings[-1].end() :]
    while leading := _LEADS.match(phrase):
        phrase = phrase[leading.end() :]
    return phrase.lstrip("了的、和及与）) ").strip()
