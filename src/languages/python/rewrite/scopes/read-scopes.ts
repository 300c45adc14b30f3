import { kindOf } from '../syntax/node-table.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import { bindPattern, bindTarget } from './binding-forms.js';
import { Scope } from './scope.js';

type Reader = (node: SyntaxNode, scope: Scope, text: string) => void;

/** All scopes of a module. */
export function readScopes(root: SyntaxNode, text: string): Scope {
  const module = new Scope('module', root, undefined);
  readChildren(root, module, text);
  return module;
}

function read(node: SyntaxNode, scope: Scope, text: string): void {
  const reader = readers[node.type];
  if (reader) reader(node, scope, text);
  else readChildren(node, scope, text);
}

function readChildren(node: SyntaxNode, scope: Scope, text: string): void {
  for (const found of node.topmost(kindsWithReader)) readers[found.type]?.(found, scope, text);
}

function readAt(nodes: readonly SyntaxNode[], index: number, scope: Scope, text: string): void {
  const node = nodes[index];
  if (node) read(node, scope, text);
}

const textOf = (node: SyntaxNode, text: string): string => node.name || text.slice(node.start, node.end);

const readAll = (nodes: readonly SyntaxNode[], scope: Scope, text: string): void => {
  for (const node of nodes) read(node, scope, text);
};

/** How each kind of node that is more than the sum of its children binds and reads names. */
const readers: Readonly<Record<string, Reader>> = Object.assign(Object.create(null) as Record<string, Reader>, {
  identifier: (node, scope, text) => scope.load(textOf(node, text), node),
  attribute: readFirst,
  member_type: readFirst,
  keyword_argument: (node, scope, text) => readAll(node.parts.slice(1), scope, text),
  assignment: readAssignment,
  augmented_assignment: readAugmented,
  named_expression: readWalrus,
  for_statement: readFor,
  as_pattern: readAs,
  delete_statement: readDelete,
  global_statement: (node, scope, text) => {
    for (const name of node.childrenOf('identifier')) {
      scope.addGlobal(textOf(name, text));
      scope.module.bind(textOf(name, text), name);
    }
  },
  nonlocal_statement: (node, scope, text) => {
    for (const name of node.childrenOf('identifier')) scope.addNonlocal(textOf(name, text));
  },
  import_statement: readImport,
  import_from_statement: (node, scope, text) => bindImported(node.parts.slice(1), scope, text),
  future_import_statement: (node, scope, text) => bindImported(node.parts, scope, text),
  function_definition: readFunction,
  lambda: readLambda,
  class_definition: readClass,
  list_comprehension: readComprehension,
  set_comprehension: readComprehension,
  dictionary_comprehension: readComprehension,
  generator_expression: readComprehension,
  case_clause: readCase,
  type_alias_statement: readTypeAlias,
} satisfies Record<string, Reader>);

const kindsWithReader: ReadonlySet<number> = new Set(Object.keys(readers).map(kindOf));

function readFirst(node: SyntaxNode, scope: Scope, text: string): void {
  readAt(node.parts, 0, scope, text);
}

/** Binds the names of a target; what stands in subscripts and before dots is read. */
function bind(target: SyntaxNode, scope: Scope, text: string): void {
  // Most targets are a name or an attribute, and need no visitor.
  if (target.type === 'identifier') scope.bind(textOf(target, text), target);
  else if (target.type === 'attribute') read(target, scope, text);
  else
    bindTarget(target, {
      bind: (name) => scope.bind(textOf(name, text), name),
      read: (node) => read(node, scope, text),
    });
}

function readAssignment(node: SyntaxNode, scope: Scope, text: string): void {
  const { parts } = node;
  for (let index = 1; index < parts.length; index++) readAt(parts, index, scope, text);
  if (parts[0]) bind(parts[0], scope, text);
}

function readAugmented(node: SyntaxNode, scope: Scope, text: string): void {
  const [target] = node.parts;
  readChildren(node, scope, text);
  if (target?.type === 'identifier') bind(target, scope, text);
}

function readWalrus(node: SyntaxNode, scope: Scope, text: string): void {
  const [target, value] = node.parts;
  let owner = scope;
  while (owner.kind === 'comprehension' && owner.parent) owner = owner.parent;
  if (target) owner.bind(textOf(target, text), target);
  if (value) read(value, scope, text);
}

function readFor(node: SyntaxNode, scope: Scope, text: string): void {
  const [target, ...rest] = node.parts;
  if (target) bind(target, scope, text);
  readAll(rest, scope, text);
}

function readAs(node: SyntaxNode, scope: Scope, text: string): void {
  for (const part of node.parts) {
    if (part.type === 'as_pattern_target') for (const target of part.parts) bind(target, scope, text);
    else read(part, scope, text);
  }
}

function readDelete(node: SyntaxNode, scope: Scope, text: string): void {
  const targets = node.parts.flatMap((part) => (part.type === 'expression_list' ? part.parts : [part]));
  for (const target of targets) {
    if (target.type === 'identifier') scope.load(textOf(target, text), target);
    bind(target, scope, text);
  }
}

