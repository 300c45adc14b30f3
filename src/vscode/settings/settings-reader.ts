import { gpuToolsOnPath, type GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import type { CheckLimits } from '../../core/thresholds/default-checks.js';
import { readCheckLimits, readObservationSettings, type ObservationSettings } from './observation-settings.js';
import { bounded, choice, flag, text, type ConfigurationSource } from './setting-values.js';

/**
 * Turns what VS Code hands out for `agentMigrator.*` into values that can be trusted. VS Code does not enforce the schema in
 * package.json, so types, choices, minimums and maximums are held here.
 */
export const diagnosticSeverities = ['off', 'hint', 'information', 'warning', 'error'] as const;
export type DiagnosticChoice = (typeof diagnosticSeverities)[number];

export const badgeChoices = ['all', 'mediumAndHigh', 'high', 'off'] as const;
export type BadgeChoice = (typeof badgeChoices)[number];

export interface Settings {
  readonly assessOnStartup: boolean;
  /** Pause in typing after which the score follows, in milliseconds. */
  readonly assessDelayMs: number;
  readonly codeLens: boolean;
  readonly hover: boolean;
  readonly badges: BadgeChoice;
  readonly diagnosticSeverity: DiagnosticChoice;
  readonly parseProblemSeverity: DiagnosticChoice;
  readonly diagnosticsPerAgent: number;
  readonly includeReview: boolean;
  /** Executable for `compile()`; empty means the first `python3` or `python` on the path. */
  readonly pythonPath: string;
  /** A third copy of every checkpoint in hidden refs of the repository. */
  readonly gitCopies: boolean;
  /** The most that the copies of versions should take. */
  readonly storeLimitBytes: number;
  /** When a run over several files stops by itself; 0 for never. */
  readonly stopRule: { readonly failures: number; readonly rollbacks: number };
  readonly telemetry: TelemetrySettings;
  readonly observation: ObservationSettings;
}

/** Live telemetry of the machine. */
export interface TelemetrySettings {
  readonly enabled: boolean;
  readonly intervalMs: number;
  readonly thresholds: CheckLimits;
  readonly gpuTools: GpuToolPaths;
  /** Address of a Prometheus that knows other machines; empty for none. */
  readonly prometheusUrl: string;
}

/** Reads one folder's settings; a value of the wrong type counts as absent, a number outside its range as the nearest bound. */
export function readSettings(source: ConfigurationSource): Settings {
  return {
    assessOnStartup: flag(source, 'assess.onStartup', true),
    assessDelayMs: bounded(source, 'assess.delay', { default: 300, minimum: 50, maximum: 10_000 }),
    codeLens: flag(source, 'codeLens.enabled', true),
    hover: flag(source, 'hover.enabled', true),
    badges: choice(source, 'explorer.badges', badgeChoices, 'all'),
    diagnosticSeverity: choice(source, 'diagnostics.severity', diagnosticSeverities, 'information'),
    parseProblemSeverity: choice(source, 'diagnostics.parseProblems', diagnosticSeverities, 'error'),
    diagnosticsPerAgent: bounded(source, 'diagnostics.maximumPerAgent', { default: 50, minimum: 1, maximum: 1000 }),
    includeReview: flag(source, 'migration.includeReviewEdits', false),
    pythonPath: text(source, 'python.interpreterPath', ''),
    gitCopies: flag(source, 'store.gitCopies', false),
    storeLimitBytes: 2 ** 20 * bounded(source, 'store.sizeLimit', { default: 512, minimum: 16, maximum: 1_048_576 }),
    stopRule: {
      failures: bounded(source, 'fleet.stopAfterFailures', { default: 2, minimum: 0, maximum: 1000 }),
      rollbacks: bounded(source, 'fleet.stopAfterRollbacks', { default: 1, minimum: 0, maximum: 1000 }),
    },
    telemetry: readTelemetrySettings(source),
    observation: readObservationSettings(source),
  };
}

/** An empty setting is the tool under its usual name. */
function readGpuTools(source: ConfigurationSource): GpuToolPaths {
  const tool = (id: keyof GpuToolPaths): string => text(source, `telemetry.${id}Path`, '') || gpuToolsOnPath[id];
  return { nvidiaSmi: tool('nvidiaSmi'), amdSmi: tool('amdSmi'), rocmSmi: tool('rocmSmi'), xpuSmi: tool('xpuSmi') };
}

function readTelemetrySettings(source: ConfigurationSource): TelemetrySettings {
  return {
    enabled: flag(source, 'telemetry.enabled', true),
    intervalMs: 1000 * bounded(source, 'telemetry.interval', { default: 5, minimum: 1, maximum: 3600 }),
    thresholds: readCheckLimits(source),
    gpuTools: readGpuTools(source),
    prometheusUrl: text(source, 'telemetry.prometheusUrl', ''),
  };
}
