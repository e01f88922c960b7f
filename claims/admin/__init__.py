"""The editors' desks, one file a desk. Django finds this module by itself and registers the lists."""

from claims.admin import ground

__all__ = ["ground"]
