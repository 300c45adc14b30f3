import type { Check, CheckId, CheckTiming } from './check.js';

/** The numbers that people change; everything else of a check follows from them or is a rule. */
export interface CheckLimits {
  /** Percent of used and free memory. */
  readonly vramPercent: { readonly warning: number; readonly critical: number };
  readonly temperatureCelsius: { readonly warning: number; readonly critical: number };
  /** Load average of one minute, and the same for each core; both have to be exceeded. */
  readonly load: { readonly absolute: number; readonly perCore: number };
  readonly responseMs: number;
}

/** The documented thresholds of the method: VRAM 85/95 %, 80/90 °C, load 10, 5,000 ms. */
export const defaultCheckLimits: CheckLimits = {
  vramPercent: { warning: 85, critical: 95 },
  temperatureCelsius: { warning: 80, critical: 90 },
  load: { absolute: 10, perCore: 1 },
  responseMs: 5000,
};

/** Changes of single checks, by id. */
export type CheckRules = Readonly<Partial<Record<CheckId, Partial<CheckTiming>>>>;

/** Degrees below the device's own slowdown temperature that count as hot. */
const warmMargin = 7;

const second = 1000;

function timing(forSeconds: number, clearForSeconds: number, action: CheckTiming['action']): CheckTiming {
  return { forMs: forSeconds * second, clearForMs: clearForSeconds * second, action, dryRun: false };
}

/**
 * The checks in force. Durations are at 5-s samples: 3 samples for a VRAM warning, 2 for what is critical and fast, 3 slow answers, 2 and 6
 * missed ones. Heat pauses instead of rolling back: it is no proof against the code, and load has to be taken off first.
 */
export function checksFor(limits: CheckLimits, rules: CheckRules): readonly Check[] {
  const { vramPercent, temperatureCelsius, load, responseMs } = limits;
  const response = { kind: 'response', limit: responseMs, clear: responseMs } as const;
  const checks: readonly Check[] = [
    { id: 'vram-warning', ...vram(vramPercent.warning), ...timing(15, 30, 'notify') },
    { id: 'vram-critical', ...vram(vramPercent.critical), ...timing(10, 30, 'rollback') },
    { id: 'temperature-warning', ...heat(temperatureCelsius.warning, warmMargin), ...timing(60, 60, 'notify') },
    { id: 'temperature-critical', ...heat(temperatureCelsius.critical, 0), ...timing(10, 60, 'pause') },
    { id: 'load-critical', ...loadOf(load), ...timing(60, 120, 'rollback') },
    { id: 'response-critical', ...response, ...timing(15, 120, 'rollback') },
    { id: 'communication-warning', kind: 'communication', ...timing(10, 15, 'notify') },
    { id: 'communication-lost', kind: 'communication', ...timing(30, 15, 'rollback') },
  ];
  return checks.map((check) => ({ ...check, ...rules[check.id] }));
}

function vram(limit: number) {
  return { kind: 'vram', limit, clear: limit - 3 } as const;
}

function heat(limit: number, margin: number) {
  return { kind: 'temperature', limit, clear: limit - 5, margin } as const;
}

function loadOf({ absolute, perCore }: CheckLimits['load']) {
  return { kind: 'load', limit: absolute, clear: 0.8 * absolute, perCore } as const;
}
