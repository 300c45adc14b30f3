import { ToolInputError } from './tool-input-error.js';

/** One parameter of a tool, from which its schema, its type and the check of what a client hands in follow. */
export interface Parameter {
  readonly type: 'string' | 'boolean' | 'integer';
  /** For a language model: what the value means and where it comes from. */
  readonly description: string;
  readonly required?: true;
  /** The only values that are taken. */
  readonly choices?: readonly string[];
  /** The least and the most of a number. */
  readonly range?: readonly [number, number];
}

export type ParameterTable = Readonly<Record<string, Parameter>>;

type ValueOf<P extends Parameter> = P extends { readonly type: 'boolean' }
  ? boolean
  : P extends { readonly type: 'integer' }
    ? number
    : P extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : string;

type RequiredNames<T extends ParameterTable> = {
  [Name in keyof T]: T[Name] extends { readonly required: true } ? Name : never;
}[keyof T];

export type ParameterValues<T extends ParameterTable> = {
  readonly [Name in RequiredNames<T>]: ValueOf<T[Name]>;
} & { readonly [Name in Exclude<keyof T, RequiredNames<T>>]?: ValueOf<T[Name]> };

/** The JSON Schema of a tool's input. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: string[];
  readonly additionalProperties: false;
}

export function inputSchemaOf(table: ParameterTable): InputSchema {
  const entries = Object.entries(table);
  const required = entries.filter(([, parameter]) => parameter.required === true).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, parameter]) => [name, schemaOf(parameter)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function schemaOf({ type, description, choices, range }: Parameter): object {
  return {
    type,
    description,
    ...(choices === undefined ? {} : { enum: choices }),
    ...(range === undefined ? {} : { minimum: range[0], maximum: range[1] }),
  };
}

/** What a client handed in, checked against the table; throws `ToolInputError` with what to hand in instead. */
export function readParameters(table: ParameterTable, input: unknown): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ToolInputError('The input has to be an object.');
  }
  const values: Readonly<Record<string, unknown>> = { ...input };
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(table, name)) throw new ToolInputError(`There is no parameter "${name}".`);
  }
  for (const [name, parameter] of Object.entries(table)) {
    const value = values[name];
    if (value === undefined && parameter.required !== true) continue;
    if (!isTaken(parameter, value)) throw new ToolInputError(`"${name}" takes ${wanted(parameter)}.`);
  }
  return values;
}

function isTaken({ type, choices, range: [least, most] = [-Infinity, Infinity] }: Parameter, value: unknown): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    case 'string':
      return typeof value === 'string' && (choices?.includes(value) ?? true);
  }
}

function wanted({ type, choices, range }: Parameter): string {
  if (choices !== undefined) return `one of ${choices.join(', ')}`;
  if (range !== undefined) return `a whole number from ${range[0]} to ${range[1]}`;
  return { boolean: 'true or false', integer: 'a whole number', string: 'a text' }[type];
}
