import { defaultGpuThresholds } from '../core/telemetry/threshold.js';
import type { GpuThresholds, Threshold } from '../core/telemetry/threshold.js';

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
  readonly telemetry: TelemetrySettings;
}

/** Live telemetry of the machine; thresholds in percent of VRAM and degrees Celsius. */
export interface TelemetrySettings {
  readonly enabled: boolean;
  readonly intervalMs: number;
  readonly thresholds: GpuThresholds;
  /** Executable; a bare name is looked up on the path. */
  readonly nvidiaSmiPath: string;
}

export interface ConfigurationSource {
  get(key: string): unknown;
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
    telemetry: readTelemetrySettings(source),
  };
}

function readTelemetrySettings(source: ConfigurationSource): TelemetrySettings {
  const { vramPercent, temperatureCelsius } = defaultGpuThresholds;
  return {
    enabled: flag(source, 'telemetry.enabled', true),
    intervalMs: 1000 * bounded(source, 'telemetry.interval', { default: 5, minimum: 1, maximum: 3600 }),
    thresholds: {
      vramPercent: threshold(source, 'telemetry.vram', vramPercent, 100),
      temperatureCelsius: threshold(source, 'telemetry.temperature', temperatureCelsius, 150),
    },
    nvidiaSmiPath: text(source, 'telemetry.nvidiaSmiPath', 'nvidia-smi') || 'nvidia-smi',
  };
}

/** Two bounds that belong together: a critical value below the warning would never warn, so it counts as equal. */
function threshold(source: ConfigurationSource, key: string, fallback: Threshold, maximum: number): Threshold {
  const warning = bounded(source, `${key}Warning`, { default: fallback.warning, minimum: 1, maximum });
  const critical = bounded(source, `${key}Critical`, { default: fallback.critical, minimum: 1, maximum });
  return { warning, critical: Math.max(warning, critical) };
}

function flag(source: ConfigurationSource, key: string, fallback: boolean): boolean {
  const value = source.get(key);
  return typeof value === 'boolean' ? value : fallback;
}

function text(source: ConfigurationSource, key: string, fallback: string): string {
  const value = source.get(key);
  return typeof value === 'string' ? value.trim() : fallback;
}

interface Bounds {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

function bounded(source: ConfigurationSource, key: string, bounds: Bounds): number {
  const value = source.get(key);
  if (typeof value !== 'number' || !Number.isFinite(value)) return bounds.default;
  return Math.min(bounds.maximum, Math.max(bounds.minimum, Math.round(value)));
}

function choice<T extends string>(source: ConfigurationSource, key: string, choices: readonly T[], fallback: T): T {
  const value = source.get(key);
  return choices.find((one) => one === value) ?? fallback;
}
