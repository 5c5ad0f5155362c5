from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_rows_entered")]

    operations = [
        migrations.RemoveConstraint(model_name="importrow", name="only_good_rows_are_recorded"),
        migrations.RemoveField(model_name="importrow", name="entry_id"),
        migrations.RemoveField(model_name="importrow", name="recorded"),
    ]
