import { ts } from 'ts-morph';
import type {
  AgentInputs,
  ClassInputs,
  InputValue,
  MethodInputs,
} from '../../../core/validation/functionality/runnable-module.js';
import type { TypeScriptModule } from '../rewrite/syntax/typescript-module.js';
import { hasModifier } from './erase-signature.js';
import { constantOf, textSamples, type TextSamples } from './text-samples.js';
import { fieldsReadOf } from './read-fields.js';
import { Shapes, type Field, type Shape } from './value-shapes.js';

const callsPerMethod = 4;
const mostCallsPerMethod = 12;
const mostRequests = 40;
/** How often one action is asked for with different fields. */
const mostPerAction = 6;

const requestNames = /^_?(?:req|request|message|msg|data|payload|query|body|params|event|job|task|input)$/i;

/** By a part of the name of a parameter or field; the first one that fits. */
const byName: readonly (readonly [part: RegExp, value: InputValue])[] = [
  [/port$/i, 6001],
  [/timeout|interval|delay|retries|ms$/i, 2],
  [/count|limit|size|num|max|top|index|page|offset|amount/i, 3],
  [/min|level/i, 1],
  [/score|ratio|rate|confidence|threshold|temperature/i, 0.7],
  [/ids$|names$|list|items|tags|keys|values/i, ['one', 'two']],
  [/^(?:is|has|should|can)[A-Z]|enabled|force|verbose/, true],
  [/config|options|settings|context|metadata|headers/i, {}],
  [/callback|handler|listener|^fn$|^cb$/i, { '~': 'function' }],
  [/date|(?<=[a-z])At$/, '2026-03-04T05:06:07.000Z'],
];

/** What agents are constructed and called with; the same text always gives the same. */
export function agentInputs(module: TypeScriptModule, classes: readonly string[]): AgentInputs {
  const maker = new InputMaker(new Shapes(module.file), textSamples(module.file));
  const of = (name: string): readonly (readonly [string, ClassInputs])[] => {
    const found = module.classNamed(name);
    return found ? [[name, maker.ofClass(found.node)]] : [];
  };
  return {
    classes: Object.fromEntries(classes.flatMap(of)),
    requests: maker.requests(),
    answer: maker.answer(),
    routes: maker.routes,
  };
}

class InputMaker {
  constructor(
    private readonly shapes: Shapes,
    private readonly samples: TextSamples,
  ) {}

  get routes(): readonly string[] {
    return this.samples.routes;
  }

  ofClass(node: ts.ClassLikeDeclaration): ClassInputs {
    const constructor = node.members.find((one) => ts.isConstructorDeclaration(one) && one.body);
    const construct =
      constructor && ts.isConstructorDeclaration(constructor) ? this.arguments(constructor.parameters, 0) : [];
    const methods = node.members.flatMap((member): readonly MethodInputs[] => {
      if (!ts.isMethodDeclaration(member) || !member.body || !ts.isIdentifier(member.name)) return [];
      if (hasModifier(member, ts.SyntaxKind.StaticKeyword)) return [];
      const isPrivate =
        hasModifier(member, ts.SyntaxKind.PrivateKeyword) || hasModifier(member, ts.SyntaxKind.ProtectedKeyword);
      return [{ name: member.name.text, calls: this.calls(member), isPrivate }];
    });
    return { construct, methods };
  }

  /** Every action with its fields and without, then the objects that the file declares. */
  requests(): readonly InputValue[] {
    const { actions, fields } = this.samples;
    const asked = [...actions].flatMap(([name, key], number) => {
      const full = Array.from({ length: mostPerAction }, (_, variant) => ({
        ...this.filled(this.readFields, number + variant),
        [key]: name,
      }));
      return [...full, { [key]: name }];
    });
    const declared = this.shapes.objects.flatMap((one) =>
      Array.from({ length: callsPerMethod }, (_, variant) => this.filled(one, variant)),
    );
    const read =
      fields.size === 0
        ? []
        : Array.from({ length: callsPerMethod }, (_, variant) => this.filled(this.readFields, variant));
    const all: readonly InputValue[] = [{ action: 'health_check' }, ...asked, ...declared, ...read].slice(
      0,
      mostRequests - 2,
    );
    return withoutTwins([...all, { action: 'no such action' }, {}]);
  }

