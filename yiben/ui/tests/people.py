"""Who acts on the style guide: no table is needed to show a page."""

from types import SimpleNamespace

STREET = SimpleNamespace(name="云溪街道")
PERSON = SimpleNamespace(name="周敏")
LEAD = SimpleNamespace(pk=1, unit=STREET, person=PERSON, title="云溪街道 · 条线干部")
WORKER = SimpleNamespace(
    pk=2, unit=SimpleNamespace(name="云溪街道桂花里社区"), person=PERSON, title="桂花里社区 · 社区工作者"
)
NAVIGATION = [
    ("首页", "/", False),
    ("工作要点", "/plans/", False),
    ("记录", "/guide/", True),
    ("进度", "/board/", False),
]
NAVIGATION += [("汇报", "/reports/", False), ("报表", "/workbooks/", False)]
