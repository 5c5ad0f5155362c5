from django.db import migrations

BESIDE = """
    INSERT INTO ledger_entered (row_id, entry_id) SELECT id, entry_id FROM ledger_importrow WHERE recorded
"""
BACK = """
    UPDATE ledger_importrow SET recorded = true, entry_id = told.entry_id
    FROM ledger_entered AS told WHERE told.row_id = ledger_importrow.id
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0011_entered")]

    operations = [migrations.RunSQL(BESIDE, BACK)]
