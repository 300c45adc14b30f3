import assert from 'node:assert/strict';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { noteObservation, stopObservation } from '../../../src/app/observation/observation-journal.js';
import {
  observeMigration,
  type ObservePorts,
  type ObserveRequest,
} from '../../../src/app/observation/observe-migration.js';
import type { AgentMeasurement, Frame } from '../../../src/core/telemetry/frame.js';
import { newestObservation, type ObservationRecord } from '../../../src/core/observation/observation-record.js';
import { unsupported } from '../../../src/core/telemetry/reading.js';
import { defaultCheckLimits } from '../../../src/core/thresholds/default-checks.js';
import { operation, realWorkspace, wholeMigration, type NewWorkspace } from '../../support/store/real-workspace.js';

const original = 'class Agent:\n    pass\n';
const hourMs = 3_600_000;
const host = {
  cpuPercent: unsupported,
  memoryUsedMiB: unsupported,
  memoryTotalMiB: unsupported,
  load1: unsupported,
  cpuCount: 4,
};

/** A machine whose time goes on by waiting, with an agent that answers as the test says. */
class FakeMachine {
  nowMs = Date.now();
  readonly frames: Frame[] = [];
  responseMs = 200;
  measured: AgentMeasurement['values'] | undefined;
  stop = new AbortController();
  stopAtMs = Number.POSITIVE_INFINITY;

  constructor() {
    for (let atMs = this.nowMs - hourMs; atMs < this.nowMs; atMs += 5000) {
      this.frames.push({
        atMs,
        values: { 'agent:agent.py:Agent:responseMs': this.wobble(200, atMs), 'agent:agent.py:Agent:answered': 1 },
      });
    }
  }

  ports(workspace: NewWorkspace): ObservePorts {
    return {
      changes: workspace.ports,
      telemetry: {
        sample: () => Promise.resolve({ atMs: this.nowMs, gpu: { status: 'none', text: '' }, host }),
        dispose: () => undefined,
      },
      history: {
        read: (fromMs, toMs) => Promise.resolve(this.frames.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)),
        record: (frame) => Promise.resolve(void this.frames.push(frame)),
      },
      agents: {
        measure: () => {
          const values = this.measured ?? { answered: 1, responseMs: this.wobble(this.responseMs, this.nowMs) };
          return Promise.resolve([{ agent: 'agent.py:Agent', values, vramMiBByGpu: {} }]);
        },
      },
      clock: { nowMs: () => this.nowMs, monotonicMs: () => this.nowMs },
      wait: (delayMs) => {
        this.nowMs += delayMs;
        if (this.nowMs >= this.stopAtMs) this.stop.abort();
        return this.stop.signal.aborted ? Promise.reject(this.stop.signal.reason as Error) : Promise.resolve();
      },
    };
  }

  private wobble(middle: number, atMs: number): number {
    return middle * (1 + ((Math.floor(atMs / 5000) * 7) % 11) / 100);
  }
}

