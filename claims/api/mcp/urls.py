"""/mcp, with or without a slash at its end. Only where CLAIMS_MCP is set: nobody else loads the SDK."""

from django.urls import re_path

from claims.api.mcp.views import Endpoint

urlpatterns = [re_path(r"^/?$", Endpoint.as_view(), name="mcp")]
