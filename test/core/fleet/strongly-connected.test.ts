import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stronglyConnected } from '../../../src/core/fleet/strongly-connected.js';

const graphs = fc
  .integer({ min: 0, max: 12 })
  .chain((size) =>
    fc.array(fc.array(fc.nat({ max: Math.max(0, size - 1) }), { maxLength: 4 }), { minLength: size, maxLength: size }),
  );

/** Which nodes each node reaches, by walking. */
function reached(successors: readonly (readonly number[])[], start: number): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [...(successors[start] ?? [])];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...(successors[node] ?? []));
  }
  return seen;
}

describe('strongly connected groups', () => {
  it('hold exactly the nodes that reach each other', () => {
    fc.assert(
      fc.property(graphs, (successors) => {
        const reach = successors.map((_, node) => reached(successors, node));
        const groupOf = new Map(
          stronglyConnected(successors).flatMap((group, at) => group.map((node) => [node, at] as const)),
        );
        assert.equal(groupOf.size, successors.length);
        for (const a of successors.keys()) {
          for (const b of successors.keys()) {
            const together = a === b || (reach[a]?.has(b) === true && reach[b]?.has(a) === true);
            assert.equal(groupOf.get(a) === groupOf.get(b), together);
          }
        }
      }),
    );
  });

  it('come after every group that they reach', () => {
    fc.assert(
      fc.property(graphs, (successors) => {
        const groups = stronglyConnected(successors);
        const groupOf = new Map(groups.flatMap((group, at) => group.map((node) => [node, at] as const)));
        for (const [node, next] of successors.entries()) {
          for (const one of next) assert.ok((groupOf.get(one) ?? 0) <= (groupOf.get(node) ?? 0));
        }
      }),
    );
  });

  it('are found along a chain of a hundred thousand nodes', () => {
    const size = 100_000;
    const chain = Array.from({ length: size }, (_, node) => (node + 1 < size ? [node + 1] : []));
    assert.equal(stronglyConnected(chain).length, size);
  });
});
