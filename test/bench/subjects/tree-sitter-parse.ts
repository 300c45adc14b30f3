/** Parses the files named on standard input with one of three parsers and prints what the parsing alone took. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';
import path from 'node:path';

interface Input {
  readonly files: readonly string[];
  readonly parser: 'native' | 'napi' | 'wasm';
  /** Folder whose node_modules holds the parser. */
  readonly modules: string;
}

type Parse = (text: string) => void;

async function loadParser({ parser, modules }: Input): Promise<Parse> {
  const load = createRequire(path.join(modules, 'package.json'));
  if (parser === 'native') return loadNative(load);
  if (parser === 'napi') return loadNapi(load);
  return loadWasm();
}

interface NativeParser {
  setLanguage(language: unknown): void;
  parse(text: string, before: undefined, options: { bufferSize: number }): unknown;
}

function loadNative(load: NodeJS.Require): Parse {
  const Parser = load('tree-sitter') as new () => NativeParser;
  const parser = new Parser();
  parser.setLanguage(load('tree-sitter-python'));
  // The default buffer of 32 KB cannot hold a larger text.
  return (text) => void parser.parse(text, undefined, { bufferSize: 2 * text.length + 1024 });
}

function loadNapi(load: NodeJS.Require): Parse {
  const { registerDynamicLanguage, parse } = load('@ast-grep/napi') as {
    readonly registerDynamicLanguage: (languages: Readonly<Record<string, unknown>>) => void;
    readonly parse: (language: string, text: string) => { root(): unknown };
  };
  registerDynamicLanguage({ python: load('@ast-grep/lang-python') });
  return (text) => void parse('python', text).root();
}

async function loadWasm(): Promise<Parse> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load('dist/tree-sitter-python.wasm'));
  return (text) => parser.parse(text)?.delete();
}

const input = (await json(process.stdin)) as Input;
const parse = await loadParser(input);
const texts = input.files.map((file) => readFileSync(file, 'utf8'));
const startedMs = performance.now();
const before = process.cpuUsage();
for (const text of texts) parse(text);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 }));
