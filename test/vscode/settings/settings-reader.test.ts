import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gpuToolsOnPath } from '../../../src/core/telemetry/gpu-tool-paths.js';
import { readSettings } from '../../../src/vscode/settings/settings-reader.js';

interface Property {
  readonly default?: unknown;
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
  };
}

const from = (values: Readonly<Record<string, unknown>>): { get(key: string): unknown } => ({
  get: (key) => values[key],
});

describe('the settings reader', () => {
  it('has the defaults that package.json promises', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const declared = Object.assign(
      {},
      ...manifest.contributes.configuration.map(({ properties }) => properties),
    ) as Record<string, Property>;
    const defaults = Object.entries(declared).map(([key, value]) => [key.replace('agentMigrator.', ''), value.default]);
    assert.deepEqual(
      readSettings(from(Object.fromEntries(defaults) as Record<string, unknown>)),
      readSettings(from({})),
    );
  });

  it('holds numbers to their bounds, because VS Code does not', () => {
    assert.equal(readSettings(from({ 'assess.delay': 0 })).assessDelayMs, 50);
    assert.equal(readSettings(from({ 'assess.delay': 1e9 })).assessDelayMs, 10_000);
    assert.equal(readSettings(from({ 'diagnostics.maximumPerAgent': -3 })).diagnosticsPerAgent, 1);
    assert.equal(readSettings(from({ 'telemetry.interval': 0.2 })).telemetry.intervalMs, 1000);
  });

  it('takes a value of the wrong type for absent', () => {
    const settings = readSettings(
      from({
        'assess.delay': 'soon',
        'codeLens.enabled': 'no',
        'explorer.badges': 'sometimes',
        'python.interpreterPath': 3,
      }),
    );
    assert.deepEqual(
      [settings.assessDelayMs, settings.codeLens, settings.badges, settings.pythonPath],
      [300, true, 'all', ''],
    );
  });

  it('looks tools for GPUs up under their usual names, except where a path is set', () => {
    const { gpuTools } = readSettings(from({ 'telemetry.amdSmiPath': '/opt/rocm/bin/amd-smi' })).telemetry;
    assert.deepEqual(gpuTools, { ...gpuToolsOnPath, amdSmi: '/opt/rocm/bin/amd-smi' });
  });

  it('never lets a critical bound lie below its warning', () => {
    const { thresholds } = readSettings(
      from({ 'thresholds.vramWarning': 90, 'thresholds.vramCritical': 10 }),
    ).telemetry;
    assert.deepEqual(thresholds.vramPercent, { warning: 90, critical: 90 });
  });

  it('takes of the rules what is known and of the right type', () => {
    const written = {
      'load-critical': { for: 120, action: 'pause', dryRun: true },
      'vram-critical': { for: -1, action: 'explode', clearFor: 'long' },
      'no-such-check': { for: 1 },
    };
    assert.deepEqual(readSettings(from({ 'thresholds.rules': written })).observation.rules, {
      'load-critical': { forMs: 120_000, action: 'pause', dryRun: true },
      'vram-critical': {},
    });
  });

  it('takes addresses and ports for probes, and nothing else', () => {
    const written = { A: 'http://localhost:8080/health', B: 5560, C: 'file:///etc/passwd', D: 70_000, E: true };
    assert.deepEqual(readSettings(from({ 'observation.probes': written })).observation.probes, {
      A: { kind: 'http', url: 'http://localhost:8080/health' },
      B: { kind: 'tcp', port: 5560, request: { action: 'health_check' } },
    });
  });
});
