import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_entries_that_last")]

    operations = [
        migrations.CreateModel(
            name="Entered",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="entered",
                        serialize=False,
                        to="ledger.importrow",
                    ),
                ),
                ("entry_id", models.UUIDField()),
            ],
        ),
    ]
