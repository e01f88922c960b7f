from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0022_an_articles_month_or_year'),
    ]

    operations = [
        migrations.AddField(
            model_name='candidate',
            name='rule',
            field=models.CharField(blank=True, db_default='', default='', help_text='Which rule of the extractor found it.', max_length=60),
        ),
    ]
