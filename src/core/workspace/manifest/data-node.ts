/** A value of a JSON, YAML or TOML document with the place it starts at; lines and columns from 1. */
export type DataNode = ScalarNode | ListNode | MapNode;

interface Place {
  readonly line: number;
  readonly column: number;
}

export interface ScalarNode extends Place {
  readonly kind: 'scalar';
  /** As text, without quotes. */
  readonly value: string;
  /** Column after the last character in the source. */
  readonly endColumn: number;
}

export interface ListNode extends Place {
  readonly kind: 'list';
  readonly items: readonly DataNode[];
}

export interface MapEntry {
  readonly key: ScalarNode;
  readonly value: DataNode;
}

export interface MapNode extends Place {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

/** The value under one of the keys, compared without regard to case, `_` and `-`. */
export function valueOf(map: MapNode, keys: ReadonlySet<string>): DataNode | undefined {
  return map.entries.find(({ key }) => keys.has(plainKey(key.value)))?.value;
}

export function plainKey(key: string): string {
  const lower = key.toLowerCase();
  return lower.includes('_') || lower.includes('-') ? lower.replace(/[-_]/gu, '') : lower;
}
