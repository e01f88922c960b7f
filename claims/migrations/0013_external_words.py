import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0012_search_indexes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='externalreview',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('claim_text', config='english'), name='external_claim_words'),
        ),
    ]
