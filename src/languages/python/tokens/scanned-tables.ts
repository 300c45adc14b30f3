import { TABLES } from '../scanner/layout.js';

/** The tables of the scanner (`scanner/layout`), read where they stand in its memory. */
export class ScannedTables {
  /** For each table where it stands and how many entries it has. */
  private readonly places: Int32Array;

  constructor(
    private readonly memory: ArrayBuffer,
    layoutAddress: number,
  ) {
    this.places = new Int32Array(memory, layoutAddress, 2 * TABLES);
  }

  integers(table: number): Int32Array {
    return new Int32Array(this.memory, this.places[2 * table], this.places[2 * table + 1]);
  }

  bytes(table: number): Uint8Array {
    return new Uint8Array(this.memory, this.places[2 * table], this.places[2 * table + 1]);
  }
}
