import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0006_handover")]

    operations = [
        migrations.AddField(model_name="unit", name="carries", field=models.JSONField(blank=True, default=list)),
        migrations.AddField(
            model_name="unit",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="units.unit",
            ),
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="单位名称")),
                ("until", models.DateField(verbose_name="至")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="former_names", to="units.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["until"],
                "constraints": [models.UniqueConstraint(fields=("unit", "until"), name="one_former_name_a_day")],
            },
        ),
    ]
