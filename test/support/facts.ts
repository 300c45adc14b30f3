import type {
  BaseFact,
  ClassFact,
  ImportFact,
  MethodFact,
  Signal,
  SignalKind,
  SourceFacts,
} from '../../src/core/facts/source-facts.js';
import type { Range } from '../../src/core/text/span.js';
import type { SourceFile } from '../../src/core/workspace/source-file.js';

/** Facts made by hand, for tests of what is concluded from them. */
function facts(parts: Partial<SourceFacts> = {}): SourceFacts {
  return {
    languageId: 'python',
    problems: [],
    imports: [],
    classes: [],
    signals: [],
    entryPointClasses: [],
    hasEntryPoint: (parts.entryPointClasses ?? []).length > 0,
    mentions: [],
    ignored: false,
    markers: [],
    ...parts,
  };
}

export function at(line: number, endLine = line): Range {
  return { line, column: 1, endLine, endColumn: 10 };
}

export function sourceFile(path: string, parts: Partial<SourceFacts> = {}, sizeBytes = 1000): SourceFile {
  return { path, sha256: `sha of ${path}`, sizeBytes, facts: facts(parts) };
}

export function byPath(...files: readonly SourceFile[]): ReadonlyMap<string, SourceFile> {
  return new Map(files.map((file) => [file.path, file]));
}

/** A class of ten lines from `line`; bases are written `Name` or `Name=dotted.name`. */
export function classFact(
  name: string,
  parts: Partial<ClassFact> & { line?: number; extends?: readonly string[] } = {},
): ClassFact {
  const { line = 10, extends: bases = [], ...rest } = parts;
  return {
    name,
    nameRange: at(line),
    range: at(line, line + 9),
    topLevel: true,
    bases: bases.map(baseFact),
    keywords: [],
    decorators: [],
    methods: [],
    superInitCalls: 0,
    ...rest,
  };
}

function baseFact(written: string): BaseFact {
  const [text = written, resolved = text] = written.split('=');
  return { text, resolved, range: at(10) };
}

export function method(name: string, parts: Partial<MethodFact> = {}): MethodFact {
  return { name, nameRange: at(12), isAsync: false, decorators: [], callsSuper: false, isAbstract: false, ...parts };
}

/** `from module import symbol`; without a symbol `import module`. */
export function imported(module: string, symbol?: string, parts: Partial<ImportFact> = {}): ImportFact {
  const local = symbol ?? module.split('.')[0] ?? module;
  return { module, ...(symbol === undefined ? {} : { symbol }), local, range: at(1), unconditional: true, ...parts };
}

/** A use in the first class of the file, in its line 13. */
export function signal(kind: SignalKind, parts: Partial<Signal> = {}): Signal {
  const place = { classIndex: 0, functionName: undefined, inLoop: false };
  return { kind, range: at(13), detail: '', message: `use of ${kind}`, ...place, ...parts };
}

/** The same at module level. */
export function moduleSignal(kind: SignalKind, parts: Partial<Signal> = {}): Signal {
  return signal(kind, { range: at(100), classIndex: undefined, ...parts });
}
