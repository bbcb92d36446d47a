from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_institution"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemlist",
            name="document",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="itemlist",
            name="file",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="itemlist",
            name="guide",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="itemlist",
            name="title",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="itemlist",
            name="transition_body",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="itemlist",
            name="transition_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="load",
            name="place",
            field=models.CharField(blank=True, max_length=20),
        ),
        # the next load writes the new columns, whatever was loaded before
        migrations.RunSQL("UPDATE registry_load SET digest = '' WHERE room = 'registry'", migrations.RunSQL.noop),
    ]
