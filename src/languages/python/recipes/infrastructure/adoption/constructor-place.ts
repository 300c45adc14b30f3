import { earlyState, type EarlyState, type IsGone } from '../../../rewrite/early-state.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { decideAgentPorts } from './agent-ports.js';
import { isMapping } from './configuration.js';
import { isMovedAside } from './owned-attributes.js';
import { readBeforeBase, type Obstacle } from './before-base.js';

/** Where `__init__` can call the base's constructor, so that whatever the base calls early finds what it reads. */
export type ConstructorPlace =
  | {
      readonly ok: true;
      /** The call comes directly behind it; absent when it may come first. */
      readonly after: SyntaxNode | undefined;
      /** Statements before the place that have to come behind the call: the base would overwrite what they set. */
      readonly moved: readonly SyntaxNode[];
    }
  /** What is read too early then, and why the call cannot come behind it. */
  | { readonly ok: false; readonly late: EarlyState; readonly obstacle: Obstacle };

/** `reads` are the uses of the agent's state in what the base calls before its constructor has returned. */
export function constructorPlace(
  context: PythonContext,
  reads: readonly SelfUse[],
  isGone: IsGone = (node) => context.draft.isDeleted(node),
): ConstructorPlace {
  const { module, agent } = context;
  const state = earlyState(module, agent, reads, { provided: providedBy(context), isGone });
  const [existing] = agent.superCalls;
  const late = state.filter(({ statement }) => !existing || statement.start > existing.node.start);
  const latest = late.reduce<EarlyState | undefined>(
    (last, one) => (last && last.statement.start >= one.statement.start ? last : one),
    undefined,
  );
  if (!latest) return { ok: true, after: undefined, moved: [] };
  const refused = (node: SyntaxNode, reason: string): ConstructorPlace => {
    return { ok: false, late: latest, obstacle: { node, reason } };
  };
  if (existing) return refused(existing.node, 'calls it already');
  const config = configurationRead(context, latest.statement);
  if (config) return refused(config.node, `sets ${config.name}, ${config.why}`);
  const reading = readBeforeBase(context, latest.statement, isGone);
  return reading.ok
    ? { ok: true, after: latest.statement, moved: reading.moved }
    : refused(reading.node, reading.reason);
}

/** "The base would call it before line 12 has set `rooms`, and …" as the end of a sentence. */
export function tooEarly(
  { module }: PythonContext,
  { late, obstacle }: Extract<ConstructorPlace, { ok: false }>,
): string {
  const [sets, stands] = [late.statement, obstacle.node].map((node) => module.lineOf(node));
  return `before line ${sets ?? 1} has set ${late.attribute}, and its constructor cannot be called behind that, because line ${stands ?? 1} ${obstacle.reason}`;
}

/** What the base sets on every agent, but for what the agent keeps under another name. */
function providedBy(context: PythonContext): ReadonlySet<string> {
  const owned = context.contract.attributes.filter((one) => one.set === 'constructor' && !isMovedAside(context, one));
  return new Set(owned.map(({ name }) => name));
}

/** What the base's constructor reads of the agent is there by then, and is nothing that it could read, or the agent keeps a port of its own. */
function configurationRead(
  context: PythonContext,
  last: SyntaxNode,
): (Pick<SelfUse, 'node' | 'name'> & { readonly why: string }) | undefined {
  const { agent, contract } = context;
  const wanted = new Set(contract.attributes.filter((one) => one.readInConstructor).map(({ name }) => name));
  const use = agent.self
    .inMethod(agent.init)
    .find(({ access, name, node }) => access !== 'read' && wanted.has(name) && node.start < last.end);
  if (!use) return undefined;
  if (!isMapping(context, use)) return { ...use, why: 'which the base would read as a dictionary' };
  return decideAgentPorts(context).inTheWay ? { ...use, why: 'from which the base would take a port' } : undefined;
}
