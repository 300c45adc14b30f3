import type { Node } from 'web-tree-sitter';
import { field, statements, stringValue } from './syntax.js';

export interface ParameterModel {
  readonly name: string;
  readonly kind: 'plain' | 'keyword-only' | 'list' | 'dictionary';
  readonly default?: Node;
  /** As written, without its annotation. */
  readonly text: string;
}

export interface MethodModel {
  readonly name: string;
  readonly className: string;
  /** The `function_definition`. */
  readonly node: Node;
  readonly body: Node;
  /** The first parameter; empty for a static method. */
  readonly self: string;
  /** After `self`. */
  readonly parameters: readonly ParameterModel[];
  readonly isAsync: boolean;
  /** Decorators as written, without `@` and arguments. */
  readonly decorators: readonly string[];
}

export interface ClassModel {
  readonly name: string;
  readonly node: Node;
  /** Base classes as written. */
  readonly bases: readonly string[];
  readonly methods: readonly MethodModel[];
  /** Names that the class body assigns, with their values. */
  readonly classAttributes: ReadonlyMap<string, Node | undefined>;
}

/** The class called `name` at the top level of a module, or inside its top-level `if` and `try` statements. */
export function findClass(module: Node, name: string): ClassModel | undefined {
  for (const statement of module.namedChildren) {
    const definition = definitionOf(statement);
    if (definition.type === 'class_definition' && field(definition, 'name')?.text === name)
      return modelOf(definition, name);
    if (['if_statement', 'try_statement', 'else_clause', 'except_clause', 'block'].includes(statement.type)) {
      const found = findClass(statement, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Whether a method consists of nothing but a docstring, `pass`, `...` or a bare `return`. */
export function isTrivial(method: MethodModel): boolean {
  return statements(method.body).every(
    (one) =>
      one.type === 'pass_statement' ||
      (one.type === 'return_statement' && (one.namedChildren[0]?.type ?? 'none') === 'none') ||
      (one.type === 'expression_statement' && ['string', 'ellipsis'].includes(one.namedChildren[0]?.type ?? '')),
  );
}

/** Whether subclasses must define the method: it is declared abstract, or only raises NotImplementedError. */
export function isAbstract(method: MethodModel): boolean {
  if (method.decorators.some((one) => /(^|\.)abstract(method|property)$/.test(one))) return true;
  const meaningful = statements(method.body).filter((one) => stringValue(one.namedChildren[0]) === undefined);
  return meaningful.length === 1 && /^raise\s+NotImplementedError\b/.test(meaningful[0]?.text ?? '');
}

function definitionOf(statement: Node): Node {
  return field(statement, 'definition') ?? statement;
}

function modelOf(node: Node, name: string): ClassModel {
  const body = statements(field(node, 'body'));
  const arguments_ = field(node, 'superclasses')?.namedChildren ?? [];
  const bases = arguments_.filter((one) => one.type !== 'keyword_argument').map((one) => field(one, 'value') ?? one);
  return {
    name,
    node,
    bases: bases.map((base) => base.text),
    methods: body.flatMap((statement) => methodOf(statement, name) ?? []),
    classAttributes: new Map(body.flatMap(classAttributesOf)),
  };
}

function classAttributesOf(statement: Node): (readonly [string, Node | undefined])[] {
  const assignment = statement.namedChildren[0];
  if (statement.type !== 'expression_statement' || assignment?.type !== 'assignment') return [];
  const left = field(assignment, 'left');
  return left?.type === 'identifier' ? [[left.text, field(assignment, 'right')]] : [];
}

function methodOf(statement: Node, className: string): MethodModel | undefined {
  const node = definitionOf(statement);
  const body = field(node, 'body');
  if (node.type !== 'function_definition' || body === undefined) return undefined;
  const decorators = statement.namedChildren
    .filter((one) => one.type === 'decorator')
    .map((one) =>
      one.text
        .replace(/^@\s*/, '')
        .replace(/\([\s\S]*$/, '')
        .trim(),
    );
  const parameters = parametersOf(field(node, 'parameters'));
  const isStatic = decorators.includes('staticmethod');
  return {
    name: field(node, 'name')?.text ?? '',
    className,
    node,
    body,
    self: isStatic ? '' : (parameters[0]?.name ?? ''),
    parameters: isStatic ? parameters : parameters.slice(1),
    isAsync: node.children.some((child) => child.type === 'async'),
    decorators,
  };
}

function parametersOf(list: Node | undefined): readonly ParameterModel[] {
  let onlyByKeyword = false;
  return (list?.namedChildren ?? []).flatMap((node): ParameterModel[] => {
    if (node.type === 'comment' || node.type === 'positional_separator') return [];
    if (node.type === 'keyword_separator') {
      onlyByKeyword = true;
      return [];
    }
    const parameter = parameterOf(node, onlyByKeyword);
    onlyByKeyword ||= parameter.kind === 'list';
    return [parameter];
  });
}

function parameterOf(node: Node, onlyByKeyword: boolean): ParameterModel {
  const target = field(node, 'name') ?? (node.type === 'typed_parameter' ? (node.namedChildren[0] ?? node) : node);
  const value = field(node, 'value');
  const name = target.text.replace(/^\*+/, '');
  if (target.type === 'list_splat_pattern') return { name, kind: 'list', text: target.text };
  if (target.type === 'dictionary_splat_pattern') return { name, kind: 'dictionary', text: target.text };
  const kind = onlyByKeyword ? 'keyword-only' : 'plain';
  return value === undefined
    ? { name, kind, text: name }
    : { name, kind, default: value, text: `${name}=${value.text}` };
}
