import type {
  BaseFact,
  ClassFact,
  ExportFact,
  ImportFact,
  MarkerFact,
  MethodFact,
  ParseProblem,
  Signal,
  SignalKind,
  SourceFacts,
} from '../../core/facts/source-facts.js';
import type { Range } from '../../core/text/span.js';

/**
 * Facts as short JSON arrays: a third of the size of the objects, and cheaper to read back than they are. They travel from workers and rest
 * in the cache in this form; whoever changes a shape changes both directions here. Elements are read by their places: to take an array apart
 * by a pattern is to iterate over it, which takes several times as long until it has been optimized.
 */
type Packed<T extends readonly unknown[]> = T;
type PackedRange = Packed<[line: number, column: number, endLine: number, endColumn: number]>;
type PackedImport = Packed<[module: string, symbol: string | 0, local: string, unconditional: 0 | 1, ...PackedRange]>;
type PackedBase = Packed<[text: string, resolved: string | 0, ...PackedRange]>;
type PackedMethod = Packed<[name: string, flags: number, decorators: readonly string[] | 0, ...PackedRange]>;
type PackedClass = Packed<
  [
    name: string,
    nameRange: PackedRange,
    range: PackedRange,
    topLevel: 0 | 1,
    bases: PackedBase[],
    keywords: readonly string[],
    decorators: readonly string[],
    methods: PackedMethod[],
    superInitCalls: number,
  ]
>;
type PackedSignal = Packed<
  [
    kind: SignalKind,
    detail: string,
    message: string | 0,
    classIndex: number,
    functionName: string | 0,
    inLoop: 0 | 1,
    ...PackedRange,
  ]
>;
type PackedProblem = Packed<[code: ParseProblem['code'], message: string, ...PackedRange]>;
type PackedMarker = Packed<[agent: string, ...PackedRange]>;
type PackedExport = Packed<[exported: string, name: string, module?: string]>;
type PackedFacts = Packed<
  [
    languageId: SourceFacts['languageId'],
    problems: PackedProblem[],
    imports: PackedImport[],
    classes: PackedClass[],
    signals: PackedSignal[],
    entryPointClasses: readonly string[],
    hasEntryPoint: 0 | 1,
    mentions: readonly string[],
    ignored: 0 | 1,
    markers: PackedMarker[],
    exports?: PackedExport[],
  ]
>;

const bit = (value: boolean): 0 | 1 => (value ? 1 : 0);

export function encodeFacts(facts: SourceFacts): string {
  const packed: PackedFacts = [
    facts.languageId,
    facts.problems.map(packProblem),
    facts.imports.map(packImport),
    facts.classes.map(packClass),
    facts.signals.map(packSignal),
    facts.entryPointClasses,
    bit(facts.hasEntryPoint),
    facts.mentions,
    bit(facts.ignored),
    facts.markers.map(packMarker),
  ];
  if (facts.exports) packed.push(facts.exports.map(packExport));
  return JSON.stringify(packed);
}

/** The facts that `encodeFacts` wrote; throws a SyntaxError for text that is no JSON. */
export function decodeFacts(text: string): SourceFacts {
  const packed = JSON.parse(text) as PackedFacts;
  const facts: SourceFacts = {
    languageId: packed[0],
    problems: packed[1].map(unpackProblem),
    imports: packed[2].map(unpackImport),
    classes: packed[3].map(unpackClass),
    signals: packed[4].map(unpackSignal),
    entryPointClasses: packed[5],
    hasEntryPoint: packed[6] === 1,
    mentions: packed[7],
    ignored: packed[8] === 1,
    markers: packed[9].map(unpackMarker),
  };
  return packed[10] ? { ...facts, exports: packed[10].map(unpackExport) } : facts;
}

const packRange = ({ line, column, endLine, endColumn }: Range): PackedRange => [line, column, endLine, endColumn];

const rangeAt = (line: number, column: number, endLine: number, endColumn: number): Range => ({
  line,
  column,
  endLine,
  endColumn,
});

const unpackRange = (packed: PackedRange): Range => rangeAt(packed[0], packed[1], packed[2], packed[3]);

function packProblem({ code, message, range }: ParseProblem): PackedProblem {
  return [code, message, range.line, range.column, range.endLine, range.endColumn];
}

function unpackProblem(packed: PackedProblem): ParseProblem {
  return { code: packed[0], message: packed[1], range: rangeAt(packed[2], packed[3], packed[4], packed[5]) };
}

