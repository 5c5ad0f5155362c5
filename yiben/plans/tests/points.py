"""A street's work points, as short as a test can be: two lines of work, numbered in two manners."""

FILENAME = "青石街道2025年工作要点.txt"
TITLE = "青石街道2025年群团工作要点"
POINTS = f"""{TITLE}
一、工会工作
（一）夯实基层工会基础
1. 健全街道联合工会例会制度，每季度至少召开1次工作例会，研究会员服务和经费使用等事项。
2. 做好双创优提档升级，加强阵地建设，12月底前建成职工之家18个以上。
3. 规范会费收缴和经费管理，全年收缴工会会费20500元以上，做到账目清楚、公开及时。
（二）加强职工教育培训
1. 围绕工会业务、职业技能、安全生产等内容，全年开展工会教育培训不少于36场。
2. 支持社区工会因地制宜组织职工文体活动，每个社区全年至少2次。
3. 按规定做好法定节日会员福利发放工作，方便会员就近领取。
二、红十字会工作。一是开展“博爱一日捐”活动，6月底前募集善款20000元以上。二是做好大病救助，方便居民就近就医。
青石街道办事处
2025年2月27日
"""
DATA = POINTS.encode()
PATHS = ["一（一）1", "一（一）2", "一（一）3", "一（二）1", "一（二）2", "一（二）3", "二一是", "二二是"]


def long_points(measures: int) -> bytes:
    """A plan of that many measures with a number each."""
    lines = (f"{n}. 开展第{n}项工会教育培训活动，全年不少于{n + 1}场。" for n in range(1, measures + 1))
    return f"{TITLE}\n一、工会工作\n".encode() + "\n".join(lines).encode()
