import assert from 'node:assert/strict';
import type { GraphColumn, WaveGraph } from '../../../src/protocol/waves-panel.js';
import { columnsBetween, curve, geometryOf, placeByKey, rowsBetween } from '../../../src/webview/waves/geometry.js';

const agent = (name: string) => {
  return { name, path: `${name}.py`, class: name, line: 1, progress: 'waiting', risk: null, because: '' } as const;
};

/** Columns of nodes, each with so many agents. */
function graph(...columns: readonly (readonly number[])[]): WaveGraph {
  const drawn = columns.map((sizes): GraphColumn => {
    const nodes = sizes.map((size) => ({
      agents: Array.from({ length: size }, (_, i) => agent(`A${i}`)),
      blastRadius: 0,
    }));
    return { wave: null, kind: 'migrated', nodes };
  });
  return { adopted: 0, columns: drawn, edges: [] };
}

describe('where the nodes of the graph stand', () => {
  it('is column beside column, none over another', () => {
    const { boxes, width, height } = geometryOf(graph([1, 3, 1], [2]));
    for (const column of boxes)
      for (const [row, box] of column.entries()) {
        const next = column[row + 1];
        assert.ok(next === undefined || box.y + box.height < next.y);
        assert.ok(box.x + box.width <= width && box.y + box.height <= height);
      }
    assert.ok((boxes[0]?.[0]?.x ?? 0) + (boxes[0]?.[0]?.width ?? 0) < (boxes[1]?.[0]?.x ?? 0));
  });

  it('draws only the columns that are in view, however many there are', () => {
    const count = 250;
    const { width } = geometryOf(graph(...Array.from({ length: count }, () => [1])));
    for (let left = 0; left < width - 1000; left += 997) {
      const [first, last] = columnsBetween(left, left + 1000, count);
      assert.ok(last - first <= 6, `columns ${first} to ${last}`);
    }
    assert.deepEqual(columnsBetween(0, 1000, 2), [0, 1]);
    assert.equal(columnsBetween(width - 1000, width, count)[1], count - 1);
  });

  it('is gone through by the arrow keys, to the node at about the same height', () => {
    const geometry = geometryOf(graph([1, 1, 1], [1], [1, 1, 1]));
    assert.deepEqual(placeByKey('ArrowDown', [0, 0], geometry), [0, 1]);
    assert.equal(placeByKey('ArrowDown', [0, 2], geometry), undefined);
    assert.equal(placeByKey('ArrowUp', [0, 0], geometry), undefined);
    assert.deepEqual(placeByKey('ArrowRight', [0, 2], geometry), [1, 0]);
    assert.deepEqual(placeByKey('End', [0, 2], geometry), [2, 2]);
    assert.deepEqual(placeByKey('Home', [2, 1], geometry), [0, 1]);
    assert.equal(placeByKey('ArrowLeft', [0, 0], geometry), undefined);
    assert.equal(placeByKey('x', [0, 0], geometry), undefined);
  });

  it('draws only the rows that are in view, however many there are', () => {
    const { boxes, height } = geometryOf(graph(Array.from({ length: 1000 }, () => 1)));
    const [column = []] = boxes;
    for (let top = 0; top < height; top += 997) {
      const [first, last] = rowsBetween(top, top + 800, column);
      assert.ok(last >= first && last - first <= 20, `rows ${first} to ${last}`);
      for (const [row, { y, height: high }] of column.entries()) {
        const isInView = y + high >= top && y <= top + 800;
        assert.equal(row >= first && row <= last, isInView, `row ${row}`);
      }
    }
    const [first, last] = rowsBetween(height + 1, height + 800, column);
    assert.ok(last < first, 'none is below the last');
    assert.ok(rowsBetween(0, 800, [])[1] < 0);
  });

  it('joins the right side of what is needed to the left side of what needs it', () => {
    const needed = { x: 0, y: 0, width: 100, height: 20 };
    const area = { left: 0, top: 0, right: 300, bottom: 100 };
    assert.equal(curve(needed, { ...needed, x: 200, y: 50 }, area), 'M100 10C150 10 150 60 200 60');
  });

  it('draws a line whose ends are both out of view where it comes through, and none that passes by', () => {
    const needed = { x: 0, y: 0, width: 100, height: 20 };
    const needing = { ...needed, x: 900, y: 900 };
    const between = { left: 400, top: 400, right: 500, bottom: 500 };
    assert.notEqual(curve(needed, needing, between), '');
    for (const beside of [
      { ...between, top: 911, bottom: 1000 },
      { ...between, top: -100, bottom: 9 },
      { ...between, left: 1001, right: 1100 },
      { ...between, left: 0, right: 99 },
    ])
      assert.equal(curve(needed, needing, beside), '', JSON.stringify(beside));
  });
});
