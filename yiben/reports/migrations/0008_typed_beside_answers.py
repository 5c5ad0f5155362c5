from django.db import migrations, models

CELL = ["workbook", "sheet", "row", "column"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_pins_say_whose_and_when")]

    operations = [
        migrations.RemoveConstraint(model_name="typed", name="typed_once"),
        migrations.AddConstraint(
            model_name="typed",
            constraint=models.UniqueConstraint(fields=[*CELL, "unit"], name="typed_once_a_unit"),
        ),
        migrations.AddConstraint(
            model_name="typed",
            constraint=models.UniqueConstraint(
                fields=CELL, condition=models.Q(("unit", None)), name="typed_once_by_the_street"
            ),
        ),
        migrations.AddConstraint(
            model_name="typed",
            constraint=models.UniqueConstraint(
                fields=CELL, condition=models.Q(("merged", True)), name="typed_one_goes_in"
            ),
        ),
    ]
