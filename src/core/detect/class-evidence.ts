import type { SignalKind, SourceFacts } from '../facts/source-facts.js';
import { isWithinClass } from '../facts/within-class.js';
import type { DetectionRules } from './detection-rules.js';

/** What a service does while it runs. */
export type RuntimeEvidence =
  'socket' | 'loop' | 'health check' | 'thread' | 'timer' | 'subscription' | 'signal handler';
/** What starts and ends a service. */
export type LifeCycleEvidence = 'start' | 'stop' | 'entry';

export interface ClassEvidence {
  readonly runtime: ReadonlySet<RuntimeEvidence>;
  readonly lifeCycle: ReadonlySet<LifeCycleEvidence>;
}

const runtimeOf: Readonly<Partial<Record<SignalKind, RuntimeEvidence>>> = {
  socket: 'socket',
  'socket-bind': 'socket',
  server: 'socket',
  'service-loop': 'loop',
  'health-check': 'health check',
  'health-thread': 'health check',
  thread: 'thread',
  executor: 'thread',
  asyncio: 'thread',
  process: 'thread',
  'child-process': 'thread',
  timer: 'timer',
  subscription: 'subscription',
  'signal-handler': 'signal handler',
};

/** Looks only at what stands in the class's own body, nested classes included. */
export function classEvidence(facts: SourceFacts, index: number, rules: DetectionRules): ClassEvidence {
  const fact = facts.classes[index];
  const lifeCycle = new Set<LifeCycleEvidence>();
  if (!fact) return { runtime: new Set(), lifeCycle };
  for (const { name } of fact.methods) {
    if (rules.startMethods.has(name)) lifeCycle.add('start');
    if (rules.stopMethods.has(name)) lifeCycle.add('stop');
  }
  if (facts.entryPointClasses.includes(fact.name)) lifeCycle.add('entry');
  const inside = facts.signals.filter((signal) => isWithinClass(signal, fact));
  return { runtime: new Set(inside.flatMap(({ kind }) => runtimeOf[kind] ?? [])), lifeCycle };
}
