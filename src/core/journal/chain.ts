// The journal's outer form: one JSON document a line, each sealed with a keyed hash over itself and the seal before it. What a record
// means is record.ts; what follows from all of them is replay.ts. Nothing here repairs: it says how far a journal can be believed.
import { parseRecord, type JournalRecord, type RecordBody, type RecordStamp } from './record.js';

/** Keyed hash (HMAC-SHA256) as 64 lower-case hex digits; the text is ASCII. */
export type Seal = (text: string) => string;

/**
 * How far a journal can be believed. `torn`: only the last line is incomplete, as after a crash. `damaged`: a line that once was
 * complete is not what was written. `foreign`: made with another key. `newer`: made by a later version of the product.
 */
export type JournalCondition = 'absent' | 'sound' | 'torn' | 'damaged' | 'foreign' | 'newer';

export interface ChainReading {
  readonly condition: JournalCondition;
  /** The records up to the first that cannot be believed. In a foreign journal nothing is believed; they are for looking at. */
  readonly records: readonly JournalRecord[];
  /** Seals of the believed lines in order, also of records of unknown kinds. */
  readonly seals: readonly string[];
  /** What cannot be believed is the very end: a crash can leave it so, too. */
  readonly onlyEndIsBad: boolean;
  /** Length of the believed lines in characters, which are bytes. */
  readonly validLength: number;
  readonly lastEpoch: number;
}

export const formatMajor = 1;
export const formatMinor = 0;

const sealStart = '{"seal":"';
const recordStart = '","record":';
const sealLength = 64;
const recordAt = sealStart.length + sealLength + recordStart.length;

/** A line without its line break. `previousSeal` is empty for the first. */
export function encodeLine(
  record: RecordStamp & RecordBody,
  previousSeal: string,
  seal: Seal,
): { readonly line: string; readonly seal: string } {
  const json = toAscii(JSON.stringify(record));
  const sealed = seal(previousSeal + json);
  return { line: `${sealStart}${sealed}${recordStart}${json}}`, seal: sealed };
}

const nothingBelieved = { records: [], seals: [], onlyEndIsBad: false, validLength: 0, lastEpoch: 0 } as const;

/** Reads a whole journal. `text` holds one character per byte. */
export function readChain(text: string, seal: Seal): ChainReading {
  if (text.length === 0) return { condition: 'absent', ...nothingBelieved };
  const reader = new ChainReader(seal);
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if (end < 0) return reader.finish('torn', { validLength: start, onlyEndIsBad: true });
    const problem = reader.accept(text.slice(start, end));
    if (problem === 'foreign') return readForeign(text);
    if (problem !== undefined) {
      return reader.finish(problem, { validLength: start, onlyEndIsBad: end === text.length - 1 });
    }
    start = end + 1;
  }
  return reader.finish('sound', { validLength: start, onlyEndIsBad: false });
}

class ChainReader {
  private readonly records: JournalRecord[] = [];
  private readonly seals: string[] = [];
  private lastEpoch = 0;

  constructor(private readonly seal: Seal) {}

  accept(line: string): 'damaged' | 'foreign' | 'newer' | undefined {
    const split = splitLine(line);
    if (split === undefined) return 'damaged';
    if (this.seal((this.seals.at(-1) ?? '') + split.json) !== split.seal) {
      return this.seals.length === 0 ? 'foreign' : 'damaged';
    }
    const parsed = parseJson(split.json);
    if (formatMajorOf(parsed) > formatMajor) return 'newer';
    const record = parseRecord(parsed);
    if (record?.stamp.seq !== this.seals.length || record.stamp.epoch < this.lastEpoch) return 'damaged';
    if (this.seals.length === 0 && record.body?.kind !== 'opened') return 'damaged';
    this.lastEpoch = record.stamp.epoch;
    this.seals.push(split.seal);
    if (record.body) this.records.push({ ...record.stamp, ...record.body });
    return undefined;
  }

  finish(condition: JournalCondition, where: Pick<ChainReading, 'validLength' | 'onlyEndIsBad'>): ChainReading {
    const { records, seals, lastEpoch } = this;
    return { condition, records, seals, lastEpoch, ...where };
  }
}

/** Whatever looks like a record, believed by nobody: enough to show a person what somebody else's journal says. */
function readForeign(text: string): ChainReading {
  const records = text
    .split('\n')
    .map((line) => splitLine(line))
    .map((split) => (split === undefined ? undefined : parseRecord(parseJson(split.json))))
    .flatMap((record) => (record?.body ? [{ ...record.stamp, ...record.body }] : []));
  return { condition: 'foreign', ...nothingBelieved, records };
}

/**
 * The same records under another key, for a journal whose key was lost and whose owner vouches for it; `undefined` when a line is no record.
 * `text` holds one character per byte.
 */
export function reseal(text: string, seal: Seal): string | undefined {
  const lines = text.split('\n').slice(0, -1);
  let previousSeal = '';
  let resealed = '';
  for (const [index, line] of lines.entries()) {
    const record = parseRecord(parseJson(splitLine(line)?.json ?? ''));
    if (record?.body === undefined || record.stamp.seq !== index) return undefined;
    const encoded = encodeLine({ ...record.stamp, ...record.body }, previousSeal, seal);
    previousSeal = encoded.seal;
    resealed += `${encoded.line}\n`;
  }
  return lines.length === 0 ? undefined : resealed;
}

function splitLine(line: string): { readonly seal: string; readonly json: string } | undefined {
  const seal = line.slice(sealStart.length, sealStart.length + sealLength);
  const framed =
    line.startsWith(sealStart) && line.startsWith(recordStart, sealStart.length + sealLength) && line.endsWith('}');
  if (!framed || !/^[0-9a-f]{64}$/u.test(seal)) return undefined;
  return { seal, json: line.slice(recordAt, -1) };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** 0 for what names no format. */
function formatMajorOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || !('format' in value)) return 0;
  const { format } = value;
  if (typeof format !== 'object' || format === null || !('major' in format)) return 0;
  return typeof format.major === 'number' ? format.major : 0;
}

/** One character per byte on disk, so that lengths and cuts need no decoding; each UTF-16 unit is escaped on its own. */
function toAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
