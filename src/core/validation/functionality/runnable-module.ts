import type { RecordedValue } from './recorded-trace.js';

/** A module of the workspace as JavaScript that Node can run, with what it asks of other modules. */
export interface RunnableModule {
  readonly code: string;
  /** Whether it is written with `import` and `export`; otherwise it is a CommonJS module. */
  readonly isModule: boolean;
  /** Static imports and re-exports: a module must offer all of the names, or the import fails. */
  readonly links: readonly { readonly specifier: string; readonly names: readonly string[] }[];
  /** Specifiers of `import()` and `require()`, and texts that look like the path of a module, such as that of a worker. */
  readonly mentioned: readonly string[];
  /** Names of CommonJS that the top level binds itself, such as `__dirname`. */
  readonly bound: readonly string[];
}

/** Arguments as plain data; `{"~": "function"}`, `{"~": "bytes"}` and `{"~": "date"}` stand for what JSON has no form for. */
export type InputValue = RecordedValue;

/** What the agents of a module are constructed, called and asked with, read from the text before its migration. */
export interface AgentInputs {
  readonly classes: Readonly<Record<string, ClassInputs>>;
  /** Bodies of requests, the plain ones first. */
  readonly requests: readonly InputValue[];
  /** What others answer the agent, beside what everybody answers: the fields that the text reads of anything. */
  readonly answer: Readonly<Record<string, InputValue>>;
  /** Paths of URLs that the text compares or registers. */
  readonly routes: readonly string[];
}

export interface ClassInputs {
  readonly construct: readonly InputValue[];
  /** In source order; each with several lists of arguments. */
  readonly methods: readonly MethodInputs[];
}

export interface MethodInputs {
  readonly name: string;
  readonly calls: readonly (readonly InputValue[])[];
  /** Declared so: whoever calls it from outside has to go round the compiler. */
  readonly isPrivate: boolean;
}

/** `reason` says what keeps a text from being run. */
export type Runnable = { readonly module: RunnableModule; readonly inputs?: AgentInputs } | { readonly reason: string };

export interface RunnableRequest {
  /** Relative to the workspace. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Classes of the top level whose instances are watched; their inputs come along. */
  readonly classes: readonly string[];
}
