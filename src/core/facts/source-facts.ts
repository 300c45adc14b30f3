import type { Range } from '../text/span.js';

export type LanguageId = 'python' | 'typescript';

/**
 * What one pass over one file saw, without judging it. Facts are plain data (they cross threads and rest in a cache), are made for
 * files that do not parse too, and never hold anything from another file.
 */
export interface SourceFacts {
  readonly languageId: LanguageId;
  /** Why the file is not a valid module, first problem first; empty when the structure guard is content. */
  readonly problems: readonly ParseProblem[];
  readonly imports: readonly ImportFact[];
  /** Classes in source order, nested ones included. */
  readonly classes: readonly ClassFact[];
  /** Uses of things that matter to risk, detection and readiness, in source order. */
  readonly signals: readonly Signal[];
  /** Names by which a TypeScript file offers something under another name, or something of another module. */
  readonly exports?: readonly ExportFact[];
  /** Names of classes, of the file's top level or imported, that its entry point (main guard, or functions it calls) instantiates. */
  readonly entryPointClasses: readonly string[];
  readonly hasEntryPoint: boolean;
  /** Other agents named in string literals or as identifiers: candidates for "refers to", resolved over the workspace. */
  readonly mentions: readonly string[];
  /** `agent-migrator: ignore` stands in a comment of the file, or the file is the output of a compiler. */
  readonly ignored: boolean;
  /** Names of agents in `# agent-migrator: <name> migrated to …` comments; a claim, never a proof. */
  readonly markers: readonly MarkerFact[];
}

export interface ParseProblem {
  readonly code: 'does-not-parse' | 'does-not-compile' | 'conflict-markers' | 'encoding' | 'too-large' | 'not-a-file';
  readonly range: Range;
  readonly message: string;
}

export interface MarkerFact {
  readonly agent: string;
  readonly range: Range;
}

export interface ImportFact {
  /** The module as written: Python's dotted, with its leading dots when relative; TypeScript's specifier. */
  readonly module: string;
  /** The imported name, `default` for a default export; `undefined` for the module itself, `*` for a star import. */
  readonly symbol?: string;
  /** The name bound in this file. */
  readonly local: string;
  readonly range: Range;
  /** False inside `if`, `try`, a function or a class. */
  readonly unconditional: boolean;
}

export interface ExportFact {
  /** The name others import; `default`, `export=` for the module as a whole, `*` for everything of `module`. */
  readonly exported: string;
  /** The name in this file, or in `module`; empty for the module as a whole. */
  readonly name: string;
  readonly module?: string;
}

export interface BaseFact {
  /** As written, without arguments of a subscript: `Generic` for `Generic[T]`. */
  readonly text: string;
  /** Through the file's import aliases: `common.core.base_agent.BaseAgent`; equal to `text` when nothing binds it. */
  readonly resolved: string;
  readonly range: Range;
}

export interface ClassFact {
  readonly name: string;
  readonly nameRange: Range;
  /** From the first decorator or `class` to the end of the last statement of the body. */
  readonly range: Range;
  readonly topLevel: boolean;
  readonly bases: readonly BaseFact[];
  /** Class keywords such as `metaclass`; of TypeScript, `abstract` and `declare`. */
  readonly keywords: readonly string[];
  /** Dotted names of decorators through aliases, without arguments. */
  readonly decorators: readonly string[];
  /** Of TypeScript, instance methods only, and the fields that hold functions not among them. */
  readonly methods: readonly MethodFact[];
  /** Number of calls of the base's constructor in the constructor. */
  readonly superInitCalls: number;
}

export interface MethodFact {
  readonly name: string;
  readonly nameRange: Range;
  readonly isAsync: boolean;
  readonly decorators: readonly string[];
  /** The method calls the method of the same name on `super()`, or on a base by its name. */
  readonly callsSuper: boolean;
  readonly isAbstract: boolean;
}

export type SignalKind =
  /** Read-only GPU query; detail = the call. */
  | 'gpu-query'
  /** Placement on a GPU; detail = the call. */
  | 'gpu-placement'
  /** A call that manages GPU memory, devices or streams; detail = the call. */
  | 'gpu-managing'
  /** A method whose name says that it manages VRAM, unloads or evicts; detail = its name. */
  | 'vram-method'
  /** A thread or timer is created; detail = its target. */
  | 'thread'
  /** The same for a thread that answers health checks. */
  | 'health-thread'
  | 'lock'
  | 'executor'
  | 'async-def'
  | 'asyncio'
  | 'process'
  /** Another program or script is started and runs beside the agent; detail = what runs. */
  | 'child-process'
  /** A command is run for its result; detail = the command. */
  | 'command'
  /** Something runs at intervals; detail = what holds the timer, empty when nothing does. */
  | 'timer'
  /** Memory that threads share. */
  | 'shared-memory'
  /** A database engine is used; detail = the engine, in lower case. */
  | 'database'
  /** A socket is created; detail = its type, such as REP or TCP. */
  | 'socket'
  | 'socket-bind'
  /** An HTTP or RPC server is created; detail = the framework. */
  | 'server'
  /** A loop that runs until the process ends; detail = its condition. */
  | 'service-loop'
  /** Messages of a socket, a queue or an emitter are waited for; detail = the call. */
  | 'subscription'
  /** A signal of the operating system is handled; detail = the signal. */
  | 'signal-handler'
  /** Code that answers a health check. */
  | 'health-check'
  /** Another agent is called by name; detail = that name. */
  | 'agent-message';

export interface Signal {
  readonly kind: SignalKind;
  readonly range: Range;
  readonly detail: string;
  /** One line for people: the source of the use, shortened. */
  readonly message: string;
  /** Index into `classes` of the innermost enclosing class; `undefined` at module level. */
  readonly classIndex: number | undefined;
  /** Name of the enclosing function or method, when there is one. */
  readonly functionName: string | undefined;
  /** The site stands in a loop or a comprehension, so it may run many times. */
  readonly inLoop: boolean;
}
