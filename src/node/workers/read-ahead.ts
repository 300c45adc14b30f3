import type { FileToScan, ReadRecord, ScanRecord, ScanRequest, SourceRecord, SourceRequest } from './language-tasks.js';
import { readFile } from './read-file.js';

const MEBIBYTE = 1024 * 1024;
/** With so much in hand, files go to the worker however few they are. */
const MOST_BYTES = 4 * MEBIBYTE;

/** Reads files for a worker that scans others meanwhile: on its own, it would spend a tenth of its time on that. */
export function* readAhead({ root, files }: ScanRequest): Generator<FilesInHand> {
  let inHand = new FilesInHand();
  for (const file of files) {
    if (inHand.sizeBytes >= MOST_BYTES) {
      yield inHand;
      inHand = new FilesInHand();
    }
    inHand.read(root, file);
  }
  yield inHand;
}

/** Files that have been read, in memory that can be handed over. */
export class FilesInHand {
  readonly sources: SourceRequest[] = [];
  readonly memory: ArrayBuffer[] = [];
  sizeBytes = 0;
  private readonly sourceRecords: ReadRecord[] = [];
  /** What there is nothing to scan of: it is known, or cannot be read. */
  private readonly settled: ScanRecord[] = [];
  private usedBytes = 0;

  read(root: string, file: FileToScan): void {
    const read = readFile(root, file, (sizeBytes) => this.room(sizeBytes));
    if (!('bytes' in read)) {
      this.settled.push(read);
      return;
    }
    const { bytes, ...record } = read;
    this.sources.push({ path: record.path, bytes });
    this.sourceRecords.push(record);
  }

  /** Of all files, with what their sources show. */
  records(scanned: readonly SourceRecord[]): readonly ScanRecord[] {
    const ofSources = scanned.flatMap((source, index): ScanRecord[] => {
      const record = this.sourceRecords[index];
      if (!record) return [];
      return ['facts' in source ? { ...record, facts: source.facts } : { path: record.path, ...source }];
    });
    return [...this.settled, ...ofSources];
  }

  private room(sizeBytes: number): Uint8Array {
    this.sizeBytes += sizeBytes;
    let piece = this.memory.at(-1);
    if (!piece || this.usedBytes + sizeBytes > piece.byteLength) {
      piece = new ArrayBuffer(Math.max(MEBIBYTE, sizeBytes));
      this.memory.push(piece);
      this.usedBytes = 0;
    }
    const room = new Uint8Array(piece, this.usedBytes, sizeBytes);
    this.usedBytes += sizeBytes;
    return room;
  }
}
