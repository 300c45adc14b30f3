import assert from 'node:assert/strict';
import { rulesFile } from '../../../src/core/monitoring/alert-rules.js';
import { dashboardFiles } from '../../../src/core/monitoring/dashboard-files.js';
import { grafanaDashboard } from '../../../src/core/monitoring/grafana-dashboard.js';
import { metricDefinitions, progressPoints, telemetryPoints } from '../../../src/core/monitoring/metric-points.js';
import { fullFields, parseGpuRows } from '../../../src/core/telemetry/nvidia-smi-query.js';
import { ok, unsupported } from '../../../src/core/telemetry/reading.js';
import type { GpuReport, TelemetrySample } from '../../../src/core/telemetry/telemetry-sample.js';

const row = '0, GPU-AB-cd, NVIDIA H200, 590.48.01, 143771, 614, 32362, 110796, 50, 52, [N/A], 700.00, Disabled';

function sampleWith(gpu: GpuReport): TelemetrySample {
  const host = { cpuPercent: ok(25), memoryUsedMiB: ok(1), memoryTotalMiB: ok(4), load1: unsupported, cpuCount: 2 };
  return { atMs: 1_000_000, gpu, host };
}

describe('metrics for Prometheus', () => {
  const gpu: GpuReport = { status: 'ok', tookMs: 7, gpus: parseGpuRows(row, fullFields).gpus };
  const points = telemetryPoints(sampleWith(gpu), 'main-pc');
  const valueOf = (metric: string) => points.find((point) => point.metric === metric)?.value;

  it('are in base units', () => {
    assert.equal(valueOf('agent_migrator_gpu_memory_used_bytes'), 32362 * 1024 * 1024);
    assert.equal(valueOf('agent_migrator_gpu_utilization_ratio'), 0.5);
    assert.equal(valueOf('agent_migrator_cpu_ratio'), 0.25);
  });

  it('leave out what was not measured instead of giving zero', () => {
    assert.equal(valueOf('agent_migrator_gpu_power_watts'), undefined);
    assert.equal(valueOf('agent_migrator_load1'), undefined);
  });

  it('spell the device as other exporters do', () => {
    const info = points.find((point) => point.metric === 'agent_migrator_gpu_info');
    assert.equal(info?.labels['uuid'], 'ab-cd');
  });

  it('tell a broken GPU source from a machine without one', () => {
    const sourceUp = (report: GpuReport) =>
      telemetryPoints(sampleWith(report), 'm').find((point) => point.metric === 'agent_migrator_gpu_source_up')?.value;
    assert.equal(sourceUp({ status: 'fault', text: 'driver' }), 0);
    assert.equal(sourceUp({ status: 'none', text: '' }), undefined);
  });

  it('carry exactly the labels they are declared with', () => {
    const all = [...points, ...progressPoints([{ agent: 'a.py:A', stagesDone: 1, rollbacks: 0 }])];
    for (const { metric, labels } of all) {
      assert.deepEqual(Object.keys(labels).sort(), [...metricDefinitions[metric].labels].sort(), metric);
    }
  });
});

describe('files for Prometheus and Grafana', () => {
  it('name only metrics that exist', () => {
    const text = rulesFile() + grafanaDashboard();
    const named = new Set(text.match(/\bagent_migrator_[a-z0-9_]+/g));
    assert.deepEqual(
      [...named].filter((name) => !Object.hasOwn(metricDefinitions, name)),
      [],
    );
  });

  it('are the same bytes every time', () => {
    assert.deepEqual(dashboardFiles(9464), dashboardFiles(9464));
  });

  it('give the dashboard a data source by variable, in every panel and target', () => {
    const { panels } = JSON.parse(grafanaDashboard()) as { panels: { datasource: { uid: string } }[] };
    assert.ok(panels.every((panel) => panel.datasource.uid === '${datasource}'));
  });
});
