import assert from 'node:assert/strict';
import { assessTable } from '../../src/cli/text/assess-table.js';
import { Output, type Sink } from '../../src/cli/output.js';
import { reportOf } from '../../src/core/assess/report.js';
import { assessment } from '../support/assessment.js';

class Recorder implements Sink {
  written = '';
  constructor(readonly isTTY: boolean) {}
  write(text: string | Uint8Array): void {
    this.written += typeof text === 'string' ? text : new TextDecoder().decode(text);
  }
}

function output(isTTY: boolean, noColor = false): { output: Output; stdout: Recorder; stderr: Recorder } {
  const [stdout, stderr] = [new Recorder(isTTY), new Recorder(isTTY)];
  return { output: new Output({ stdout, stderr, noColor }), stdout, stderr };
}

describe('output', () => {
  it('is coloured on a terminal, unless NO_COLOR is set', () => {
    assert.deepEqual(
      [output(true).output.coloured, output(true, true).output.coloured, output(false).output.coloured],
      [true, false, false],
    );
  });

  it('shows progress on a terminal only, and takes it away before anything else is written', () => {
    const watched = output(true);
    watched.output.progress({ done: 3, total: 9, label: 'Reading' });
    watched.output.note('a remark');
    assert.equal(watched.stderr.written, '\r\u001B[KReading 3/9\r\u001B[Ka remark\n');
    const piped = output(false);
    piped.output.progress({ done: 3, label: 'Reading' });
    assert.equal(piped.stderr.written, '');
  });

  it('shows orders to a terminal that stand in a name instead of giving them, and changes nothing for a program', () => {
    const text = 'agents/\u001B]0;title\u0007\u009B2J\u001B[2J\rx.py\ta\r\n\u001B[31mred\u001B[0m\n';
    const [watched, piped] = [output(true), output(false)];
    for (const { output: one } of [watched, piped]) {
      one.text(text);
      one.note(text);
    }
    const shown = 'agents/\\x1b]0;title\\x07\\x9b2J\\x1b[2J\\x0dx.py\ta\r\n\u001B[31mred\u001B[0m\n';
    assert.deepEqual([watched.stdout.written, watched.stderr.written], [shown, `${shown}\n`]);
    assert.deepEqual([piped.stdout.written, piped.stderr.written], [text, `${text}\n`]);
  });

  it('prints a document for people with indentation, for programs without', () => {
    const [watched, piped] = [output(true), output(false)];
    watched.output.document({ a: 1 });
    piped.output.document({ a: 1 });
    assert.deepEqual([watched.stdout.written, piped.stdout.written], ['{\n  "a": 1\n}\n', '{"a":1}\n']);
  });

  it('prints a document that is text already like any other', () => {
    const [watched, piped] = [output(true), output(false)];
    const pieces = ['{"a":', new TextEncoder().encode('1'), '}'];
    watched.output.documentText(pieces);
    piped.output.documentText(pieces);
    assert.deepEqual([watched.stdout.written, piped.stdout.written], ['{\n  "a": 1\n}\n', '{"a":1}\n']);
  });
});

describe('the table of agents', () => {
  const report = reportOf({ assessments: [], files: 0, elapsedMs: 0, changedSettings: [] });

  it('says levels in words, coloured or not, and stays aligned', () => {
    const agents = [
      assessment({ class: 'A', level: 'high', score: 31.5 }),
      assessment({ class: 'LongerName', level: 'low', score: 0 }),
    ];
    const plain = assessTable({ ...report, agents }, false);
    const coloured = assessTable({ ...report, agents }, true);

    assert.equal(coloured.replace(/\u001B\[\d+m/gu, ''), plain);
    assert.notEqual(coloured, plain);
    const [header, first, second] = plain.split('\n');
    const column = header?.indexOf('PLACE') ?? -1;
    assert.ok(column > 0);
    for (const line of [first, second]) assert.match(line?.slice(column) ?? '', /^\S+:\d+$/);
    assert.match(first ?? '', /^ {3}32 {2}high/);
  });

  it('says so when there is no agent', () => assert.match(assessTable(report, false), /^No agent was found\./));
});
