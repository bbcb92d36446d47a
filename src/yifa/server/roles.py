"""Who may do what in the database: the owner changes tables, the program only rows, and records are only added to."""

from __future__ import annotations

import psycopg
from psycopg import sql

from yifa.server.place import OWNER, Login, Place
from yifa.server.refusals import DatabaseOld, DatabaseUnreachable

#: The program may read these and add to them; nobody but the owner of the database can change or delete a row.
APPEND_ONLY_TABLES = ("docket_act", "docket_docket", "docket_leaf", "docket_head", "docket_calendar", "audit_entry")
#: What only the owner writes: the program reads it.
READ_ONLY_TABLES = ("django_migrations", "server_stamp")
OLDEST_SERVER = 150000
#: how the name of a schema begins in which a profile lies beside
BESIDE = "beside_"


def connect(login: Login) -> psycopg.Connection[tuple[object, ...]]:
    """A plain connection, outside Django; every statement its own transaction."""
    return psycopg.connect(**login.parameters(), autocommit=True)  # type: ignore[arg-type]


def grant(connection: psycopg.Connection[tuple[object, ...]], role: str, *, schema: str = "public") -> None:
    """Give ``role`` rows and sequences of every table of the schema, and no more. In one transaction; may be repeated."""
    name, place = sql.Identifier(role), sql.Identifier(schema)
    with connection.transaction():
        database = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM PUBLIC").format(place))
        connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, name))
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(place, name))
        connection.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(place, name))
        connection.execute(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}").format(place, name))
        connection.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(place, name))
        there = {row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])}
        for table in APPEND_ONLY_TABLES:
            if table in there:
                revoke = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}")
                connection.execute(revoke.format(sql.Identifier(schema, table), name))
        for table in READ_ONLY_TABLES:
            if table in there:
                connection.execute(
                    sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(schema, table), name)
                )


def prepare_server(place: Place) -> None:
    """On a database server of the office: check its version, and make the program's role where the owner may."""
    login = place.login(OWNER)
    try:
        opened = connect(login)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0].rpartition(": ")[2]
        raise DatabaseUnreachable(host=f"{login.host}:{login.port}", reason=reason) from error
    with opened as connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise DatabaseOld(version=connection.info.parameter_status("server_version"))
        row = connection.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        if not (row and row[0]):
            return
        role = f"{connection.info.dbname}_app"
        verb = "ALTER" if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() else "CREATE"
        statement = sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
        connection.execute(statement.format(sql.Identifier(role), sql.Literal(place.secret("database_server_app"))))


def grant_app(place: Place) -> None:
    """After each migration: the program's rights in the database of this place, where it has a role of its own."""
    if place.has_app_role:
        with connect(place.login(OWNER)) as connection:
            grant(connection, place.app_role)
            for name in schemas_beside(connection):
                grant(connection, place.app_role, schema=name)


def schemas_beside(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """The schemas of the profiles that lie beside the one the place runs (see ``server.beside``)."""
    found = connection.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s) ORDER BY nspname", [BESIDE])
    return [str(row[0]) for row in found]


class Stamps:
    """What was done to this database (migrations, profile), so that the next start need not do it again."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self.connection = connection

    def read(self) -> dict[str, str]:
        if not self.connection.execute("SELECT 1 FROM pg_tables WHERE tablename = 'server_stamp' AND schemaname = 'public'").fetchone():
            return {}
        return {str(name): str(value) for name, value in self.connection.execute("SELECT name, value FROM server_stamp")}

    def write(self, name: str, value: str) -> None:
        self.connection.execute("CREATE TABLE IF NOT EXISTS server_stamp (name text PRIMARY KEY, value text NOT NULL)")
        statement = "INSERT INTO server_stamp VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        self.connection.execute(statement, [name, value])
