"""The four groups of the desk and what each may do."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

DESK = ["candidate", "claim", "review", "reviewversion", "evidence", "comment", "appearance"]
GROUND = ["speaker", "alias", "affiliation", "topic", "outlet", "feed", "article", "articlerevision"]
LADDER = ["rating", "ratingscale", "methodology"]


def edit(*nouns):
    return [f"{verb}_{noun}" for noun in nouns for verb in ("view", "add", "change")]


def view(*nouns):
    return [f"view_{noun}" for noun in nouns]


REPORTER = edit(*DESK, "speaker", "alias", "affiliation", "topic") + view(*GROUND, *LADDER)
REPORTER += ["delete_alias", "delete_affiliation", "delete_evidence", "submit_review"]
REVIEWER = [*REPORTER, "return_review", "approve_review"]
PUBLISHER = [*REVIEWER, "publish_review", "withdraw_review", *edit("outlet", "feed")]
ADMINISTRATOR = [*PUBLISHER, *edit(*LADDER, "user"), "delete_feed", "delete_topic"]
GROUPS = {
    "reporter": REPORTER,
    "reviewer": REVIEWER,
    "publisher": PUBLISHER,
    "administrator": ADMINISTRATOR,
}


def make_groups(apps, schema_editor):
    # Permissions are usually made after the last migration; the groups need them now.
    create_permissions(installed.get_app_config("claims"), apps=apps, verbosity=0)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        found = Permission.objects.filter(content_type__app_label="claims", codename__in=codenames)
        missing = set(codenames) - set(found.values_list("codename", flat=True))
        if missing:
            raise RuntimeError(f"No such permissions: {sorted(missing)}")
        group.permissions.set(found)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_nouns"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
