import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { pythonWorkspace, runPythonPair } from './python-pair.js';
import { versions } from './work-agent.js';

describe('the parallel test of an agent with a database', function () {
  this.timeout(120_000);
  const root = pythonWorkspace();
  after(() => rmSync(root, { recursive: true, force: true }));

  it('gives the database the same time and the same dice in both versions', async () => {
    const source = `
import sqlite3
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.own = zmq.Context()
        self.notes = sqlite3.connect("notes.db")
        self.notes.execute("CREATE TABLE note (text TEXT, at REAL DEFAULT (julianday('now')), made TIMESTAMP DEFAULT CURRENT_TIMESTAMP)")
        self.notes.execute("CREATE INDEX by_day ON note (date(made))")

    def add(self, text):
        self.notes.execute("INSERT INTO note (text) VALUES (?)", (text,))
        return self.notes.execute("SELECT *, strftime('%f', 'now'), date(made, '+1 day'), random() FROM note").fetchall()

    def day_after(self, day="2024-02-28"):
        return self.notes.execute("SELECT date('2024-02-28', '+1 day'), datetime('now') BETWEEN '2023-11-14' AND '2023-11-16'").fetchone()
`;
    const { legacy, migrated } = versions(source);
    const same = await runPythonPair(root, { legacy, migrated });
    assert.equal(same.kind, 'equivalent', JSON.stringify(same, null, 1));
    const other = await runPythonPair(root, {
      legacy,
      migrated: migrated.replace("'+1 day'), datetime", "'+2 day'), datetime"),
    });
    assert.ok(other.kind === 'different');
    assert.ok(
      other.differences.some(({ call, migrated: now }) => call.startsWith('day_after') && now.includes('2024-03-01')),
    );
  });
});
