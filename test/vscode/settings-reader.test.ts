import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readSettings } from '../../src/vscode/settings-reader.js';

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

  it('never lets a critical bound lie below its warning', () => {
    const { thresholds } = readSettings(
      from({ 'thresholds.vramWarning': 90, 'thresholds.vramCritical': 10 }),
    ).telemetry;
    assert.deepEqual(thresholds.vramPercent, { warning: 90, critical: 90 });
  });
});
