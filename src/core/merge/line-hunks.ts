/** A piece of one list of lines that was replaced: `[start, end)` of the old lines by `[newStart, newEnd)` of the new ones. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Beyond so many inserted and deleted lines two files are called different as a whole; the search takes time and memory in its square. */
const mostEdits = 3000;

/**
 * What was replaced to make `after` of `before`, in order; between two hunks there is at least one line that both have. The shortest such list
 * (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986).
 */
export function lineHunks(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const head = sharedHead(before, after);
  const tail = sharedTail(before, after, head);
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  const kept = commonLines(a, b) ?? [];
  return between(kept, a.length, b.length).map(({ start, end, newStart, newEnd }) => ({
    start: start + head,
    end: end + head,
    newStart: newStart + head,
    newEnd: newEnd + head,
  }));
}

interface Match {
  readonly a: number;
  readonly b: number;
}

/** The pieces that lie between matches. */
function between(matches: readonly Match[], aLength: number, bLength: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [start, newStart] = [0, 0];
  for (const { a, b } of [...matches, { a: aLength, b: bLength }]) {
    if (a > start || b > newStart) hunks.push({ start, end: a, newStart, newEnd: b });
    [start, newStart] = [a + 1, b + 1];
  }
  return hunks;
}

/** No path has come to a diagonal yet. */
const unreached = -1;

/** Matches of a longest common subsequence, or `undefined` when it takes too many edits. */
function commonLines(a: readonly string[], b: readonly string[]): readonly Match[] | undefined {
  const limit = Math.min(a.length + b.length, mostEdits);
  // furthest[k + offset]: how far in `a` a path on diagonal k = x - y reaches.
  const offset = limit + 1;
  const furthest = new Int32Array(2 * offset + 1).fill(unreached);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(furthest.slice(offset - edits - 1, offset + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      let x = startOf(furthest, k + offset);
      // Beyond the end of `b` is nothing that equals a line.
      while (x < a.length && a[x] === b[x - k]) x++;
      furthest[k + offset] = x;
      if (x >= a.length && x - k >= b.length) return backtrack(trace, a.length, b.length);
    }
  }
  return undefined;
}

/** Where the best path with one edit more enters the diagonal at an index: right from the one before it or down from the one after it. */
function startOf(furthest: Int32Array, index: number): number {
  return Math.max((furthest[index - 1] ?? unreached) + 1, furthest[index + 1] ?? unreached);
}

function backtrack(trace: readonly Int32Array[], aLength: number, bLength: number): readonly Match[] {
  const matches: Match[] = [];
  let [x, y] = [aLength, bLength];
  for (const row of trace.toReversed()) {
    // Diagonal 0 is in the middle.
    const index = x - y + (row.length - 1) / 2;
    const start = startOf(row, index);
    while (x > start) matches.push({ a: --x, b: --y });
    if (start === row[index + 1]) y--;
    else x--;
  }
  return matches.reverse();
}

function sharedHead(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function sharedTail(a: readonly string[], b: readonly string[], head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let length = 0;
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}
