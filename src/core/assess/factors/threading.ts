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
]);

/** How much runs at the same time, and in how many ways. Threads are counted by creation site; a site in a loop counts as two. */
export const threading: Factor = {
  id: 'threading',
  title: 'Threading',
  measure({ signals }, thresholds) {
    const uses = signals.filter(({ kind }) => concurrent.has(kind));
    if (uses.length === 0) return nothing;
    return { severity: severityOf(uses, thresholds.threading), evidence: uses.map(asEvidence) };
  },
};

function severityOf(uses: readonly Signal[], bounds: RiskThresholds['threading']): Severity {
  const count = (kind: SignalKind): number => uses.filter((use) => use.kind === kind).length;
  // A health-check thread is never counted: the contract's base brings its own, so migrating takes it away.
  const threads = uses.filter(({ kind }) => kind === 'thread').reduce((sum, { inLoop }) => sum + (inLoop ? 2 : 1), 0);
  const [locks, executors, asyncio, processes] = [count('lock'), count('executor'), count('asyncio'), count('process')];
  const models = [threads + executors > 0, asyncio > 0, processes > 0].filter(Boolean).length;
  const contended = locks >= bounds.manyLocks && threads >= bounds.threadsWithManyLocks;
  if (threads >= bounds.highThreads || models > 1 || contended) return 'high';
  const locked = locks > 0 && threads > 0;
  const medium = threads >= bounds.mediumThreads || executors > 0 || asyncio > 0 || processes > 0 || locked;
  return medium ? 'medium' : 'low';
}
