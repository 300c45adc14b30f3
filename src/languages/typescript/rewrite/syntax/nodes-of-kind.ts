import type { ts } from 'ts-morph';
import { groupedBy } from '../../../../core/grouped-by.js';
import { oncePer } from '../../../../core/once-per.js';

/** The nodes of one kind in a list that is kept, such as `nodesIn` gives, in its order. */
export function nodesOfKind<Node extends ts.Node>(nodes: readonly ts.Node[], kind: Node['kind']): readonly Node[] {
  // Every node stands under its own kind, and a kind has one type of nodes.
  return (byKind(nodes).get(kind) ?? []) as readonly Node[];
}

const byKind = oncePer((nodes: readonly ts.Node[]) => groupedBy(nodes, ({ kind }) => kind));
