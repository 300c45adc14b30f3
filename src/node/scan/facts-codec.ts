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
 * in the cache in this form; whoever changes a shape changes both directions here.
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
    facts.problems.map(({ code, message, range }) => [code, message, ...packRange(range)]),
    facts.imports.map(packImport),
    facts.classes.map(packClass),
    facts.signals.map(packSignal),
    facts.entryPointClasses,
    bit(facts.hasEntryPoint),
    facts.mentions,
    bit(facts.ignored),
    facts.markers.map(({ agent, range }) => [agent, ...packRange(range)]),
  ];
  return JSON.stringify(facts.exports ? [...packed, facts.exports.map(packExport)] : packed);
}

/** The facts that `encodeFacts` wrote; throws a SyntaxError for text that is no JSON. */
export function decodeFacts(text: string): SourceFacts {
  const packed = JSON.parse(text) as PackedFacts;
  const [languageId, problems, imports, classes, signals, entryPointClasses] = packed;
  const [, , , , , , hasEntryPoint, mentions, ignored, markers, exports] = packed;
  return {
    languageId,
    problems: problems.map(([code, message, ...range]): ParseProblem => ({ code, message, range: unpackRange(range) })),
    imports: imports.map(unpackImport),
    classes: classes.map(unpackClass),
    signals: signals.map(unpackSignal),
    entryPointClasses,
    hasEntryPoint: hasEntryPoint === 1,
    mentions,
    ignored: ignored === 1,
    markers: markers.map(([agent, ...range]): MarkerFact => ({ agent, range: unpackRange(range) })),
    ...(exports ? { exports: exports.map(unpackExport) } : {}),
  };
}

const packRange = ({ line, column, endLine, endColumn }: Range): PackedRange => [line, column, endLine, endColumn];

const unpackRange = ([line, column, endLine, endColumn]: PackedRange): Range => ({ line, column, endLine, endColumn });

const packImport = ({ module, symbol, local, range, unconditional }: ImportFact): PackedImport => [
  module,
  symbol ?? 0,
  local,
  bit(unconditional),
  ...packRange(range),
];

function unpackImport([module, symbol, local, unconditional, ...range]: PackedImport): ImportFact {
  const fact = { module, local, range: unpackRange(range), unconditional: unconditional === 1 };
  return symbol === 0 ? fact : { ...fact, symbol };
}

const packExport = ({ exported, name, module }: ExportFact): PackedExport =>
  module === undefined ? [exported, name] : [exported, name, module];

const unpackExport = ([exported, name, module]: PackedExport): ExportFact => ({
  exported,
  name,
  ...(module === undefined ? {} : { module }),
});

const packBase = ({ text, resolved, range }: BaseFact): PackedBase => [
  text,
  resolved === text ? 0 : resolved,
  ...packRange(range),
];

const unpackBase = ([text, resolved, ...range]: PackedBase): BaseFact => ({
  text,
  resolved: resolved === 0 ? text : resolved,
  range: unpackRange(range),
});

const ASYNC = 1;
const CALLS_SUPER = 2;
const ABSTRACT = 4;

const packMethod = (method: MethodFact): PackedMethod => [
  method.name,
  (method.isAsync ? ASYNC : 0) | (method.callsSuper ? CALLS_SUPER : 0) | (method.isAbstract ? ABSTRACT : 0),
  method.decorators.length === 0 ? 0 : method.decorators,
  ...packRange(method.nameRange),
];

const unpackMethod = ([name, flags, decorators, ...nameRange]: PackedMethod): MethodFact => ({
  name,
  nameRange: unpackRange(nameRange),
  isAsync: (flags & ASYNC) !== 0,
  decorators: decorators === 0 ? [] : decorators,
  callsSuper: (flags & CALLS_SUPER) !== 0,
  isAbstract: (flags & ABSTRACT) !== 0,
});

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

function unpackClass(packed: PackedClass): ClassFact {
  const [name, nameRange, range, topLevel, bases, keywords, decorators, methods, superInitCalls] = packed;
  return {
    name,
    nameRange: unpackRange(nameRange),
    range: unpackRange(range),
    topLevel: topLevel === 1,
    bases: bases.map(unpackBase),
    keywords,
    decorators,
    methods: methods.map(unpackMethod),
    superInitCalls,
  };
}

const packSignal = (signal: Signal): PackedSignal => [
  signal.kind,
  signal.detail,
  signal.message === signal.detail ? 0 : signal.message,
  signal.classIndex ?? -1,
  signal.functionName ?? 0,
  bit(signal.inLoop),
  ...packRange(signal.range),
];

function unpackSignal([kind, detail, message, classIndex, functionName, inLoop, ...range]: PackedSignal): Signal {
  return {
    kind,
    range: unpackRange(range),
    detail,
    message: message === 0 ? detail : message,
    ...(classIndex < 0 ? {} : { classIndex }),
    ...(functionName === 0 ? {} : { functionName }),
    inLoop: inLoop === 1,
  };
}
