import path from 'node:path';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { isRuntime, NativeNodes } from './native-nodes.js';

/** A parser for Python; its trees are freed by whoever asked for them. */
export interface PythonParser {
  readonly nodes: NativeNodes;
  /** By the number of a type. */
  readonly typeNames: readonly string[];
  parse(text: string): Tree;
}

/** CPython ends a line at each of them, the parser at none: it reads a line feed in its place, which leaves every offset as it is. */
const loneCarriageReturns = /\r(?!\n)/g;

const loading = new Map<string, Promise<PythonParser>>();

/** Loads the parser from the folder that holds `web-tree-sitter.wasm` and `tree-sitter-python.wasm`, once. */
export async function loadPythonParser(wasmFolder: string): Promise<PythonParser> {
  const known = loading.get(wasmFolder);
  if (known) return await known;
  const load = startParser(wasmFolder);
  loading.set(wasmFolder, load);
  return await load;
}

let runtime: Promise<NativeNodes> | undefined;

/** There is one runtime, made of the options that it was first started with. */
async function startRuntime(wasmFolder: string): Promise<NativeNodes> {
  const options = { locateFile: (name: string) => path.join(wasmFolder, name) };
  await Parser.init(options);
  if (!isRuntime(options)) throw new Error('The Python parser was started before.');
  return new NativeNodes(options);
}

async function startParser(wasmFolder: string): Promise<PythonParser> {
  const nodes = await (runtime ??= startRuntime(wasmFolder));
  const language = await Language.load(path.join(wasmFolder, 'tree-sitter-python.wasm'));
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    nodes,
    typeNames: Array.from({ length: language.nodeTypeCount }, (_, id) => language.nodeTypeForId(id) ?? ''),
    parse(text) {
      const tree = parser.parse(text.replace(loneCarriageReturns, '\n'));
      // Only a parser without a language, or one that is cancelled, gives no tree.
      if (!tree) throw new Error('The Python parser gave no tree.');
      return tree;
    },
  };
}
