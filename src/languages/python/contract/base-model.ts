import type { Node } from 'web-tree-sitter';
import type { ClassModel, MethodModel } from './class-model.js';
import { selfUsesOf, type MethodCall, type SelfUses } from './self-uses.js';

export interface ClosureOptions {
  readonly threads: boolean;
  /** A method that is not followed, and what only it leads to. */
  readonly without?: MethodModel | undefined;
}

/** A base class together with the classes it inherits from, as one thing that methods can be looked up in. */
export class BaseModel {
  /** The methods that an instance has, overridden ones left out, in source order. */
  readonly methods: readonly MethodModel[];
  private readonly usesByMethod = new Map<MethodModel, SelfUses>();

  /**
   * `chain` has the base itself first, its own bases after it in the order of look-up; `constants` are the modules' top-level
   * assignments by name.
   */
  constructor(
    readonly chain: readonly ClassModel[],
    readonly constants: ReadonlyMap<string, Node>,
  ) {
    const all = chain.flatMap((one) => one.methods);
    this.methods = all.filter((method) => method === this.find(method.name));
  }

  get constructorMethod(): MethodModel | undefined {
    return this.find('__init__');
  }

  /** The method that a call finds: on the object; after the class called `className` for a call on `super()`; or from that class on. */
  find(name: string, className?: string, where: 'after' | 'from' = 'after'): MethodModel | undefined {
    const place = className === undefined ? 0 : this.chain.findIndex((one) => one.name === className);
    const start = className !== undefined && where === 'after' ? place + 1 : place;
    for (const one of this.chain.slice(start)) {
      // The last definition of a name in a class body wins; a property's setter is not what its name gives.
      const found = one.methods.findLast(
        (method) => method.name === name && !method.decorators.includes(`${name}.setter`),
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  uses(method: MethodModel): SelfUses {
    const known = this.usesByMethod.get(method);
    if (known !== undefined) return known;
    const uses = selfUsesOf(method);
    this.usesByMethod.set(method, uses);
    return uses;
  }

  /** What `calls` of `method` lead to, as far as it is defined in the chain. */
  targets(method: MethodModel, calls: readonly MethodCall[]): readonly MethodModel[] {
    return calls.flatMap((call) => {
      if (call.ofClass === undefined) return this.find(call.method, call.onSuper ? method.className : undefined) ?? [];
      return this.chain.some((one) => one.name === call.ofClass)
        ? (this.find(call.method, call.ofClass, 'from') ?? [])
        : [];
    });
  }

  /** `start` and every method it calls, in the order of the calls; with `threads` also those it hands to threads and event loops. */
  closure(start: MethodModel | undefined, options: ClosureOptions): ReadonlySet<MethodModel> {
    const reached = new Set(options.without === undefined || options.without === start ? [] : [options.without]);
    if (start !== undefined) this.follow(start, options.threads, reached);
    if (options.without !== start && options.without !== undefined) reached.delete(options.without);
    return reached;
  }

  /** The methods that an instance has, and overridden ones that its constructor calls all the same; the constructor first. */
  get everyMethod(): ReadonlySet<MethodModel> {
    const constructor = this.constructorMethod;
    const first = constructor === undefined ? [] : [constructor];
    return new Set([...first, ...this.methods, ...this.closure(constructor, { threads: true })]);
  }

  /** Names of the methods that call or hand over `name`, each once, in source order. */
  callersOf(name: string): readonly string[] {
    const callers = this.methods.filter((method) => {
      const { calls, handedOver } = this.uses(method);
      return method.name !== name && [...calls, ...handedOver].some((call) => call.method === name);
    });
    return [...new Set(callers.map((caller) => caller.name))];
  }

  private follow(method: MethodModel, threads: boolean, reached: Set<MethodModel>): void {
    if (reached.has(method)) return;
    reached.add(method);
    const { calls, handedOver } = this.uses(method);
    const all = threads
      ? [...calls, ...handedOver].sort((one, other) => one.node.startIndex - other.node.startIndex)
      : calls;
    for (const target of this.targets(method, all)) this.follow(target, threads, reached);
  }
}
