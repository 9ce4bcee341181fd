"""The steps from each form of the tables to the next."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection

from crawler.storage.tables import meta_table

# Operations of Alembic work on one connection a process.
_one_at_a_time = Lock()


def migrate(connection: Connection, found: int) -> int:
    """Bring the tables from schema version *found* to the newest, within a write transaction, which ends with all steps
    done or none; the version they have then. 0 makes the tables of the oldest version there is a script of.

    A script in `versions` is named after the version it leads to: `upgrade()` of 0004 turns version 3 into 4. The
    tables say themselves which version they have (`meta`), so Alembic's own table of versions is not needed.
    """
    # Only here: most stores that are opened need none, and reading Alembic takes a tenth of a second.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    version = found
    scripts = ScriptDirectory(Path(__file__).parent)
    with _one_at_a_time, Operations.context(MigrationContext.configure(connection)):
        for script in reversed(list(scripts.walk_revisions())):
            if int(script.revision) > found:
                script.module.upgrade()
                version = int(script.revision)
    connection.execute(meta_table.update().where(meta_table.c.key == "schema_version").values(value=str(version)))
    return version
