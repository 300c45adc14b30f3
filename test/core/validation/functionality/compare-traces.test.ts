import assert from 'node:assert/strict';
import { defaultPythonContract } from '../../../../src/core/contract/default-profile.js';
import { compareTraces, type ParallelOutcome } from '../../../../src/core/validation/functionality/compare-traces.js';
import { functionalityCheck } from '../../../../src/core/validation/functionality/functionality-check.js';
import type {
  RecordedEvent,
  RecordedOutcome,
  RecordedStep,
  RecordedTrace,
} from '../../../../src/core/validation/functionality/recorded-trace.js';

const empty: RecordedTrace = {
  steps: [],
  resources: [],
  threads: [],
  failures: [],
  baseAttributes: [],
  leftOut: [],
  doubles: [],
  problem: null,
};

const step = (name: string, more: Partial<RecordedStep> = {}): RecordedStep => {
  return { name, events: [], attributes: {}, method: name, outcome: { returned: null }, ...more };
};

const event = (kind: string, subject: string, more: Partial<RecordedEvent> = {}): RecordedEvent => {
  return { kind, subject, detail: null, base: false, thread: 'main', ...more };
};

const trace = (steps: readonly RecordedStep[], more: Partial<RecordedTrace> = {}): RecordedTrace => {
  return { ...empty, steps, ...more };
};

const compared = (
  legacy: RecordedTrace | string,
  migrated: RecordedTrace | string,
  isComplete = true,
): ParallelOutcome =>
  compareTraces([{ scenario: 'call by call', legacy, migrated }], defaultPythonContract, isComplete);

function assertSame(legacy: RecordedTrace, migrated: RecordedTrace): void {
  assert.equal(compared(legacy, migrated).kind, 'equivalent');
}

function assertDifferent(legacy: RecordedTrace, migrated: RecordedTrace, what: string): void {
  const outcome = compared(legacy, migrated);
  assert.equal(outcome.kind === 'different' ? outcome.smallest.what : outcome.kind, what);
}
import { classFact, sourceFile } from '../../../support/facts.js';