function packMarker({ agent, range }: MarkerFact): PackedMarker {
  return [agent, range.line, range.column, range.endLine, range.endColumn];
}

function unpackMarker(packed: PackedMarker): MarkerFact {
  return { agent: packed[0], range: rangeAt(packed[1], packed[2], packed[3], packed[4]) };
}

function packImport({ module, symbol, local, range, unconditional }: ImportFact): PackedImport {
  const { line, column, endLine, endColumn } = range;
  return [module, symbol ?? 0, local, bit(unconditional), line, column, endLine, endColumn];
}

function unpackImport(packed: PackedImport): ImportFact {
  const module = packed[0];
  const symbol = packed[1];
  const local = packed[2];
  const range = rangeAt(packed[4], packed[5], packed[6], packed[7]);
  const unconditional = packed[3] === 1;
  return symbol === 0 ? { module, local, range, unconditional } : { module, local, range, unconditional, symbol };
}

const packExport = ({ exported, name, module }: ExportFact): PackedExport =>
  module === undefined ? [exported, name] : [exported, name, module];

function unpackExport(packed: PackedExport): ExportFact {
  const module = packed[2];
  const fact = { exported: packed[0], name: packed[1] };
  return module === undefined ? fact : { ...fact, module };
}

function packBase({ text, resolved, range }: BaseFact): PackedBase {
  return [text, resolved === text ? 0 : resolved, range.line, range.column, range.endLine, range.endColumn];
}

function unpackBase(packed: PackedBase): BaseFact {
  const resolved = packed[1];
  return {
    text: packed[0],
    resolved: resolved === 0 ? packed[0] : resolved,
    range: rangeAt(packed[2], packed[3], packed[4], packed[5]),
  };
}

const ASYNC = 1;
const CALLS_SUPER = 2;
const ABSTRACT = 4;

function packMethod(method: MethodFact): PackedMethod {
  const { line, column, endLine, endColumn } = method.nameRange;
  const flags =
    (method.isAsync ? ASYNC : 0) | (method.callsSuper ? CALLS_SUPER : 0) | (method.isAbstract ? ABSTRACT : 0);
  const decorators = method.decorators.length === 0 ? 0 : method.decorators;
  return [method.name, flags, decorators, line, column, endLine, endColumn];
}

function unpackMethod(packed: PackedMethod): MethodFact {
  const flags = packed[1];
  const decorators = packed[2];
  return {
    name: packed[0],
    nameRange: rangeAt(packed[3], packed[4], packed[5], packed[6]),
    isAsync: (flags & ASYNC) !== 0,
    decorators: decorators === 0 ? [] : decorators,
    callsSuper: (flags & CALLS_SUPER) !== 0,
    isAbstract: (flags & ABSTRACT) !== 0,
  };
}

const packClass = (fact: ClassFact): PackedClass => [
  fact.name,
  packRange(fact.nameRange),
  packRange(fact.range),
  bit(fact.topLevel),
  fact.bases.map(packBase),
  fact.keywords,
  fact.decorators,
  fact.methods.map(packMethod),
  fact.superInitCalls,
];

const unpackClass = (packed: PackedClass): ClassFact => ({
  name: packed[0],
  nameRange: unpackRange(packed[1]),
  range: unpackRange(packed[2]),
  topLevel: packed[3] === 1,
  bases: packed[4].map(unpackBase),
  keywords: packed[5],
  decorators: packed[6],
  methods: packed[7].map(unpackMethod),
  superInitCalls: packed[8],
});

function packSignal(signal: Signal): PackedSignal {
  const { kind, detail, range } = signal;
  const message = signal.message === detail ? 0 : signal.message;
  const where = signal.functionName ?? 0;
  const { line, column, endLine, endColumn } = range;
  return [kind, detail, message, signal.classIndex ?? -1, where, bit(signal.inLoop), line, column, endLine, endColumn];
}

function unpackSignal(packed: PackedSignal): Signal {
  const detail = packed[1];
  const message = packed[2];
  const classIndex = packed[3];
  const functionName = packed[4];
  return {
    kind: packed[0],
    range: rangeAt(packed[6], packed[7], packed[8], packed[9]),
    detail,
    message: message === 0 ? detail : message,
    classIndex: classIndex < 0 ? undefined : classIndex,
    functionName: functionName === 0 ? undefined : functionName,
    inLoop: packed[5] === 1,
  };
}
