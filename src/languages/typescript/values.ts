import type { Outline } from './outline/outline.js';
import { LOCAL } from './outline/scope-table.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { idOf } from './tokens/words.js';

/** Where a value comes from: a module, and the dotted path below it, with `()` behind what was called. */
export interface Origin {
  readonly module: string;
  readonly path: string;
  /** The class was given it, by whoever makes the class. */
  readonly isGiven?: boolean;
}

const THIS = idOf('this');
const AWAIT = idOf('await');

/** What the variables and the fields of a text hold, as far as it comes from a library. One value a name, whatever the scope. */
export class Values {
  private readonly variables = new Map<string, Origin>();
  private readonly fields = new Map<string, Origin>();

  constructor(
    private readonly source: TypeScriptSource,
    private readonly outline: Outline,
  ) {}

  get isEmpty(): boolean {
    return this.variables.size + this.fields.size === 0;
  }

  /** Remembers what a value is assigned to, when it is: `x = await …`, `const x: T = …`, `this.x ??= …`. */
  remember(firstToken: number, classIndex: number, origin: Origin): void {
    const { source } = this;
    let at = firstToken - 1;
    while (source.idOf(at) === AWAIT || source.kindOf(at) === Kind.LEFT_PARENTHESIS) at--;
    const isAssigned = source.kindOf(at) === Kind.ASSIGN || source.kindOf(at) === Kind.ASSIGN_OPERATOR;
    if (!isAssigned) return;
    at--;
    while (source.isInType(at)) at--;
    if (source.kindOf(at) === Kind.COLON) at--;
    if (source.kindOf(at) === Kind.EXCLAMATION || source.kindOf(at) === Kind.QUESTION) at--;
    this.set(at, classIndex, origin);
  }

  /** `name` or `this.name`, or a field of a class body, whose last token is `token`. */
  set(token: number, classIndex: number, origin: Origin): void {
    const { source } = this;
    const name = source.textOf(token);
    if (source.kindOf(token - 1) === Kind.DOT) {
      if (source.idOf(token - 2) === THIS) this.fields.set(`${classIndex}.${name}`, origin);
      return;
    }
    const isField = this.outline.classes[classIndex]?.members.some(({ nameToken }) => nameToken === token) === true;
    if (isField) this.fields.set(`${classIndex}.${name}`, origin);
    else this.variables.set(name, origin);
  }

  setField(classIndex: number, name: string, origin: Origin): void {
    this.fields.set(`${classIndex}.${name}`, origin);
  }

  /** What the receiver of a call holds, from its last token, with its first token. */
  receiver(token: number, classIndex: number): { readonly origin: Origin; readonly first: number } | undefined {
    const { source } = this;
    const isMember = source.kindOf(token - 1) === Kind.DOT;
    if (isMember && source.idOf(token - 2) !== THIS) return undefined;
    const name = source.textOf(token);
    const origin = isMember ? this.fields.get(`${classIndex}.${name}`) : this.variables.get(name);
    return origin && { origin, first: isMember ? token - 2 : token };
  }

  /** The import that a type names, when it is that type alone, `null` and `undefined` apart. */
  bindingOfType(type: { readonly first: number; readonly end: number }, scope: number): Origin | undefined {
    const { source, outline } = this;
    if (source.kindOf(type.first) !== Kind.NAME) return undefined;
    const meaning = outline.scopes.meaningOf(scope, source.idOf(type.first));
    const binding = meaning === undefined || meaning === LOCAL ? undefined : outline.bindings[meaning];
    if (!binding) return undefined;
    let at = type.first + 1;
    const path = [...binding.path];
    for (; source.kindOf(at) === Kind.DOT && at + 1 < type.end; at += 2) path.push(source.nameOf(at + 1));
    for (; at < type.end; at += 2) {
      const isNothing = /^(?:null|undefined)$/.test(source.textOf(at + 1));
      if (source.textOf(at) !== '|' || !isNothing) return undefined;
    }
    return { module: binding.module, path: dotted(path) };
  }
}

/** A binding's path as rules are looked up by: the default export stands for the module. */
export const dotted = (path: readonly string[]): string => path.filter((part) => part !== 'default').join('.');
