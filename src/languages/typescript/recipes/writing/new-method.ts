import { ts } from 'ts-morph';
import type { ContractMethod } from '../../../../core/contract/contract.js';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { Span } from '../../../../core/text/span.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import { hasModifier } from '../../rewrite/agent-syntax.js';
import { indentationAt, lineEndAt, startsOwnLine } from '../../rewrite/syntax/lines.js';
import { styleOf } from '../../rewrite/syntax/style.js';
import type { TypeScriptContext } from '../../rewrite/typescript-recipe.js';

export interface NewMethod {
  /** What the method overrides; its visibility and the name are kept. */
  readonly overrides: ContractMethod;
  /** With types, without them in JavaScript: `request: unknown`. */
  readonly parameters?: string;
  /** What is written behind the parameters in TypeScript; nothing: left to the compiler. */
  readonly returns?: string;
  readonly isAsync: boolean;
  /** Statements without indentation and without what ends them. */
  readonly lines: readonly string[];
}

/** A method at the end of the class, as the class is written; `undefined` for a class whose end shares its line. */
export function appendMethod(context: TypeScriptContext, method: NewMethod): TextEdit | undefined {
  const place = endOfClass(context);
  return place && { start: place.start, end: place.start, newText: methodText(context, method, place) };
}

/** The same in place of the closing brace: of two such methods only one can be added. */
export function appendOnlyMethod(context: TypeScriptContext, method: NewMethod): TextEdit | undefined {
  const { text } = context.module;
  const place = endOfClass(context);
  return place && { ...place, newText: methodText(context, method, place) + text.slice(place.start, place.end) };
}

function endOfClass(context: TypeScriptContext): Span | undefined {
  const { module, agent } = context;
  const { text } = module;
  const close = agent.node.end - 1;
  const last = agent.node.members.at(-1);
  if (!startsOwnLine(text, close) || !last) return undefined;
  return startsOwnLine(text, last.getStart(module.file))
    ? { start: startOfLine(text, close), end: close + 1 }
    : undefined;
}

function methodText(context: TypeScriptContext, method: NewMethod, { start }: Span): string {
  const { module, agent } = context;
  const [first] = agent.node.members;
  const margin = first ? indentationAt(module.text, first.getStart(module.file)) : styleOf(module).indent;
  const end = lineEndAt(module.text, Math.max(0, start - 1));
  const lines = methodLines(context, method).map((line) => `${margin}${line}${end}`);
  return `${end}${lines.join('')}`;
}

function methodLines(context: TypeScriptContext, method: NewMethod): readonly string[] {
  const { module } = context;
  const { indent, end } = styleOf(module);
  const { overrides, parameters = '', returns, isAsync, lines } = method;
  const isTyped = !module.isJavaScript;
  const visibility = overrides.visibility === undefined || !isTyped ? [] : [overrides.visibility];
  const override = isTyped && saysOverride(context) ? ['override'] : [];
  const words = [...visibility, ...override, ...(isAsync ? ['async'] : [])].map((word) => `${word} `).join('');
  const given = isTyped ? parameters : parameters.replace(/: \w+/g, '');
  const result = isTyped && returns !== undefined ? `: ${returns}` : '';
  return [`${words}${overrides.name}(${given})${result} {`, ...lines.map((line) => `${indent}${line}${end}`), '}'];
}

/** Whether a member that overrides one of the base says so. */
const saysOverride = ({ agent, project }: Pick<TypeScriptContext, 'agent' | 'project'>): boolean =>
  project.wantsOverride || agent.node.members.some((one) => hasModifier(one, ts.SyntaxKind.OverrideKeyword));
