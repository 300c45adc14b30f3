"""``sqlite3`` with every statement written down, its files in the scratch folder."""

import os
import sqlite3

from . import clock
from .recording import Resource, record

# The database's own clock, each with the place of the argument that says which time is meant.
_TELLING_TIME = {"datetime": 0, "date": 0, "time": 0, "julianday": 0, "strftime": 1}
if sqlite3.sqlite_version_info >= (3, 38):
    _TELLING_TIME["unixepoch"] = 0
_CURRENT = {"current_timestamp": "datetime", "current_date": "date", "current_time": "time"}


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


def _wait_for_no_disk(made):
    """What is in the scratch folder need not outlive the machine."""
    try:
        for line in ("PRAGMA synchronous = OFF", "PRAGMA journal_mode = MEMORY"):
            sqlite3.Cursor(made).execute(line).fetchall()
    except sqlite3.DatabaseError:
        # It is none: the agent is told so when it asks.
        pass


def _telling(beside, name):
    """The function of the database for which it is now what the simulated clock says."""
    place = _TELLING_TIME[name]

    def told(*given):
        given = list(given) if len(given) > place else list(given[:place]) + ["now"]
        if isinstance(given[place], str) and given[place].lower() == "now":
            given[place : place + 1] = [clock.now(), "unixepoch"]
        return beside.execute("SELECT %s(%s)" % (name, ", ".join("?" * len(given))), given).fetchone()[0]

    return told


def _set_clock_and_dice(made):
    beside = _connect(":memory:", check_same_thread=False)
    for name in _TELLING_TIME:
        made.create_function(name, -1, _telling(beside, name), deterministic=True)
    for name, asked in _CURRENT.items():
        made.create_function(name, 0, _telling(beside, asked))
    made.create_function("random", 0, lambda: int.from_bytes(os.urandom(8), "big", signed=True))
    made.create_function("randomblob", 1, os.urandom)


def connecting(overlay):
    def connect(database, *rest, **options):
        shown = os.path.basename(str(database))
        options.update(check_same_thread=False)
        options.setdefault("factory", Connection)
        place = database if str(database) == ":memory:" or options.get("uri") else overlay.for_writing(database, keeps=True)
        # Nobody else runs on while this waits for a lock.
        made = _connect(place, **dict(options, timeout=0))
        _wait_for_no_disk(made)
        _set_clock_and_dice(made)
        made.resource = Resource("database", shown)
        record("open", "sqlite %s" % shown, None)
        return made

    return connect
