// The part of TOML that start-up manifests are written in: tables, arrays of tables, and values on one line or in brackets. Texts over
// several lines are passed over.
import type { DataNode, MapEntry, MapNode, ScalarNode } from './data-node.js';
import { FlowReader, NotReadable } from './flow-reader.js';

interface OpenMap {
  readonly kind: 'map';
  readonly entries: MapEntry[];
  readonly line: number;
  readonly column: number;
}

/** Throws `NotReadable` where the text is no TOML of this kind. */
export function readToml(text: string): MapNode {
  const root: OpenMap = { kind: 'map', entries: [], line: 1, column: 1 };
  let table = root;
  let number = 0;
  for (let offset = 0; offset < text.length;) {
    number++;
    const newline = text.indexOf('\n', offset);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(offset, end);
    const header = /^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/u.exec(line);
    const pair = /^\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=\s*/u.exec(line);
    if (header) table = openTable(root, header[2] ?? '', header[1] === '[[', number);
    else if (pair) {
      const key = keyNode(pair[1] ?? '', number, line);
      const reader = new FlowReader(text, { separator: '=', comments: true }, offset + pair[0].length, number, offset);
      table.entries.push({ key, value: reader.value() });
      const next = text.indexOf('\n', reader.position);
      number = reader.line;
      offset = next === -1 ? text.length : next + 1;
      continue;
    } else if (!/^\s*(?:#.*)?$/u.test(line)) throw new NotReadable(`line ${number} is neither a table nor a value`);
    offset = end + 1;
  }
  return root;
}

/** `[a.b]` opens or continues a table; `[[a.b]]` begins another one of the same name. */
function openTable(root: OpenMap, name: string, another: boolean, line: number): OpenMap {
  const parts = name.split('.').map((part) => part.trim().replace(/^["']|["']$/gu, ''));
  let table = root;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const existing = table.entries.findLast(({ key }) => key.value === part)?.value;
    if (existing && isOpen(existing) && !(isLast && another)) table = existing;
    else {
      const opened: OpenMap = { kind: 'map', entries: [], line, column: 1 };
      table.entries.push({ key: keyNode(part, line, part), value: opened });
      table = opened;
    }
  }
  return table;
}

function isOpen(node: DataNode): node is OpenMap {
  return node.kind === 'map';
}

function keyNode(written: string, line: number, source: string): ScalarNode {
  const value = written.replace(/^["']|["']$/gu, '');
  const column = source.indexOf(written) + 1;
  return { kind: 'scalar', value, line, column, endColumn: column + written.length };
}
