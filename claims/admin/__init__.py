"""The editors' desks, one file a desk. Django finds this module by itself and registers the lists."""

from claims.admin import ground, subscribers

__all__ = ["ground", "subscribers"]
