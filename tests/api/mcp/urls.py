"""The addresses as they are with CLAIMS_MCP=1."""

from django.urls import include, path

from config.urls import handler400, handler404, handler500
from config.urls import urlpatterns as usual

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("mcp", include("claims.api.mcp.urls")), *usual]
