"""PostgreSQL: dbt builds into `<layer>_next`; publishing renames these over `<layer>` in one transaction."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from warehouse.errors import WarehouseError

NEXT = "_next"
_OLD = "_old_"
_WAIT_TO_SWAP = "set local lock_timeout = '2s'"
_WAIT_TO_DROP = "set local lock_timeout = '200ms'"  # the next publication tries again

# Roles that were let in stay in; a table under a new name has to be granted anew.
_SCHEMA_GRANTS = """
select format('grant usage on schema %I to %s', '{layer}_next', coalesce(quote_ident(role.rolname), 'public'))
from pg_namespace as old
cross join aclexplode(old.nspacl) as granted
left join pg_roles as role on role.oid = granted.grantee
where old.nspname = '{layer}' and granted.privilege_type = 'USAGE' and granted.grantee != old.nspowner
"""
_TABLE_GRANTS = """
select format('grant select on %I.%I to %s', '{layer}_next', old.relname,
              coalesce(quote_ident(role.rolname), 'public'))
from pg_class as old
cross join aclexplode(old.relacl) as granted
left join pg_roles as role on role.oid = granted.grantee
where old.relnamespace = to_regnamespace('{layer}')
    and to_regclass(format('%I.%I', '{layer}_next', old.relname)) is not null
    and granted.privilege_type = 'SELECT' and granted.grantee != old.relowner
"""


def swap(connection: sa.Connection, layers: Iterable[str]) -> None:
    """Rename old schemas away and next ones in their place, in the caller's transaction.

    Readers are not waited for: a rename does not touch the tables that they hold. Every statement of
    a reader sees old or new whole; but one in REPEATABLE READ that began before the build and names
    a table after the swap finds the new one, whose rows its snapshot does not know. Views of others
    on old tables go with these. Raises WarehouseError when no next schema is there.
    """
    connection.exec_driver_sql(_WAIT_TO_SWAP)
    present = _schemas(connection)
    built = [layer for layer in layers if layer + NEXT in present]
    if not built:
        raise WarehouseError("warehouse: nothing was built that could be published.")
    # A reader may still hold what an earlier run put away, so every run puts away under its own name.
    run: int = connection.exec_driver_sql("select txid_current()").scalar_one()
    for layer in built:
        if layer in present:
            _copy_grants(connection, layer)
            connection.exec_driver_sql(f"alter schema {layer} rename to {layer}{_OLD}{run}")
        connection.exec_driver_sql(f"alter schema {layer}{NEXT} rename to {layer}")


def drop_old(engine: sa.Engine, layers: Iterable[str]) -> None:
    """Drop what earlier publications put away; what a reader still holds stays until the next one."""
    with engine.connect() as connection:
        prefixes = tuple(f"{layer}{_OLD}" for layer in layers)
        old = [name for name in _schemas(connection) if name.startswith(prefixes)]
    for name in old:
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql(_WAIT_TO_DROP)
                connection.execute(sa.schema.DropSchema(name, cascade=True, if_exists=True))
        except sa.exc.OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != "55P03":  # lock_not_available
                raise


def _copy_grants(connection: sa.Connection, layer: str) -> None:
    for query in (_SCHEMA_GRANTS, _TABLE_GRANTS):
        grants: list[str] = list(connection.exec_driver_sql(_escaped(query.format(layer=layer))).scalars())
        for grant in grants:
            connection.exec_driver_sql(_escaped(grant))


def _schemas(connection: sa.Connection) -> set[str]:
    return set(connection.exec_driver_sql("select nspname from pg_namespace").scalars())


def _escaped(sql: str) -> str:
    """psycopg takes a single % for a placeholder."""
    return sql.replace("%", "%%")
