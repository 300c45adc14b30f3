import type { Contract } from '../../contract/contract.js';
import { areEqual, isRecord } from './recorded-names.js';
import type { RecordedStep, RecordedTrace, RecordedValue } from './recorded-trace.js';

/** What a migration to a base class changes on purpose: as the contract says it, and as the base was seen to do it. */
export interface IntendedDifferences {
  readonly owned: ReadonlySet<string>;
  readonly healthKeys: ReadonlySet<string>;
  /** Methods of the agent that the base's own have replaced, or that are gone with what they served. */
  readonly handedOver: ReadonlySet<string>;
  /** The base's own `run`, which the agent has instead of one of its own, ends in order where Ctrl+C ended the agent. */
  readonly absorbsInterrupt: boolean;
  isHealth(step: RecordedStep): boolean;
  /** A timer by what it calls: those that only watch over the agent's health go with the base's own. */
  readonly isGoneTimer: (purpose: string) => boolean;
}

export function intendedDifferences(contract: Contract, migrated: readonly RecordedTrace[]): IntendedDifferences {
  const owned = [
    ...contract.attributes.map(({ name }) => name),
    ...migrated.flatMap(({ baseAttributes }) => baseAttributes),
  ];
  const steps = migrated.flatMap((trace) => trace.steps);
  const gone = steps.filter(({ outcome }) => outcome?.absent === true || outcome?.inherited === true);
  const handedOver = new Set(gone.flatMap(({ method }) => method ?? []));
  return {
    owned: new Set(owned),
    healthKeys: new Set(contract.healthHook?.keys ?? []),
    handedOver,
    absorbsInterrupt: contract.requestLoop?.absorbsInterrupt === true && handedOver.has(contract.run?.name ?? ''),
    isGoneTimer: (purpose) =>
      handedOver.has(purpose) || (contract.healthHook !== undefined && /health|heart_?beat/i.test(purpose)),
    isHealth: (step) =>
      step.servedByBase === true || (step.method !== undefined && step.method === contract.healthHook?.name),
  };
}

/** A health answer that says all that the legacy one said; the base may add its own keys, and decides the value of those. */
export function isHealthOf(legacy: RecordedValue, migrated: RecordedValue, healthKeys: ReadonlySet<string>): boolean {
  if (!isRecord(legacy) || !isRecord(migrated)) return areEqual(legacy, migrated);
  return Object.entries(legacy).every(([key, value]) => {
    const other = migrated[key];
    return healthKeys.has(key) || (other !== undefined && areEqual(value, other));
  });
}

/** A value that stands for a resource or a thread; those are compared as such, wherever the agent keeps them. */
export function isHandle(value: RecordedValue): boolean {
  if (!isRecord(value)) return false;
  const kind = value['~'];
  return '~socket' in value || (typeof kind === 'string' && /^(Context|Thread |Poller|socket$)/.test(kind));
}
