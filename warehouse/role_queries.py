"""What roles still lack: each query gives the statements to be run, and none when all is well."""

from __future__ import annotations

from psycopg import sql

from warehouse.address import NEXT
from warehouse.next_schemas import BUILT, PUBLISHED
from warehouse.tables import SCHEMA

_SHOWN = "reporting"
_OURS = ", ".join(f"'{name}'" for name in sorted({*PUBLISHED, *BUILT, *(f"{name}{NEXT}" for name in (SCHEMA, *BUILT))}))
_MADE = ", ".join(f"('{name}')" for name in PUBLISHED)

_SETTINGS = ", ".join((
    "('default_transaction_read_only', 'on', false)",
    "('statement_timeout', '60s', true)",
    "('idle_in_transaction_session_timeout', '10min', true)",  # an open snapshot keeps old rows on the disk
    f"('search_path', '{_SHOWN}', true)",
))
"""What sessions of a reader begin with in this database; where it is free, what is set already stays."""

_SET = """
exists (
    select from pg_db_role_setting
    inner join pg_database on pg_database.oid = setdatabase and datname = {database}
    inner join pg_roles on pg_roles.oid = setrole and rolname = {%s}
    cross join unnest(setconfig) as config
    where config %s
)"""


def _query(text: str) -> sql.SQL:
    return sql.SQL(text)


OWNER = tuple(map(_query, (
    """select format('create role %I nologin', {owner})
    where not exists (select from pg_roles where rolname = {owner})""",

    "select format('grant %I to %I', {owner}, {login}) where not pg_has_role({login}, {owner}, {acting})",

    """select format('grant create on database %I to %I', {database}, {owner})
    where not has_database_privilege({owner}, {database}, 'create')""",

    "select format('alter role %I in database %I set role to %I', {login}, {database}, {owner}) where not "
    + _SET % ("login", "= 'role=' || {owner}"),

    f"""select format('create schema %I authorization %I', made.name, {{owner}}) from (values {_MADE}) as made (name)
    where not exists (select from pg_namespace where nspname = made.name)""",

    f"""select format('alter schema %I owner to %I', nspname, {{owner}}) from pg_namespace
    where nspname in ({_OURS}) and pg_get_userbyid(nspowner) != {{owner}}""",

    # What others have put beside our tables stays theirs.
    f"""select format('alter table %I.%I owner to %I', nspname, relname, {{owner}})
    from pg_class inner join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ({_OURS}) and relkind = 'r' and pg_get_userbyid(relowner) = {{login}}""",
)))
"""In this order: the role, who acts as it, what it may make, what is there already."""

READER = tuple(map(_query, (
    """select format('create role %I login', {reader})
    where not exists (select from pg_roles where rolname = {reader})""",

    f"""select format('create schema %I authorization %I', '{_SHOWN}', {{owner}})
    where not exists (select from pg_namespace where nspname = '{_SHOWN}')""",

    f"""select format('alter role %I in database %I set %I to %L', {{reader}}, {{database}}, name, value)
    from (values {_SETTINGS}) as settings (name, value, is_free)
    where not """ + _SET % ("reader", "= name || '=' || value or is_free and starts_with(config, name || '=')"),

    """select format('grant connect on database %I to %I', {database}, {reader})
    where not has_database_privilege({reader}, {database}, 'connect')""",

    """select format('revoke %s on database %I from public', kind, {database})
    from (values ('create'), ('temporary')) as kinds (kind) where has_database_privilege('public', {database}, kind)""",

    f"""select format('revoke all on schema %I from %s', nspname, coalesce(quote_ident(rolname), 'public'))
    from pg_namespace cross join aclexplode(nspacl) as granted left join pg_roles on pg_roles.oid = grantee
    where nspname in ({_OURS}) and (grantee = 0 or rolname = {{reader}})
        and (nspname != '{_SHOWN}' or privilege_type != 'USAGE')""",

    f"""select format('revoke %s on %I.%I from %s', privilege_type, nspname, relname,
        coalesce(quote_ident(rolname), 'public'))
    from pg_class inner join pg_namespace on pg_namespace.oid = relnamespace
    cross join aclexplode(relacl) as granted left join pg_roles on pg_roles.oid = grantee
    where nspname in ({_OURS}) and (grantee = 0 or rolname = {{reader}})
        and (nspname != '{_SHOWN}' or privilege_type != 'SELECT')""",

    f"""select format('grant usage on schema %I to %I', '{_SHOWN}', {{reader}})
    where not has_schema_privilege({{reader}}, '{_SHOWN}', 'usage')""",

    f"""select format('grant select on %I.%I to %I', nspname, relname, {{reader}})
    from pg_class inner join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = '{_SHOWN}' and relkind in ('r', 'v') and pg_get_userbyid(relowner) in ({{owner}}, {{login}})
        and not has_table_privilege({{reader}}, pg_class.oid, 'select')""",

    f"""select format('alter default privileges for role %I in schema %I grant select on tables to %I',
        {{owner}}, '{_SHOWN}', {{reader}})
    where not exists (
        select from pg_default_acl cross join aclexplode(defaclacl) as granted
        where pg_get_userbyid(defaclrole) = {{owner}} and defaclnamespace = to_regnamespace('{_SHOWN}')
            and defaclobjtype = 'r' and pg_get_userbyid(grantee) = {{reader}} and privilege_type = 'SELECT'
    )""",
)))
"""In this order: the role, how its sessions begin, what is taken from it and from everybody, what it may read."""

TEMPORARY = _query("""select format('grant temporary on database %I to %I', {database}, {owner})
where not has_database_privilege({owner}, {database}, 'temporary')""")
"""Publishing compares tables in a temporary one, which no reader may make."""

TOO_MIGHTY = _query("""
select what from pg_roles
cross join lateral (values
    (rolsuper, 'a superuser'), (rolcreaterole, 'makes roles'), (rolcreatedb, 'makes databases'),
    (rolbypassrls, 'passes by row security'), (rolreplication, 'replicates')
) as attributes (has_it, what)
where rolname = {reader} and has_it""")
"""Attributes of the reader's role that no grant can take back."""

EXCESS = _query(f"""
select format('%s on database', kind) from (values ('create'), ('temporary')) as kinds (kind)
where has_database_privilege({{reader}}, {{database}}, kind)
union all
select format('create in schema %I', nspname) from pg_namespace
where (nspname in ({_OURS}) or nspname = 'public') and has_schema_privilege({{reader}}, nspname, 'create')
union all
select format('usage of schema %I', nspname) from pg_namespace
where nspname in ({_OURS}) and nspname != '{_SHOWN}' and has_schema_privilege({{reader}}, nspname, 'usage')
union all
select format('%s on %I.%I', kind, nspname, relname)
from pg_class inner join pg_namespace on pg_namespace.oid = relnamespace
cross join (values ('insert'), ('update'), ('delete'), ('truncate')) as kinds (kind)
where nspname = '{_SHOWN}' and relkind in ('r', 'v') and has_table_privilege({{reader}}, pg_class.oid, kind)
union all
select format('acts as %I', rolname) from pg_roles where rolname = {{owner}} and pg_has_role({{reader}}, oid, 'member')
""")
"""What the reader may do beyond reading `reporting`, however it came to it."""
