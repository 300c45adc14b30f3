import type { SignalKind } from '../../core/facts/source-facts.js';
import type { CallSite } from './call-site.js';

/** What a call of a library function tells about an agent. */
export interface ApiRule {
  readonly kind: SignalKind | ((call: CallSite) => SignalKind);
  /** The signal's detail; the resolved path of the call when absent. */
  readonly detail?: string | ((call: CallSite) => string);
  /** The call counts only when this holds. */
  readonly when?: (call: CallSite) => boolean;
  /** A path that is handed over uncalled (`default_factory=threading.Lock`) counts like a call. */
  readonly countsAsFactory?: true;
  /** A call by that name counts without an object before it too. */
  readonly countsAsFunction?: true;
  /** A class with this base makes such a thing whenever it is instantiated. */
  readonly isBaseClass?: true;
}

/** A rule with the dotted paths it holds for: `()` stands for the result of a call, a final `*` for whatever has no rule of its own. */
export interface ApiEntry extends ApiRule {
  readonly paths: readonly string[];
}

export interface ApiNode {
  /** The dotted path from the library's top, with `()` for calls. */
  readonly path: string;
  readonly rules: readonly ApiRule[];
  /** The rules for paths below that have none of their own. */
  readonly rulesBelow: readonly ApiRule[];
  readonly children: ReadonlyMap<string, ApiNode>;
}

interface GrowingNode {
  readonly path: string;
  readonly rules: ApiRule[];
  readonly rulesBelow: ApiRule[];
  readonly children: Map<string, GrowingNode>;
}

/** The segment of a path that stands for the result of a call. */
export const CALLED = '()';

const segmentsOf = (path: string): string[] => path.replaceAll('()', '.()').split('.');

/** Builds the tree of all paths that have a rule. */
export function buildApiTree(entries: readonly ApiEntry[]): ApiNode {
  const root: GrowingNode = growingNode('');
  for (const entry of entries) {
    for (const path of entry.paths) {
      const segments = segmentsOf(path);
      const isBelow = segments.at(-1) === '*';
      const node = grow(root, isBelow ? segments.slice(0, -1) : segments);
      if (isBelow) node.rulesBelow.push(entry);
      else node.rules.push(entry);
    }
  }
  return root;
}

const growingNode = (path: string): GrowingNode => ({ path, rules: [], rulesBelow: [], children: new Map() });

function grow(root: GrowingNode, segments: readonly string[]): GrowingNode {
  let node = root;
  for (const segment of segments) {
    let child = node.children.get(segment);
    if (!child) {
      const joint = node.path === '' || segment === CALLED ? '' : '.';
      child = growingNode(node.path + joint + segment);
      node.children.set(segment, child);
    }
    node = child;
  }
  return node;
}

const noChildren: ReadonlyMap<string, ApiNode> = new Map();

/** Follows one step below a node; `undefined` where no rule can be reached any more. */
export function stepInto(node: ApiNode, segment: string): ApiNode | undefined {
  const child = node.children.get(segment);
  const { rulesBelow } = node;
  if (rulesBelow.length === 0 || segment === CALLED) return child;
  if (!child) return { path: `${node.path}.${segment}`, rules: rulesBelow, rulesBelow, children: noChildren };
  if (child.rules.length > 0 && child.rulesBelow.length > 0) return child;
  return {
    ...child,
    rules: child.rules.length > 0 ? child.rules : rulesBelow,
    rulesBelow: child.rulesBelow.length > 0 ? child.rulesBelow : rulesBelow,
  };
}

/** The node at a dotted path; `undefined` when no rule can be reached from there. */
export function nodeAt(root: ApiNode, path: string): ApiNode | undefined {
  const dot = path.indexOf('.');
  // Most paths are of libraries without a rule.
  if (root.rulesBelow.length === 0 && !root.children.has(dot < 0 ? path : path.slice(0, dot))) return undefined;
  let node: ApiNode | undefined = root;
  for (const segment of path.split('.')) {
    if (!node) return undefined;
    node = stepInto(node, segment);
  }
  return node;
}
