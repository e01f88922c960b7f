"""The forms of the claim's desk. What they accept is checked again by the verbs and the database."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy

from claims.ingest import rich_text
from claims.models import (
    DuePrecision,
    Methodology,
    Rating,
    Stance,
    StatementKind,
    Topic,
)


def _day(**options: Any) -> forms.DateField:
    """A date field. The browser's own picker takes and gives ISO dates alone, whatever the language."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class FormattedText(forms.Textarea):
    """A text that may be formatted: `editor.js` makes an editor of it; without, it is edited as it stands."""

    def format_value(self, value: Any) -> str | None:
        """What is shown again after a refusal is as clean as what would be stored."""
        return rich_text.clean(value) if value else None


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReviewForm(forms.Form):
    """The content of a version, and the mark of the content that the editor had before them."""

    rating = forms.ModelChoiceField(Rating.objects.none(), required=False)
    headline = forms.CharField(max_length=300, required=False)
    summary = forms.CharField(
        widget=_text(3),
        required=False,
        max_length=5_000,
        help_text="Two or three sentences: what is true, and how we know.",
    )
    body = forms.CharField(
        label="Review",
        widget=FormattedText(attrs={"rows": 12, "data-formatted": reverse_lazy("desk-clean")}),
        required=False,
        max_length=200_000,
        help_text="An empty line begins a paragraph. Headings, lists, quotations, links, bold and italic are kept.",
    )
    methodology = forms.ModelChoiceField(Methodology.objects.all(), required=False)
    change_note = forms.CharField(
        label="What was wrong and what changed",
        widget=_text(2),
        required=False,
        max_length=5_000,
        help_text="Shown in public beside the correction.",
    )
    claim_wording = forms.CharField(
        label="New wording of the claim",
        required=False,
        max_length=500,
        help_text="In force once a second person has approved this correction and it is published. "
        "Empty: the wording stays.",
    )

    def __init__(self, *args: Any, kind: str = "", is_correction: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        ratings = Rating.objects.filter(scale__is_active=True).select_related("scale")
        wanted = "promise" if kind == StatementKind.PROMISE else "truth"
        choices: dict[str, list[tuple[int, str]]] = {}
        for rating in sorted(ratings, key=lambda r: (r.scale.kind != wanted, r.scale.name, r.position)):
            choices.setdefault(rating.scale.name, []).append((rating.pk, rating.label))
        field = self.fields["rating"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = ratings
        field.choices = [("", "no rating yet"), *choices.items()]
        if not is_correction:
            del self.fields["change_note"], self.fields["claim_wording"]


class EvidenceForm(forms.Form):
    """One document."""

    title = forms.CharField(max_length=300)
    url = forms.URLField(label="Address", max_length=1000, required=False, assume_scheme="https")
    archive_url = forms.URLField(
        label="Archive address",
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text="A copy kept by a public archive. Readers see this link.",
    )
    file = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp,.gif"}),
        help_text="A PDF or a picture. Readers may save it once the review is published.",
    )
    remove_file = forms.BooleanField(label="Take the file off", required=False)
    publisher = forms.CharField(max_length=200, required=False)
    dated_on = _day(required=False, help_text="The date of the document itself.")
    stance = forms.ChoiceField(choices=Stance)
    excerpt = forms.CharField(
        widget=_text(2), required=False, max_length=20_000, help_text="The words that matter, as they stand."
    )
    note = forms.CharField(
        widget=_text(2), required=False, max_length=20_000, help_text="What it shows, in your words."
    )

    def __init__(self, *args: Any, has_file: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_file:
            self.fields["file"].label = "Another file"
        else:
            del self.fields["remove_file"]


class ClaimForm(forms.Form):
    """Wording, kind, day, topics and deadline."""

    wording = forms.CharField(max_length=500, help_text="Without the speaker: “end war in 24 hours”.")
    kind = forms.ChoiceField(choices=StatementKind)
    said_on = _day(required=False)
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = _day(required=False)
    due_precision = forms.ChoiceField(
        label="Known to the", choices=[("", "—"), *DuePrecision.choices], required=False
    )
    due_basis = forms.CharField(
        label="The date rests on", max_length=300, required=False, help_text="“in 24 hours”, counted from …"
    )


class ReplyForm(forms.Form):
    """Whom we asked for comment."""

    asked_whom = forms.CharField(label="Who was asked", max_length=200)
    asked_how = forms.CharField(label="How", max_length=200, help_text="By e-mail to the press office, …")
    asked_on = _day(label="On")
    answer_until = _day(label="Answer by", required=False)


class AnswerForm(forms.Form):
    """What they answered."""

    answer = forms.CharField(widget=_text(3), max_length=20_000, help_text="In their words.")
    answered_on = _day(label="On")