describe('comparing two recordings', () => {
  it('is equivalent when every call came to the same', () => {
    const both = trace([step('add', { outcome: { returned: { sum: 3, of: [1, 2] } } })]);
    assert.deepEqual(compared(both, both), { kind: 'equivalent', calls: 1, notRun: [] });
  });

  it('shows of two replies only what is different in them', () => {
    const answering = (uptime: number): RecordedTrace =>
      trace([step('ask', { outcome: { replied: [{ status: 'ok', agent: { name: 'Lamp', uptime } }] } })]);
    const outcome = compared(answering(1), answering(2));
    assert.ok(outcome.kind === 'different');
    assert.deepEqual(
      [outcome.smallest.legacy, outcome.smallest.migrated],
      ['{"agent":{"uptime":1}}', '{"agent":{"uptime":2}}'],
    );
  });

  it('lets an agent end in order at Ctrl+C where the run of the base does, and only there', () => {
    const ending = (outcome: RecordedOutcome, run: RecordedOutcome): RecordedTrace =>
      trace([step('run()', { method: 'run', outcome: run }), { name: 'end', events: [], attributes: {}, outcome }]);
    const raised = { type: 'KeyboardInterrupt', message: '' };
    const legacy = ending({ raised }, { pending: true });
    assertSame(legacy, ending({ returned: null }, { inherited: true }));
    assertDifferent(legacy, ending({ returned: null }, { pending: true }), 'the result');
  });

  it('does not mind what the base says of itself when the program is over, but does before', () => {
    const saying = (name: string, running: boolean): RecordedTrace =>
      trace([step('run()'), { name, events: [], attributes: { running, count: 1 } }]);
    assertSame(saying('end', true), saying('end', false));
    assertDifferent(saying('stop()', true), saying('stop()', false), 'self.running');
    const other = trace([step('run()'), { name: 'end', events: [], attributes: { running: false, count: 2 } }]);
    assertDifferent(saying('end', true), other, 'self.count');
  });

  it('takes an error about a member that made room for the same one', () => {
    const raising = (message: string): RecordedTrace =>
      trace([step('run()', { outcome: { raised: { type: 'AttributeError', message } } })]);
    const legacy = raising("'LampAgent' object has no attribute 'socket'");
    assertSame(legacy, raising("'LampAgent' object has no attribute '_own_socket'"));
    assertDifferent(legacy, raising("'LampAgent' object has no attribute 'lamp'"), 'the result');
  });

  it('does not measure by an agent that could not be constructed, but by the calls before that', () => {
    const raised = { type: 'NameError', message: 'x' };
    const constructed = { name: 'B()', events: [], attributes: {}, outcome: { raised } };
    const legacy = trace([step('add'), constructed], { problem: 'B cannot be constructed: NameError: x' });
    const afterwards = { name: 'afterwards', events: [event('send', 'PUB 1')], attributes: {} };
    const works = { name: 'B()', events: [], attributes: {}, outcome: { returned: null } };
    assertSame(legacy, trace([step('add'), works, afterwards]));
    assertDifferent(legacy, trace([step('add', { outcome: { returned: 2 } }), works]), 'the result');
    const { steps, ...nothingCalled } = legacy;
    assert.equal(compared({ ...nothingCalled, steps: steps.slice(1) }, trace([works])).kind, 'unknown');
  });

  it('does not mind a database that the base leaves open', () => {
    const socket = { kind: 'socket', name: 'REP bind tcp://*:1', open: false, base: false };
    const legacy = trace([step('stop')], { resources: [socket] });
    const open = (kind: string) =>
      trace([step('stop')], { resources: [socket, { kind, name: kind, open: true, base: true }] });
    assertSame(legacy, open('database'));
    assertDifferent(legacy, open('socket'), 'socket');
  });

  it('sees another result, another exception and a call that does not end', () => {
    const legacy = trace([step('add', { outcome: { returned: 1 } })]);
    for (const outcome of [
      { returned: 2 },
      { raised: { type: 'KeyError', message: 'x' } },
      { pending: true } as const,
    ]) {
      assertDifferent(legacy, trace([step('add', { outcome })]), 'the result');
    }
  });

  it('sees a message that is sent to somebody else, twice or not at all', () => {
    const send = event('send', 'PUB tcp://*:7105', { detail: { topic: 'a' } });
    const legacy = trace([step('publish', { events: [send] })]);
    for (const events of [[], [send, send], [{ ...send, detail: { topic: 'b' } }]]) {
      assertDifferent(legacy, trace([step('publish', { events })]), 'send PUB tcp://*:7105');
    }
  });

  it('does not mind what the base does for itself', () => {
    const registers = event('send', 'REQ tcp://localhost:7120', { base: true });
    assertSame(trace([step('A()')]), trace([step('A()', { events: [registers] })]));
  });

  it('sees a changed attribute, a lost one and a new one', () => {
    const legacy = trace([step('count', { attributes: { hits: 1 } })]);
    for (const attributes of [{ hits: 2 }, {}]) {
      assertDifferent(legacy, trace([step('count', { attributes })]), 'self.hits');
    }
    assertDifferent(trace([step('count')]), trace([step('count', { attributes: { misses: 1 } })]), 'self.misses');
  });

  it('follows an attribute that made room for one of the base', () => {
    const legacy = trace([step('A()', { attributes: { args: 'mine' } })]);
    assertSame(legacy, trace([step('A()', { attributes: { _own_args: 'mine', args: 'the base' } })]));
  });

  it('compares what the base owns only where both hold a plain value', () => {
    const legacy = trace([step('A()', { attributes: { port: 7100, is_initialized: true } })]);
    assertSame(legacy, trace([step('A()', { attributes: { port: 7100, is_initialized: { '~': 'Event' } } })]));
    assertDifferent(legacy, trace([step('A()', { attributes: { port: 7101 } })]), 'self.port');
  });

  it('lets the base add its keys to a health answer, and nothing be missing from it', () => {
    const asked = { asked: ['tcp://*:7101', 0], servedByBase: true } as const;
    const health = (reply: Record<string, number | string>): RecordedTrace =>
      trace([step('request', { ...asked, outcome: { replied: [reply] } })]);
    const legacy = health({ status: 'ok', facts: 3 });
    assertSame(legacy, health({ status: 'healthy', uptime: 1, facts: 3 }));
    assertDifferent(legacy, health({ status: 'ok' }), 'the reply');
    assertDifferent(legacy, health({ status: 'ok', facts: 4 }), 'the reply');
  });

  it('sees who no longer listens, and what is no longer closed', () => {
    const listens = { kind: 'socket', name: 'REP bind tcp://*:7100', open: false, base: false };
    const legacy = trace([step('run')], { resources: [listens] });
    assertSame(legacy, trace([step('run')], { resources: [{ ...listens, base: true }] }));
    assertDifferent(legacy, trace([step('run')]), listens.name);
    assertDifferent(legacy, trace([step('run')], { resources: [{ ...listens, open: true }] }), listens.name);
  });

  it("sees the base's own sockets left open: the base was not cleaned up", () => {
    const own = { kind: 'socket', name: 'REP bind tcp://*:7100', open: false, base: false };
    const health = { kind: 'socket', name: 'REP bind tcp://*:7101', open: true, base: true };
    const legacy = trace([step('cleanup')], { resources: [own] });
    assertDifferent(legacy, trace([step('cleanup')], { resources: [own, health] }), health.name);
    assertSame(legacy, trace([step('cleanup')], { resources: [own, { ...health, open: false }] }));
  });

  it('sees a thread that is not started, unless the base has taken over what it ran', () => {
    const starts = event('thread', '_watch');
    const legacy = trace([step('A()', { events: [starts] }), step('_watch()', { method: '_watch' })]);
    assertDifferent(legacy, trace([step('A()'), step('_watch()', { method: '_watch' })]), 'thread watch');
    assertSame(legacy, trace([step('A()'), step('_watch()', { method: '_watch', outcome: { absent: true } })]));
  });

  it('sees a public method that is gone', () => {
    assertDifferent(trace([step('ask')]), trace([step('ask', { outcome: { absent: true } })]), 'the method');
  });

  it('is unknown when the legacy version cannot be run, and different when only the migrated one cannot', () => {
    const broken = trace([], { problem: 'the module cannot be imported: ImportError' });
    assert.equal(compared(broken, broken).kind, 'unknown');
    assertDifferent(trace([step('ask')]), broken, 'the agent');
    assert.deepEqual(compared('it did not end within 60 s', empty), {
      kind: 'unknown',
      reason: 'call by call: it did not end within 60 s',
    });
  });

  it('does not blame the agent when its base class cannot be imported', () => {
    const problem = 'the base class cannot be imported: ModuleNotFoundError';
    assert.equal(compared(trace([step('ask')]), trace([], { problem })).kind, 'unknown');
  });

  it('lets the base keep open what it opened, until the stage that closes it', () => {
    const socket = { kind: 'socket', name: 'REP bind tcp://*:5555', open: false, base: false };
    const legacy = trace([step('ask')], { resources: [socket] });
    for (const name of [socket.name, 'REP bind tcp://*:6555']) {
      const migrated = trace([step('ask')], { resources: [socket, { ...socket, name, open: true, base: true }] });
      assert.equal(compared(legacy, migrated, false).kind, 'equivalent');
      assert.equal(compared(legacy, migrated).kind, 'different');
    }
  });

  it('does not take a limit that was hit for a difference, but what was seen before it', () => {
    const limited = { problem: 'ask computes without end', isLimit: true };
    const cutOff = compared(trace([step('ask')]), trace([], limited));
    assert(cutOff.kind === 'unknown');
    assert.match(cutOff.reason, /computes without end/);
    const other = trace([step('ask', { outcome: { returned: 2 }, method: 'ask' })], limited);
    assert.equal(compared(trace([step('ask', { outcome: { returned: 1 }, method: 'ask' })]), other).kind, 'different');
  });
});

