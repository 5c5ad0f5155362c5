from typing import Any

from django.db import migrations


def compare_by_bytes(apps: Any, editor: Any) -> None:
    """A subtree is the range from a path to that path and "~". A database that sorts as people do puts "~" before
    digits, and would find nothing. SQLite compares bytes anyway."""
    if editor.connection.vendor == "postgresql":
        editor.execute('ALTER TABLE units_unit ALTER COLUMN path TYPE varchar(80) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("units", "0007_units_renamed_and_split")]

    operations = [migrations.RunPython(compare_by_bytes, migrations.RunPython.noop, elidable=False)]
