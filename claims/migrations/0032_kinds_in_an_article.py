# Of three million candidates that wait it takes some ten seconds, in which no other is stored.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0031_words_of_the_record'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='candidate', name='candidate_waits_in'),
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['revision'], include=('checkworthiness', 'id', 'group', 'kind'), name='candidate_waits_in'),
        ),
    ]
