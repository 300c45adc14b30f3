import { listed } from '../text/listed.js';
import type { Standing } from '../workspace/class-standing.js';
import type { ClassEvidence, RuntimeEvidence } from './class-evidence.js';

export interface WhyInput {
  readonly standing: Standing;
  /** The role that the class's name ends in, or where else it is named. */
  readonly named: string | undefined;
  readonly evidence: ClassEvidence;
  readonly isStarted: boolean;
}

export const whyScript = 'script with a bound socket and an endless loop';

const owned: Readonly<Record<RuntimeEvidence, string>> = {
  socket: 'a socket',
  loop: 'a loop',
  'health check': 'a health check',
  thread: 'threads',
  timer: 'a timer',
  subscription: 'a subscription',
  'signal handler': 'signal handlers',
};

/** A short sentence for people: "named Agent, owns a loop". */
export function whyClass({ standing, named, evidence, isStarted }: WhyInput): string {
  if (standing.kind === 'target') return `inherits the base class${standing.direct ? '' : ' through another class'}`;
  if (standing.kind === 'unresolved' && standing.claimsTarget)
    return `claims ${standing.base.text}, which cannot be found`;
  const parts: string[] = [];
  if (named !== undefined) parts.push(`named ${named}`);
  const things = [...evidence.runtime].map((kind) => owned[kind]);
  if (things.length > 0) parts.push(`owns ${listed(things)}`);
  else if (evidence.lifeCycle.has('start')) parts.push('can be started');
  else if (evidence.lifeCycle.has('stop')) parts.push('can be stopped');
  if (isStarted && (named !== 'Agent' || things.length === 0)) parts.push('started by an entry point');
  return parts.join(', ');
}