  /** Without methods of lists and texts, which nothing in JSON has. */
  answer(): Readonly<Record<string, InputValue>> {
    return Object.fromEntries(this.samples.properties.map((name, place) => [name, this.sample(name, place)]));
  }

  private get readFields(): readonly Field[] {
    return [...this.samples.fields.keys()].map((name) => ({ name, shape: { kind: 'unknown' }, isOptional: false }));
  }

  private calls({ parameters }: ts.MethodDeclaration): readonly (readonly InputValue[])[] {
    const [first] = parameters;
    if (!first) return [[]];
    const isRequest = parameters.length === 1 && ts.isIdentifier(first.name) && requestNames.test(first.name.text);
    const shape = this.shapeOf(first);
    if (isRequest && (shape.kind === 'unknown' || shape.kind === 'object')) {
      const own =
        shape.kind === 'object'
          ? Array.from({ length: callsPerMethod }, (_, variant) => [this.of(shape, '', variant)])
          : [];
      return withoutTwins([...own, ...this.requests().map((one) => [one])]).slice(0, mostRequests);
    }
    const compared = Math.max(
      0,
      ...parameters.map(({ name }) => this.samples.compared.get(name.getText())?.length ?? 0),
    );
    const count = Math.min(mostCallsPerMethod, callsPerMethod + compared);
    const needed = parameters.findLastIndex((one) => !one.initializer && !one.questionToken && !one.dotDotDotToken) + 1;
    const made = Array.from({ length: count }, (_, variant) => this.arguments(parameters, variant));
    return withoutTwins([this.arguments(parameters.slice(0, needed), 0), ...made]);
  }

  private arguments(parameters: readonly ts.ParameterDeclaration[], variant: number): readonly InputValue[] {
    return parameters.map((parameter, place) => {
      const { name, initializer } = parameter;
      const given = initializer && constantOf(initializer);
      if (given !== undefined && typeof given !== 'string' && variant % 2 === 1) return given;
      return this.of(this.shapeOf(parameter), name.getText(), variant + place);
    });
  }

  /** As it is declared; where that says nothing, by the fields that the function reads of it. */
  private shapeOf(parameter: ts.ParameterDeclaration): Shape {
    const declared = this.shapes.of(parameter.type);
    const read = declared.kind === 'unknown' ? fieldsReadOf(parameter) : [];
    if (read.length === 0) return declared;
    const fields = read.map((name) => ({ name, shape: { kind: 'unknown' } as const, isOptional: false }));
    return { kind: 'object', fields };
  }

  private filled(fields: readonly Field[], variant: number): { readonly [key: string]: InputValue } {
    const kept = fields.filter(({ isOptional }) => !isOptional || variant % 2 === 0);
    return Object.fromEntries(kept.map(({ name, shape }, place) => [name, this.of(shape, name, variant + place)]));
  }

  private of(shape: Shape, name: string, variant: number): InputValue {
    switch (shape.kind) {
      case 'one-of':
        return shape.values[variant % shape.values.length] ?? null;
      case 'list':
        return [this.of(shape.of, '', variant), this.of(shape.of, '', variant + 1)];
      case 'object':
        return this.filled(shape.fields, variant);
      case 'number': {
        const sample = this.sample(name, variant);
        return typeof sample === 'number' ? sample + variant : 3 + variant;
      }
      case 'boolean':
        return variant % 2 === 0;
      case 'text': {
        const sample = this.sample(name, variant);
        return typeof sample === 'string' ? sample : this.fromPool(variant);
      }
      case 'bytes':
      case 'date':
      case 'function':
      case 'map':
        return { '~': shape.kind };
      case 'nothing':
        return null;
      case 'unknown':
        return this.sample(name, variant);
    }
  }

  /** A value for a field or parameter of that name. */
  private sample(name: string, variant: number): InputValue {
    const compared = this.samples.compared.get(name) ?? [];
    const turn = variant % (compared.length + 1);
    const known = compared[turn];
    if (known !== undefined) return known;
    const given = this.samples.fields.get(name);
    if (given !== undefined && (typeof given !== 'string' || (given !== '' && variant % 2 === 1))) return given;
    return byName.find(([part]) => part.test(name))?.[1] ?? this.fromPool(variant);
  }

  private fromPool(variant: number): string {
    const { pool } = this.samples;
    return pool[variant % pool.length] ?? 'hello';
  }
}

function withoutTwins<T>(values: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return values.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}
