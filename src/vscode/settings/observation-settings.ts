import type { AgentProbe } from '../../core/telemetry/agent-probe.js';
import type { Threshold } from '../../core/telemetry/threshold.js';
import { checkActions, checkIds, type CheckId, type CheckTiming } from '../../core/thresholds/check.js';
import { defaultCheckLimits, type CheckLimits, type CheckRules } from '../../core/thresholds/default-checks.js';
import { bounded, entries, flag, within, type ConfigurationSource } from './setting-values.js';

/** How migrated agents are watched. */
export interface ObservationSettings {
  /** Agents whose workflow asks for it are observed as soon as they were migrated. */
  readonly automatic: boolean;
  readonly forMs: number;
  readonly warmUpMs: number;
  readonly automaticRollback: boolean;
  readonly rules: CheckRules;
  /** How agents are asked whether they work, by class name or path. */
  readonly probes: Readonly<Record<string, AgentProbe>>;
}

export function readObservationSettings(source: ConfigurationSource): ObservationSettings {
  const duration = { default: 24 * 60, minimum: 1, maximum: 7 * 24 * 60 };
  return {
    automatic: flag(source, 'observation.automatic', true),
    forMs: 60_000 * bounded(source, 'observation.duration', duration),
    warmUpMs: 1000 * bounded(source, 'observation.warmUp', { default: 120, minimum: 0, maximum: 3600 }),
    automaticRollback: flag(source, 'observation.automaticRollback', true),
    rules: Object.fromEntries(entries(source, 'thresholds.rules').flatMap(ruleOf)),
    probes: Object.fromEntries(entries(source, 'observation.probes').flatMap(probeOf)),
  };
}

/** The thresholds of `agentMigrator.thresholds`; of two that belong together, a critical one below the warning counts as equal to it. */
export function readCheckLimits(source: ConfigurationSource): CheckLimits {
  const { vramPercent, temperatureCelsius, load, responseMs } = defaultCheckLimits;
  const positive = { minimum: 0.1, maximum: 10_000 };
  return {
    vramPercent: threshold(source, 'thresholds.vram', vramPercent, 100),
    temperatureCelsius: threshold(source, 'thresholds.temperature', temperatureCelsius, 150),
    load: {
      absolute: within(source, 'thresholds.load', { default: load.absolute, ...positive }),
      perCore: within(source, 'thresholds.loadPerCore', { default: load.perCore, ...positive }),
    },
    responseMs: bounded(source, 'thresholds.responseTime', { default: responseMs, minimum: 1, maximum: 600_000 }),
  };
}

/** Two bounds that belong together: a critical value below the warning would never warn. */
function threshold(source: ConfigurationSource, key: string, fallback: Threshold, maximum: number): Threshold {
  const warning = bounded(source, `${key}Warning`, { default: fallback.warning, minimum: 1, maximum });
  const critical = bounded(source, `${key}Critical`, { default: fallback.critical, minimum: 1, maximum });
  return { warning, critical: Math.max(warning, critical) };
}

type Timing = { -readonly [Key in keyof CheckTiming]?: CheckTiming[Key] };

/** Of a rule, what is of the right type; of a check that does not exist, nothing. */
function ruleOf([key, written]: readonly [string, unknown]): readonly (readonly [CheckId, Partial<CheckTiming>])[] {
  const id = checkIds.find((one) => one === key);
  if (id === undefined || typeof written !== 'object' || written === null) return [];
  const given = new Map<string, unknown>(Object.entries(written));
  const seconds = (name: string): number | undefined => {
    const value = given.get(name);
    return typeof value === 'number' && value >= 0 && value <= 86_400 ? 1000 * value : undefined;
  };
  const [forMs, clearForMs, dryRun] = [seconds('for'), seconds('clearFor'), given.get('dryRun')];
  const action = checkActions.find((one) => one === given.get('action'));
  const timing: Timing = {};
  if (forMs !== undefined) timing.forMs = forMs;
  if (clearForMs !== undefined) timing.clearForMs = clearForMs;
  if (action !== undefined) timing.action = action;
  if (typeof dryRun === 'boolean') timing.dryRun = dryRun;
  return [[id, timing]];
}

/** An address that is asked over HTTP, or a port that answers lines of JSON. */
function probeOf([key, written]: readonly [string, unknown]): readonly (readonly [string, AgentProbe])[] {
  if (typeof written === 'string' && /^https?:/iu.test(written) && URL.canParse(written)) {
    return [[key, { kind: 'http', url: written }]];
  }
  if (typeof written !== 'number' || !Number.isInteger(written) || written < 1 || written > 65_535) return [];
  return [[key, { kind: 'tcp', port: written, request: { action: 'health_check' } }]];
}

/** The probe for an agent, which is named by class and by path. */
export function probeFor(probes: ObservationSettings['probes'], agent: string): { readonly probe?: AgentProbe } {
  const colon = agent.lastIndexOf(':');
  const probe = probes[agent.slice(colon + 1)] ?? probes[agent.slice(0, colon)] ?? probes[agent];
  return probe === undefined ? {} : { probe };
}
