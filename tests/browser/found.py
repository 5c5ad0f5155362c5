"""The street of `tests/people.py` in a data folder of its own, for a site that a browser opens.

Run as `python -m tests.browser.found` with YIBEN_DATA set: what serves the folder is another process.
"""

import os
from pathlib import Path

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "yiben.config.settings"
    Path(os.environ["YIBEN_DATA"]).mkdir(parents=True, exist_ok=True)

    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.people import street

    street()