describe('observing a migration', () => {
  let workspace: NewWorkspace;
  let machine: FakeMachine;
  let request: ObserveRequest;
  beforeEach(async () => {
    workspace = await realWorkspace();
    await workspace.write('agent.py', original);
    const { migrations } = await migrate(workspace.ports, { ...wholeMigration, paths: ['agent.py'] }, operation);
    machine = new FakeMachine();
    request = {
      id: migrations[0]?.id ?? '',
      forMs: hourMs,
      warmUpMs: 120_000,
      intervalMs: 5000,
      limits: defaultCheckLimits,
      rules: {},
      automaticRollback: true,
      watched: (agent, path) => ({ agent, path }),
    };
  });
  afterEach(() => workspace.dispose());

  const observe = (change: Partial<ObserveRequest> = {}) =>
    observeMigration(machine.ports(workspace), { ...request, ...change }, { signal: machine.stop.signal });
  async function recorded() {
    const { history } = await workspace.ports.store.view();
    return newestObservation(history.migrations[0]?.notes ?? []);
  }

  it('keeps an agent that stayed as it was', async () => {
    const report = await observe();
    assert.deepEqual([report.phase, report.rollback], ['passed', null]);
    assert.notEqual(await workspace.read('agent.py'), original);
    assert.equal((await recorded())?.ended?.phase, 'passed');
    const [measured] = (await recorded())?.decided?.measured ?? [];
    assert.equal(measured?.metric, 'responseMs');
    for (const { median, low, high } of [measured.before, measured.after]) {
      assert.ok(Math.abs(median - 200) < 20 && Number(low) <= median && median <= Number(high));
    }
  });

  it('rolls an agent back that became half as slow again, byte for byte and as an automatic rollback', async () => {
    machine.responseMs = 300;
    const report = await observe();
    assert.deepEqual([report.phase, report.rollback?.status], ['failed', 'restored']);
    assert.equal(await workspace.read('agent.py'), original);
    const { history } = await workspace.ports.store.view();
    assert.equal(history.rollbacks[0]?.begun.automatic, true);
  });

  it('leaves a file alone that somebody edited since', async () => {
    machine.responseMs = 300;
    const edited = `${await workspace.read('agent.py')}# mine\n`;
    await workspace.write('agent.py', edited);
    const report = await observe();
    assert.equal(report.rollback?.status, 'refused');
    assert.equal(await workspace.read('agent.py'), edited);
  });

  it('goes on where it was interrupted, with what was seen before', async () => {
    machine.responseMs = 300;
    machine.stopAtMs = machine.nowMs + 5 * 60_000;
    await assert.rejects(observe(), { name: 'AbortError' });
    const interrupted = await recorded();
    assert.ok(interrupted?.startedAtMs !== undefined && interrupted.ended === undefined);
    machine.stop = new AbortController();
    machine.stopAtMs = Number.POSITIVE_INFINITY;
    const resumedAtMs = machine.nowMs;
    const report = await observe();
    assert.equal(report.phase, 'failed');
    assert.ok(machine.nowMs - resumedAtMs < 5 * 60_000, 'it did not begin anew');
    const { history } = await workspace.ports.store.view();
    const begun = history.migrations[0]?.notes.filter(({ data }) => data['event'] === 'begun');
    assert.equal(begun?.length, 1);
  });

  it('does what was decided before a crash, once', async () => {
    machine.responseMs = 300;
    const ports = machine.ports(workspace);
    const broken = {
      ...ports,
      changes: { ...ports.changes, sources: { read: () => Promise.reject(new Error('power cut')) } },
    };
    await assert.rejects(observeMigration(broken, request, operation), /power cut/);
    assert.equal((await recorded())?.decided?.outcome, 'rollback');
    assert.equal((await observe()).rollback?.status, 'restored');
    await assert.rejects(observe(), /nothing to observe/);
  });

  it('waits for the migrated code to be started', async () => {
    const said: string[] = [];
    machine.measured = { running: 1, uptimeSeconds: 7200 };
    machine.stopAtMs = machine.nowMs + 60_000;
    await assert.rejects(observe({ onConcerns: (concerns) => said.push(...concerns) }), { name: 'AbortError' });
    assert.match(said.at(-1) ?? '', /still runs the code from before/);
    assert.equal((await recorded())?.startedAtMs, undefined);
  });

  it('is inconclusive, never passed, when the agent cannot be measured', async () => {
    machine.measured = {};
    const report = await observe();
    assert.deepEqual([report.phase, report.rollback], ['inconclusive', null]);
    assert.ok(report.unobservedMs > 0.9 * hourMs);
  });

  it('only says what it would do when it must not act', async () => {
    machine.responseMs = 300;
    const report = await observe({ automaticRollback: false });
    assert.deepEqual([report.verdict?.outcome, report.rollback], ['rollback', null]);
    assert.notEqual(await workspace.read('agent.py'), original);
  });

  it('holds on to the verdict that somebody else came to first', async () => {
    machine.responseMs = 300;
    const ports = machine.ports(workspace);
    const decided: ObservationRecord = { event: 'decided', outcome: 'ask', because: [], quiet: [] };
    let told = false;
    const measure: ObservePorts['agents']['measure'] = async (...asked) => {
      if (!told && (await recorded())?.startedAtMs !== undefined) {
        told = true;
        await noteObservation(ports.changes.store, request.id, decided, operation);
      }
      return ports.agents.measure(...asked);
    };
    const report = await observeMigration({ ...ports, agents: { measure } }, request, operation);
    assert.equal(report.phase, 'inconclusive');
  });

  it('is stopped for good, once, and is not gone on with', async () => {
    machine.stopAtMs = machine.nowMs + 60_000;
    await assert.rejects(observe(), { name: 'AbortError' });
    for (const why of ['You stopped it.', 'Again.']) {
      await stopObservation(workspace.ports.store, request.id, why, operation);
    }
    assert.deepEqual(
      [(await recorded())?.ended?.phase, (await recorded())?.ended?.text],
      ['cancelled', 'You stopped it.'],
    );
  });
});
