from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0003_feedback")]

    operations = [
        migrations.AddField(model_name="person", name="open_until", field=models.DateField(null=True, blank=True)),
        migrations.AddField(model_name="person", name="passing_until", field=models.DateField(null=True, blank=True)),
    ]
