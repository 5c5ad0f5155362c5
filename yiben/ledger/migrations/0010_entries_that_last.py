from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_grams")]

    operations = [
        migrations.AlterModelOptions(name="entry", options={"ordering": ["-start", "-recorded_at", "pk"]}),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(condition=models.Q(("end__isnull", False)), fields=["end"], name="entry_end"),
        ),
    ]
