import assert from 'node:assert/strict';
import { fleetEndpoints, lookUpEdits, type EndpointFile } from '../../../src/core/fleet/endpoints.js';
import type { WrittenAddress } from '../../../src/core/facts/written-address.js';
import type { Plan, StagePlan } from '../../../src/core/rewrite/plan.js';
import type { ListeningAgent } from '../../../src/core/workspace/listening-agent.js';
import { assessment } from '../../support/assessment.js';

const path = 'agents/router.py';
const migrated = assessment({ path, class: 'Router', readiness: 'migrated' });

const listening: readonly ListeningAgent[] = [
  { name: 'Voice', port: 7110, isAgent: true, manifest: 'startup.json' },
  { name: 'Memory', port: 7150, isAgent: true, manifest: 'startup.json' },
  { name: 'Shadow', port: 7150, isAgent: true, manifest: 'other.json' },
  { name: 'Router', port: 7100, isAgent: true, manifest: 'startup.json' },
];

function written(port: number | null, parts: Partial<WrittenAddress> = {}): WrittenAddress {
  const host = parts.host ?? 'localhost';
  const address = `tcp://${host}${port === null ? '' : `:${port}`}`;
  const range = { line: 20, column: 9, endLine: 20, endColumn: 31 };
  return { address, host, port, range, class: 'Router', ...parts };
}

function plan(stage: Partial<StagePlan>, refused: Plan['refused'] = null): Plan {
  const nothing = { edits: [], left: [], removed: [], renamed: [], result: { sha256: '' }, checks: [] };
  const stages = [{ stage: 'integration' as const, ...nothing, ...stage }];
  return { schemaVersion: 1, id: 'p', path, classes: ['Router'], base: { sha256: '' }, stages, refused };
}

function edit(recipe: string, endpoint: string): StagePlan['edits'][number] {
  const place = { startLine: 20, startColumn: 9, endLine: 20, endColumn: 31 };
  return {
    id: `${recipe}/Router/1/1`,
    class: 'Router',
    recipe,
    safety: 'review',
    reason: '',
    newText: '',
    ...place,
    endpoint,
  };
}

function only(address: WrittenAddress, file: Partial<EndpointFile> = {}) {
  const whole = { path, agents: [migrated], addresses: [address], plan: plan({}), ...file };
  const [endpoint] = fleetEndpoints([whole], listening).endpoints;
  assert.ok(endpoint);
  return endpoint;
}

describe('addresses that a fleet has written down', () => {
  it('point to whom a start-up manifest gives the port, on this machine', () => {
    assert.equal(only(written(7110)).pointsTo, 'Voice');
    assert.equal(only(written(7110, { host: '127.0.0.1' })).pointsTo, 'Voice');
    const elsewhere = only(written(7110, { host: 'gpu-2' }));
    assert.deepEqual([elsewhere.pointsTo, elsewhere.reason], [null, 'no start-up manifest says who answers on gpu-2']);
    const shared = only(written(7150));
    assert.deepEqual(
      [shared.pointsTo, shared.reason],
      [null, 'start-up manifests give port 7150 to Memory and Shadow'],
    );
  });

  it('can be rewritten where the recipe has an edit for that very address', () => {
    const own = { plan: plan({ edits: [edit('discover-endpoints', 'localhost:7110')] }) };
    assert.deepEqual([only(written(7110), own).status, only(written(7110), own).reason], ['rewritable', null]);
    assert.equal(only(written(7111), own).status, 'stays');
    assert.deepEqual(lookUpEdits(own.plan), ['discover-endpoints/Router/1/1']);
    const { summary } = fleetEndpoints(
      [{ path, agents: [migrated], addresses: [written(7110), written(7111)], ...own }],
      [],
    );
    assert.deepEqual(summary, { endpoints: 2, agents: 1, rewritable: 1 });
  });

  it('stay with what the recipe says of them, and with what another recipe would do', () => {
    const left = [
      { class: 'Router', recipe: 'discover-endpoints', reason: 'errors are handled', endpoint: 'localhost:7110' },
    ];
    assert.equal(only(written(7110), { plan: plan({ left }) }).reason, 'errors are handled');
    const edits = [edit('call-agents', 'localhost:7110')];
    const whole = 'the edit call-agents/Router/1/1, which is for review, replaces the whole exchange';
    assert.equal(only(written(7110), { plan: plan({ edits }) }).reason, whole);
    assert.deepEqual(lookUpEdits(plan({ edits })), []);
  });

  it('stay with the reason where nothing can be asked', () => {
    assert.match(only(written(null)).reason ?? '', /known only once the agent runs/);
    assert.match(only(written(7100)).reason ?? '', /address of the agent itself/);
    assert.match(only(written(7999)).reason ?? '', /who answers on port 7999/);
    const broken = { code: 'does-not-parse', message: 'line 3: no' } as const;
    assert.equal(only(written(7110), { plan: plan({}, broken) }).reason, 'line 3: no');
    const ready = assessment({ path, class: 'Router', readiness: 'ready' });
    assert.match(only(written(7110), { agents: [ready] }).reason ?? '', /^Router is not migrated yet/);
    const script = assessment({ path, class: null });
    assert.match(only(written(7110, { class: null }), { agents: [script] }).reason ?? '', /without a class/);
  });

  it('belong to the class around them, else to the one agent of the file', () => {
    const other = assessment({ path, class: 'Other', readiness: 'migrated' });
    assert.equal(only(written(7110, { class: null })).class, 'Router');
    assert.equal(only(written(7110, { class: null }), { agents: [migrated, other] }).class, null);
    assert.equal(only(written(7110, { class: 'Other' }), { agents: [migrated, other] }).class, 'Other');
  });
});
