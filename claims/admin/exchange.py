"""Import and export on the lists of claims and reviews: a preview first, then all rows or none."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from import_export.admin import ImportExportMixin
from import_export.results import Result, RowResult
from unfold.contrib.import_export.forms import ExportForm

from claims.admin.tables import FORMATS, ImportForm, Kept, too_large

LEFT = "table of a preview"  # in the session
log = logging.getLogger(__name__)


class Exchange(ImportExportMixin):  # type: ignore[misc]
    """For a list: `resource_classes` names its table."""

    import_form_class = ImportForm
    export_form_class = ExportForm
    formats = FORMATS
    tmp_storage_class = Kept
    skip_admin_log = True  # the history has every change, by whom and when

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Who may enter such rows one by one."""
        return bool(request.user.has_perm(f"claims.add_{self.opts.model_name}"))

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Who may read the list."""
        return bool(request.user.has_perm(f"claims.view_{self.opts.model_name}"))

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says about the columns."""
        [table] = self.resource_classes
        return {"columns": table.columns, "needs": table.needs}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """All rows or none."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def create_import_form(self, request: HttpRequest) -> ImportForm:
        """A file that was dropped on its way for its size is not said to be missing."""
        form: ImportForm = super().create_import_form(request)
        if getattr(request, "dropped_file", None):
            form.fields["import_file"].error_messages["required"] = too_large()
        return form

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """The file is no such table."""
        log.info("A table could not be read: %r", e)
        said = "The file cannot be read as a table of that format. Save it as CSV in UTF-8, or as XLSX."
        form.add_error("import_file", said)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """A preview. The table of an earlier one that was left, and one that is refused, are not kept."""
        response: TemplateResponse = super().import_action(request, **kwargs)
        context = response.context_data or {}
        sent = getattr(context["form"].files.get("import_file"), "tmp_storage_name", None)
        if sent is None:
            return response
        over = [request.session.pop(LEFT, None)]
        if "confirm_form" in context:
            request.session[LEFT] = sent
        else:
            over.append(sent)
        for name in filter(None, over):
            Kept(name=name).remove()
        return response

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The second step. Sent twice, the table is gone after the first time."""
        try:
            response: HttpResponse = super().process_import(request, **kwargs)
        except (FileNotFoundError, ValidationError):
            messages.error(request, "Nothing came in: this preview is over. Send the table again.")
            return HttpResponseRedirect(self._address("import"))
        return response

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """What became of it. The record may have changed since the preview."""
        if not result.has_errors() and not result.has_validation_errors():
            response: HttpResponse = super().process_result(result, request)
            return response
        if result.base_errors:  # none of the rows is to blame
            told = result.base_errors[0]
            log.error("An import failed: %s", told.error, exc_info=told.error)
            messages.error(
                request, f"Nothing came in, and no row is to blame: {told.error}. Tell who runs this desk."
            )
            return HttpResponseRedirect(self._address("import"))
        messages.error(request, "Nothing came in: the record changed since the preview. Look at it again.")
        for number, errors in result.row_errors()[:10]:
            messages.error(request, f"Row {number}: {errors[0].error}")
        return HttpResponseRedirect(self._address("import"))

    def add_success_message(self, result: Result, request: HttpRequest) -> None:
        """How many are new, how many were there."""
        new, known = result.totals[RowResult.IMPORT_TYPE_NEW], result.totals[RowResult.IMPORT_TYPE_SKIP]
        said = f"{new} came in, as drafts in your name; readers see none of them."
        if known:
            said += f" {known} {'was' if known == 1 else 'were'} on record already, or blank."
        messages.success(request, said)

    def _address(self, name: str) -> str:
        return reverse(f"admin:claims_{self.opts.model_name}_{name}")
