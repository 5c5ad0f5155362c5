import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_forms_filled_beside"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="pin",
            name="whose",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="pin", name="start", field=models.DateField(blank=True, null=True, verbose_name="自")
        ),
        migrations.AddField(
            model_name="pin", name="end", field=models.DateField(blank=True, null=True, verbose_name="至")
        ),
        migrations.AddConstraint(
            model_name="pin",
            constraint=models.CheckConstraint(
                condition=models.Q(("end", None), ("start", None))
                | models.Q(("end__gte", models.F("start")), ("start__isnull", False)),
                name="pin_days_are_both",
            ),
        ),
    ]
