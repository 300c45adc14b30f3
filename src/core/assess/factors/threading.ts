import type { Signal, SignalKind } from '../../facts/source-facts.js';
import type { Severity } from '../assessment.js';
import { asEvidence, nothing, type Factor } from '../agent-evidence.js';
import type { RiskThresholds } from '../profile.js';

const concurrent: ReadonlySet<SignalKind> = new Set<SignalKind>([
  'thread',
  'health-thread',
  'lock',
  'executor',
  'async-def',
  'asyncio',
  'process',
  'child-process',
  'command',
  'timer',
  'shared-memory',
]);

/**
 * How much runs at the same time, and in how many ways. Threads and child processes are counted by creation site; a site in a loop counts as
 * two. A command that is run for its result is low however often it is.
 */
export const threading: Factor = {
  id: 'threading',
  measure({ signals }, thresholds) {
    const uses = signals.filter((signal) => concurrent.has(signal.kind) && !isDroppedTimer(signal));
    if (uses.length === 0) return nothing;
    return { severity: severityOf(uses, thresholds.threading), evidence: uses.map(asEvidence) };
  },
};

/** Nobody can stop a timer that nothing holds; the one that matters is the one an agent runs by. */
function isDroppedTimer({ kind, detail }: Signal): boolean {
  return kind === 'timer' && detail === '';
}

function severityOf(uses: readonly Signal[], bounds: RiskThresholds['threading']): Severity {
  const count = (kind: SignalKind): number => uses.filter((use) => use.kind === kind).length;
  // A health-check thread is never counted: the contract's base brings its own, so migrating takes it away.
  const sites = (kind: SignalKind): number =>
    uses.filter((use) => use.kind === kind).reduce((sum, { inLoop }) => sum + (inLoop ? 2 : 1), 0);
  const [threads, children] = [sites('thread'), sites('child-process')];
  const own = threads + children;
  const [locks, executors, asyncio, processes] = [count('lock'), count('executor'), count('asyncio'), count('process')];
  const models = [threads + executors > 0, asyncio > 0, processes + children > 0].filter(Boolean).length;
  const contended = locks >= bounds.manyLocks && own >= bounds.threadsWithManyLocks;
  if (own >= bounds.highThreads || models > 1 || contended || count('shared-memory') > 0) return 'high';
  const locked = locks > 0 && own > 0;
  const several = own >= bounds.mediumThreads || count('timer') >= bounds.mediumThreads;
  const medium = several || executors > 0 || asyncio > 0 || processes > 0 || locked;
  return medium ? 'medium' : 'low';
}
