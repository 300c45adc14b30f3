import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Observation } from '../../src/app/ports/observation.js';
import { defaultCheckLimits } from '../../src/core/thresholds/default-checks.js';
import { gpuToolsOnPath } from '../../src/core/telemetry/gpu-tool-paths.js';
import { unsupported } from '../../src/core/telemetry/reading.js';
import { Telemetry, type TelemetryHost } from '../../src/vscode/telemetry/telemetry.js';
import { until } from './until.js';

const host = {
  cpuPercent: unsupported,
  memoryUsedMiB: unsupported,
  memoryTotalMiB: unsupported,
  load1: unsupported,
  cpuCount: 1,
};

describe('telemetry that is switched off', () => {
  it('measures while its panel is looked at, and no longer', async () => {
    let measured = 0;
    const observation = {
      measure: () => {
        measured += 1;
        return Promise.resolve({ sample: { atMs: Date.now(), gpu: { status: 'none', text: '' }, host }, agents: [] });
      },
      dispose: () => undefined,
    } as unknown as Observation;
    const nothing = (): vscode.Disposable => new vscode.Disposable(() => undefined);
    const telemetry = new Telemetry({
      extensionUri: vscode.Uri.file('/nowhere'),
      places: () => [{ key: '', root: '/', agents: () => [] }],
      createObservation: () => observation,
      settings: () => ({
        ...{ enabled: false, intervalMs: 50, thresholds: defaultCheckLimits },
        ...{ gpuTools: gpuToolsOnPath, prometheusUrl: '' },
      }),
      onDidChangeSettings: nothing,
      migrations: { logs: [], standing: () => undefined, onDidChange: nothing },
      statuses: { replace: () => undefined },
      onError: (error) => assert.fail(String(error)),
      showCommand: 'agentMigrator.showDashboard',
    } satisfies TelemetryHost);
    try {
      assert.equal(measured, 0);
      telemetry.showPanel();
      await until('it measures while the panel is there', () => measured > 1);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await until('the panel is gone', () => panels().length === 0);
      const before = measured;
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.ok(measured - before <= 1, `${measured - before} times measured for nobody`);
    } finally {
      telemetry.dispose();
    }
  });
});

function panels(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview);
}
