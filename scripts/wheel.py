"""What hatchling does before it packs: compile the catalogues, and say so if the JavaScript was not fetched."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Prepare(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from yiben.config.messages import compile_all

        compile_all()
        if version != "editable" and not (Path(self.root) / "yiben/ui/static/vendor").is_dir():
            self.app.display_warning("no yiben/ui/static/vendor: run `make bootstrap`, or pages come without htmx")