describe('the functionality check', () => {
  const { facts } = sourceFile('a.py', { classes: [classFact('WorkAgent', { line: 3 })] });
  const subject = { path: 'a.py', interpreter: 'CPython 3.11.7', facts, classes: ['WorkAgent'] };

  it('names what was not run when it passes, and fails with the smallest difference', () => {
    const passed = functionalityCheck(
      { kind: 'equivalent', calls: 2, notRun: ['as a program: no main guard'] },
      subject,
    );
    assert.equal(passed.status, 'pass');
    assert.match(passed.detail, /2 calls on CPython 3\.11\.7; not run: as a program: no main guard/);
    const smallest = { call: 'add(1)', what: 'the result', legacy: '1', migrated: '2' };
    const failed = functionalityCheck({ kind: 'different', smallest, differences: [smallest], notRun: [] }, subject);
    assert.equal(failed.status, 'fail');
    assert.deepEqual(failed.findings, [
      { message: 'add(1): the result', path: 'a.py', line: 3, expected: '1', actual: '2' },
    ]);
    assert.equal(functionalityCheck({ kind: 'unknown', reason: 'no Python' }, subject).status, 'skipped');
  });

  it('misses a timer with another rhythm or none, but not one that only watched over the health', () => {
    const timer = (purpose: string, everyMs: number): RecordedTrace =>
      trace([step('start', { events: [event('timer', purpose, { detail: everyMs })] })]);
    assertDifferent(timer('flush', 5), timer('flush', 6), 'timer flush');
    assertDifferent(timer('flush', 5), trace([step('start')]), 'thread flush');
    assertSame(timer('checkHealth', 5), trace([step('start')]));
  });

  it('sees a call that no longer waits for something, and lets a base take its time', () => {
    const taking = (tookMs: number): RecordedTrace => trace([step('save', { tookMs })]);
    assertDifferent(taking(2), taking(1), 'what it waits for');
    assertSame(taking(1), taking(2));
  });

  it('lets a private method go with what it served', () => {
    const gone = { outcome: { absent: true } } as const;
    assertDifferent(trace([step('check')]), trace([step('check', gone)]), 'the method');
    assertSame(trace([step('check', { isPrivate: true })]), trace([step('check', { isPrivate: true, ...gone })]));
  });

  it('knows a member that made room for the base under both of its names', () => {
    const set = (name: string): RecordedTrace => trace([step('new Work()', { attributes: { [name]: 3 } })]);
    assertSame(set('config'), set('ownConfig'));
  });
});
