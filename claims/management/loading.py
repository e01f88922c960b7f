"""Many rows at once: COPY into tables that lose their indexes and foreign keys meanwhile.

A million rows into a table with its indexes is a million descents into each of them: into the graph of
vectors and the words' indexes above all. Built afterwards, an index reads the table once, sorted and in
parallel; a foreign key is checked by one join.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

MEMORY = "2GB"  # to build one index; the graph of a million vectors needs 1.3
FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY oid
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index i WHERE indrelid = ANY(%s::regclass[])
        AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND contype IN ('p', 'u'))
    ORDER BY indexrelid
"""
OWNED = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])"


def may_strip(tables: Sequence[type[models.Model]]) -> bool:
    """Do the tables belong to the role of this connection?"""
    return bool(_asked(OWNED, tables)[0][0])


@contextmanager
def stripped(tables: Sequence[type[models.Model]], write: Callable[[str], object]) -> Iterator[None]:
    """Within a transaction: no index but the keys, no foreign key, no trigger; all is built at the end."""
    parts = _asked(FOREIGN_KEYS, tables) + _asked(INDEXES, tables)
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked would block the changes
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for drop, _ in parts:
            cursor.execute(drop)
        for name in names:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        for _, build in reversed(parts):
            began = time.monotonic()
            cursor.execute(build)
            if (took := time.monotonic() - began) > 1:
                write(f"{build[:70]}… in {took:.0f} s")
        for name in names:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def copy_rows(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> int:
    """COPY rows, by column name, into the model's table; what they leave out gets the field's default."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    defaults = {
        name: field.get_db_prep_save(field.get_default(), connection) for name, field in fields.items()
    }
    columns = ", ".join(connection.ops.quote_name(name) for name in fields)
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # carries the word that triggers rest
        with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
            for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
                whole = defaults | {
                    name: fields[name].get_db_prep_save(value, connection) for name, value in row.items()
                }
                copy.write_row(list(whole.values()))
    return count


def _asked(query: str, tables: Sequence[type[models.Model]]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, [[model._meta.db_table for model in tables]])
        return list(cursor.fetchall())
