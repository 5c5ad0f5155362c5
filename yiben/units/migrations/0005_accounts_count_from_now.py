from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from django.db import migrations


def count_from_now(apps: Any, schema_editor: Any) -> None:
    """Whoever has an account keeps it for half a year from the upgrade on, used or not."""
    day = date.today() + timedelta(days=180)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    people = apps.get_model("units", "Person").objects.using(schema_editor.connection.alias)
    people.filter(open_until=None).update(open_until=last)


class Migration(migrations.Migration):
    dependencies = [("units", "0004_account_ends")]

    operations = [migrations.RunPython(count_from_now, migrations.RunPython.noop)]