function readImport(node: SyntaxNode, scope: Scope, text: string): void {
  for (const part of node.parts) {
    const name = part.type === 'aliased_import' ? part.parts[1] : part.parts[0];
    if (name) scope.bind(textOf(name, text), part);
  }
}

function bindImported(parts: readonly SyntaxNode[], scope: Scope, text: string): void {
  for (const part of parts) {
    if (part.type === 'dotted_name') scope.bind(textOf(part, text), part);
    const alias = part.type === 'aliased_import' ? part.parts[1] : undefined;
    if (alias) scope.bind(textOf(alias, text), part);
  }
}

/** The scope for what stands after type parameters, which are seen in the header and in the body. */
function typeParameterScope(node: SyntaxNode, scope: Scope, text: string): Scope {
  const parameters = node.child('type_parameter');
  if (!parameters) return scope;
  const inner = new Scope('type-parameters', node, scope);
  for (const parameter of parameters.parts) {
    const name = parameter.walk().find(({ type }) => type === 'identifier');
    if (name) inner.bind(textOf(name, text), name);
    for (const bound of parameter.parts.flatMap(({ parts }) => parts.slice(1))) read(bound, inner, text);
  }
  return inner;
}

function readFunction(node: SyntaxNode, scope: Scope, text: string): void {
  const name = node.child('identifier');
  if (name) scope.bind(textOf(name, text), name);
  const around = typeParameterScope(node, scope, text);
  const parameters = node.child('parameters');
  const readBody = (inner: Scope): void => {
    if (parameters) bindParameters(parameters, inner, text);
    readAll(node.childrenOf('block'), inner, text);
  };
  // Whoever asks for a name of the module wants to know of all places that bind it.
  const bindsGlobals = node.tree.placesBelow(node, 'global_statement').length > 0;
  const inner = new Scope('function', node, around, bindsGlobals ? undefined : readBody);
  if (parameters) readDefaults(parameters, around, text);
  readAll(node.childrenOf('type'), around, text);
  if (bindsGlobals) readBody(inner);
}

function readLambda(node: SyntaxNode, scope: Scope, text: string): void {
  const inner = new Scope('function', node, scope);
  const parameters = node.child('lambda_parameters');
  if (parameters) {
    bindParameters(parameters, inner, text);
    readDefaults(parameters, scope, text);
  }
  readAll(
    node.parts.filter((part) => part !== parameters),
    inner,
    text,
  );
}

function bindParameters({ parts }: SyntaxNode, inner: Scope, text: string): void {
  for (const parameter of parts) {
    const target = isTyped(parameter) ? parameter.part(0) : parameter;
    const name = target?.type === 'identifier' ? target : target?.child('identifier');
    if (name) inner.bind(textOf(name, text), name);
  }
}

/** Defaults and types are evaluated where the function is defined. */
function readDefaults(parameters: SyntaxNode, around: Scope, text: string): void {
  for (const parameter of parameters.childrenOf(...typed)) readAll(parameter.parts.slice(1), around, text);
}

const typed = ['typed_parameter', 'default_parameter', 'typed_default_parameter'];
const isTyped = ({ type }: SyntaxNode): boolean => typed.includes(type);

function readClass(node: SyntaxNode, scope: Scope, text: string): void {
  const name = node.child('identifier');
  if (name) scope.bind(textOf(name, text), name);
  const around = typeParameterScope(node, scope, text);
  readAll(node.childrenOf('argument_list'), around, text);
  readAll(node.childrenOf('block'), new Scope('class', node, around), text);
}

function readComprehension(node: SyntaxNode, scope: Scope, text: string): void {
  const inner = new Scope('comprehension', node, scope);
  // Python evaluates the first iterable outside the comprehension.
  let iterableScope = scope;
  for (const clause of node.childrenOf('for_in_clause', 'if_clause')) {
    if (clause.type === 'if_clause') readChildren(clause, inner, text);
    else {
      const [target, ...iterables] = clause.parts;
      if (target) bind(target, inner, text);
      readAll(iterables, iterableScope, text);
      iterableScope = inner;
    }
  }
  const bodies = node.parts.filter(({ type }) => type !== 'for_in_clause' && type !== 'if_clause');
  readAll(bodies, inner, text);
}

function readCase(node: SyntaxNode, scope: Scope, text: string): void {
  for (const part of node.parts) {
    if (part.type !== 'case_pattern') read(part, scope, text);
    else
      bindPattern(part, {
        bind: (name) => scope.bind(textOf(name, text), name),
        read: (inner) => read(inner, scope, text),
      });
  }
}

function readTypeAlias(node: SyntaxNode, scope: Scope, text: string): void {
  const [left, ...values] = node.parts;
  const generic = left?.child('generic_type') ?? left;
  const name = generic?.child('identifier');
  if (name) scope.bind(textOf(name, text), name);
  const inner = generic ? typeParameterScope(generic, scope, text) : scope;
  readAll(values, inner, text);
}
