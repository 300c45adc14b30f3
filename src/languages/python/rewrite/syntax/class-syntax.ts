import type { SyntaxText } from './syntax-text.js';
import { isDocstring, statementsOf, undecorated, withDecorators } from './statements.js';
import type { SyntaxNode } from './syntax-node.js';

/** A class statement, taken apart. */
export interface ClassSyntax {
  readonly name: string;
  readonly nameNode: SyntaxNode;
  /** The `class` statement without its decorators. */
  readonly node: SyntaxNode;
  /** The same with its decorators. */
  readonly whole: SyntaxNode;
  /** The base list in its brackets. */
  readonly argumentList: SyntaxNode | undefined;
  readonly bases: readonly SyntaxNode[];
  /** Class keywords such as `metaclass=M`. */
  readonly keywords: readonly SyntaxNode[];
  readonly decorators: readonly SyntaxNode[];
  readonly body: SyntaxNode;
  /** Methods that stand directly in the body, in source order. */
  readonly methods: readonly MethodSyntax[];
  /** Statements of the body that are no methods, the docstring included. */
  readonly otherStatements: readonly SyntaxNode[];
}

export interface MethodSyntax {
  readonly name: string;
  readonly nameNode: SyntaxNode;
  readonly node: SyntaxNode;
  readonly whole: SyntaxNode;
  readonly isAsync: boolean;
  readonly kind: 'instance' | 'class' | 'static' | 'property';
  readonly decorators: readonly SyntaxNode[];
  readonly parameters: readonly ParameterSyntax[];
  /** The first parameter of an instance method: `self`, whatever it is called. */
  readonly selfName: string | undefined;
  readonly body: SyntaxNode;
  readonly statements: readonly SyntaxNode[];
}

export interface ParameterSyntax {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly kind: 'normal' | 'keyword-only' | '*' | '**';
  readonly default: SyntaxNode | undefined;
}

const blocksThatBindOutside = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'try_statement',
  'except_clause',
  'finally_clause',
  'with_statement',
  'for_statement',
  'while_statement',
  'match_statement',
  'case_clause',
  'block',
]);

/** Classes whose names are bound in the namespace of the module, in source order. */
export function classesOf(module: SyntaxText): readonly ClassSyntax[] {
  return [...classNodes(module.root)].flatMap((node) => readClass(module, node) ?? []);
}

function* classNodes(node: SyntaxNode): Generator<SyntaxNode> {
  for (const child of node.children) {
    const definition = undecorated(child);
    if (definition.type === 'class_definition') yield definition;
    else if (blocksThatBindOutside.has(child.type)) yield* classNodes(child);
  }
}

function readClass(module: SyntaxText, node: SyntaxNode): ClassSyntax | undefined {
  const nameNode = node.child('identifier');
  const body = node.child('block');
  if (!nameNode || !body) return undefined;
  const argumentList = node.child('argument_list');
  const list = argumentList?.parts ?? [];
  const whole = withDecorators(node);
  const statements = statementsOf(body);
  const isMethod = (statement: SyntaxNode): boolean => undecorated(statement).type === 'function_definition';
  return {
    name: module.textOf(nameNode),
    nameNode,
    node,
    whole,
    argumentList,
    bases: list.filter(({ type }) => type !== 'keyword_argument'),
    keywords: list.filter(({ type }) => type === 'keyword_argument'),
    decorators: whole.childrenOf('decorator'),
    body,
    methods: statements.filter(isMethod).flatMap((statement) => readMethod(module, undecorated(statement)) ?? []),
    otherStatements: statements.filter((statement) => !isMethod(statement)),
  };
}

function readMethod(module: SyntaxText, node: SyntaxNode): MethodSyntax | undefined {
  const nameNode = node.child('identifier');
  const body = node.child('block');
  return nameNode && body && new MethodOfClass(module, node, nameNode, body);
}

/** Of most methods nobody asks for the parameters or the statements. */
class MethodOfClass implements MethodSyntax {
  readonly name: string;
  readonly whole: SyntaxNode;
  readonly decorators: readonly SyntaxNode[];
  readonly kind: MethodSyntax['kind'];
  readonly selfName: string | undefined;
  private all: readonly ParameterSyntax[] | undefined;

  constructor(
    private readonly module: SyntaxText,
    readonly node: SyntaxNode,
    readonly nameNode: SyntaxNode,
    readonly body: SyntaxNode,
  ) {
    this.name = module.textOf(nameNode);
    this.whole = withDecorators(node);
    this.decorators = this.whole === node ? [] : this.whole.childrenOf('decorator');
    this.kind = kindOf(this.decorators.map((decorator) => module.textOf(decorator)));
    this.selfName = this.kind === 'instance' || this.kind === 'property' ? this.readSelfName() : undefined;
  }

  get isAsync(): boolean {
    return this.module.textOf(this.node).startsWith('async');
  }

  get parameters(): readonly ParameterSyntax[] {
    return this.kind === 'static' ? this.allParameters : this.allParameters.slice(1);
  }

  get statements(): readonly SyntaxNode[] {
    return statementsOf(this.body);
  }

  private get allParameters(): readonly ParameterSyntax[] {
    return (this.all ??= readParameters(this.module, this.node));
  }

  private readSelfName(): string | undefined {
    const written = this.node.child('parameters')?.part(0);
    if (written?.type === 'identifier') return this.module.textOf(written);
    const [first] = this.allParameters;
    return first?.kind === 'normal' ? first.name : undefined;
  }
}

function kindOf(decorators: readonly string[]): MethodSyntax['kind'] {
  if (decorators.some((text) => /^@\s*staticmethod\b/.test(text))) return 'static';
  if (decorators.some((text) => /^@\s*classmethod\b/.test(text))) return 'class';
  return decorators.some((text) => /\bproperty\b|\.(?:setter|deleter|getter)\b/.test(text)) ? 'property' : 'instance';
}

function readParameters(module: SyntaxText, node: SyntaxNode): readonly ParameterSyntax[] {
  const parameters: ParameterSyntax[] = [];
  let keywordOnly = false;
  for (const part of node.child('parameters')?.parts ?? []) {
    if (part.type === 'keyword_separator') keywordOnly = true;
    const parameter = readParameter(module, part, keywordOnly);
    if (parameter?.kind === '*') keywordOnly = true;
    if (parameter) parameters.push(parameter);
  }
  return parameters;
}

function readParameter(module: SyntaxText, node: SyntaxNode, keywordOnly: boolean): ParameterSyntax | undefined {
  const hasDefault = node.type === 'default_parameter' || node.type === 'typed_default_parameter';
  const target = hasDefault || node.type === 'typed_parameter' ? node.parts[0] : node;
  const nameNode = target?.type === 'identifier' ? target : target?.child('identifier');
  if (!target || !nameNode) return undefined;
  const star =
    target.type === 'list_splat_pattern' ? '*' : target.type === 'dictionary_splat_pattern' ? '**' : undefined;
  return {
    name: module.textOf(nameNode),
    node,
    kind: star ?? (keywordOnly ? 'keyword-only' : 'normal'),
    default: hasDefault ? node.parts.at(-1) : undefined,
  };
}

/** The body without its docstring. */
export const withoutDocstring = (statements: readonly SyntaxNode[]): readonly SyntaxNode[] =>
  statements[0] && isDocstring(statements[0]) ? statements.slice(1) : statements;
