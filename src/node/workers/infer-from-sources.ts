import type { Tree } from 'web-tree-sitter';
import type { InferredContract } from '../../core/contract/inferred-contract.js';
import { decode } from '../../languages/python/decode.js';
import { inferContract } from '../../languages/python/infer-contract.js';
import { loadPythonParser } from '../../languages/python/parser.js';
import type { InferRequest } from './language-tasks.js';

/** Parses the modules of a base class and reads its contract; the trees lie outside the collector's reach and are given back. */
export async function inferFromSources({
  wasmFolder,
  sources,
  ...wanted
}: InferRequest): Promise<InferredContract | undefined> {
  const parser = await loadPythonParser(wasmFolder);
  const trees = new Map<string, Tree>();
  try {
    for (const { module, bytes } of sources) {
      const decoded = decode(bytes);
      if (decoded.ok) trees.set(module, parser.parse(decoded.source.text));
    }
    const roots = [...trees].map(([module, tree]) => [module, tree.rootNode] as const);
    return inferContract({ ...wanted, sources: new Map(roots) });
  } finally {
    for (const tree of trees.values()) tree.delete();
  }
}
