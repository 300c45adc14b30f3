import assert from 'node:assert/strict';
import type { Chart, Dashboard } from '../../../src/core/dashboard/dashboard.js';
import { joinDashboards } from '../../../src/core/dashboard/join-dashboards.js';

function chart(id: string, labels: readonly string[]): Chart {
  const lines = labels.map((label) => ({ id: label, label, values: new Float32Array(2) }));
  return { id, title: id, unit: '', maximum: null, bands: [], lines };
}

function dashboard(charts: readonly Chart[], metrics = 0): Dashboard {
  const mark = { id: 'm', kind: 'migration', atMs: 1, agent: 'a.py:A' } as const;
  const metric = { title: '', unit: '', before: new Float32Array(), after: new Float32Array(), effect: '' };
  const comparison = { mark, metrics: Array.from({ length: metrics }, () => metric) };
  return {
    fromMs: 0,
    toMs: 1,
    charts,
    marks: [mark],
    coverage: { sinceMs: 0, gaps: 0, unmeasuredShare: 0 },
    comparison,
  };
}

describe('the dashboard of a window with several folders', () => {
  it('shows the machine once and the agents of every folder', () => {
    const first = dashboard([chart('cpu', ['This machine']), chart('response', ['A'])]);
    const second = dashboard([chart('cpu', ['This machine']), chart('response', ['A']), chart('agent-vram', ['B'])], 1);
    const joined = joinDashboards(first, [second]);
    assert.deepEqual(
      joined.charts.map(({ id, lines }) => `${id}: ${lines.map(({ label }) => label).join()}`),
      ['cpu: This machine', 'response: A,A', 'agent-vram: B'],
    );
    assert.equal(joined.comparison?.metrics.length, 1);
  });
});
