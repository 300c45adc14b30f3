import type { GraphNode, GraphPlace, WaveGraph } from '../../protocol/waves-panel.js';

/** All in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Geometry {
  /** By column and row. */
  readonly boxes: readonly (readonly Box[])[];
  readonly width: number;
  readonly height: number;
}

const columnWidth = 204;
const columnStep = 284;
const headHeight = 76;
const agentHeight = 26;
const rowGap = 10;
const margin = 16;

export function geometryOf({ columns }: WaveGraph): Geometry {
  const boxes = columns.map(({ nodes }, column) => boxesOf(nodes, column));
  const bottoms = boxes.map((own) => own.at(-1)).map((box) => (box === undefined ? headHeight : box.y + box.height));
  return {
    boxes,
    width: margin * 2 + Math.max(0, columns.length - 1) * columnStep + columnWidth,
    height: Math.max(headHeight, ...bottoms) + margin,
  };
}

export function leftOf(column: number): number {
  return margin + column * columnStep;
}

function boxesOf(nodes: readonly GraphNode[], column: number): readonly Box[] {
  let y = headHeight;
  return nodes.map(({ agents }) => {
    // Agents that need each other stand below a line that says so.
    const lines = agents.length === 1 ? 1 : agents.length + 1;
    const box = { x: leftOf(column), y, width: columnWidth, height: lines * agentHeight + 8 };
    y += box.height + rowGap;
    return box;
  });
}

/** A part of the picture, in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** First and last column of which something lies between two horizontal places; one more on each side, so that scrolling meets no gap. */
export function columnsBetween(left: number, right: number, count: number): readonly [first: number, last: number] {
  const first = Math.floor((left - margin - columnWidth) / columnStep);
  const last = Math.ceil((right - margin) / columnStep);
  return [Math.max(0, first), Math.min(count - 1, last)];
}

/** First and last row of which something lies between two vertical places; the last is before the first where there is none. */
export function rowsBetween(
  top: number,
  bottom: number,
  boxes: readonly Box[],
): readonly [first: number, last: number] {
  const first = boxes.findIndex(({ y, height }) => y + height >= top);
  return [first < 0 ? boxes.length : first, boxes.findLastIndex(({ y }) => y <= bottom)];
}

/**
 * A curve from the right side of what is needed to the left side of what needs it; empty where nothing of it can lie in the area, which
 * holds for all curves whose four points lie on one side of it.
 */
export function curve(needed: Box, needing: Box, { left, top, right, bottom }: Area): string {
  const [x1, y1] = [needed.x + needed.width, needed.y + needed.height / 2];
  const [x2, y2] = [needing.x, needing.y + needing.height / 2];
  const bend = Math.max(40, Math.min(160, Math.abs(x2 - x1) / 2));
  const isBeside = Math.max(x1 + bend, x2) < left || Math.min(x1, x2 - bend) > right;
  if (isBeside || Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) return '';
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** Where a key leads from a node; `undefined` for keys that lead nowhere. */
export function placeByKey(key: string, [column, row]: GraphPlace, { boxes }: Geometry): GraphPlace | undefined {
  const rows = boxes[column]?.length ?? 0;
  switch (key) {
    case 'ArrowUp':
      return row > 0 ? [column, row - 1] : undefined;
    case 'ArrowDown':
      return row + 1 < rows ? [column, row + 1] : undefined;
    case 'ArrowLeft':
      return nearestIn(column - 1, boxes[column]?.[row], boxes);
    case 'ArrowRight':
      return nearestIn(column + 1, boxes[column]?.[row], boxes);
    case 'Home':
      return nearestIn(0, boxes[column]?.[row], boxes);
    case 'End':
      return nearestIn(boxes.length - 1, boxes[column]?.[row], boxes);
    default:
      return undefined;
  }
}

function nearestIn(column: number, from: Box | undefined, boxes: Geometry['boxes']): GraphPlace | undefined {
  const distances = (boxes[column] ?? []).map(({ y }) => Math.abs(y - (from?.y ?? 0)));
  return distances.length === 0 ? undefined : [column, distances.indexOf(Math.min(...distances))];
}

export function isSamePlace(a: GraphPlace, b: GraphPlace | undefined): boolean {
  return a[0] === b?.[0] && a[1] === b[1];
}
