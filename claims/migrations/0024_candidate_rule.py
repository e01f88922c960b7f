from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0023_what_readers_see'),
    ]

    operations = [
        migrations.AddField(
            model_name='candidate',
            name='rule',
            field=models.CharField(blank=True, db_default='', default='', help_text='Which rule of the extractor found it.', max_length=60),
        ),
    ]
