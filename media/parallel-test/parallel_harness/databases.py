"""``sqlite3`` with every statement written down, its files in the scratch folder."""

import os
import sqlite3

from .recording import Resource, record


class Cursor(sqlite3.Cursor):
    def execute(self, sql, *rest):
        record("sql", " ".join(sql.split()), list(rest[0]) if rest and isinstance(rest[0], (list, tuple)) else rest)
        return super().execute(sql, *rest)

    def executemany(self, sql, rows):
        rows = list(rows)
        record("sql", " ".join(sql.split()), rows)
        return super().executemany(sql, rows)

    def executescript(self, sql):
        record("sql", " ".join(sql.split()), None)
        return super().executescript(sql)


class Connection(sqlite3.Connection):
    def _recorded_as(self):
        return {"~": "Connection"}

    def cursor(self, factory=Cursor):
        return super().cursor(factory)

    def execute(self, sql, *rest):
        return self.cursor().execute(sql, *rest)

    def executemany(self, sql, rows):
        return self.cursor().executemany(sql, rows)

    def executescript(self, sql):
        return self.cursor().executescript(sql)

    def commit(self):
        record("sql", "commit", None)
        return super().commit()

    def close(self):
        self.resource.close()
        return super().close()


_connect = sqlite3.connect


def connecting(overlay):
    def connect(database, *rest, **options):
        shown = os.path.basename(str(database))
        options.update(check_same_thread=False)
        options.setdefault("factory", Connection)
        place = database if str(database) == ":memory:" or options.get("uri") else overlay.for_writing(database, keeps=True)
        # Nobody else runs on while this waits for a lock.
        made = _connect(place, **dict(options, timeout=0))
        made.resource = Resource("database", shown)
        record("open", "sqlite %s" % shown, None)
        return made

    return connect
