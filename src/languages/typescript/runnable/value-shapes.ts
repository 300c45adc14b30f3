import { ts } from 'ts-morph';

/** What a value of some type looks like, as far as the file itself says it. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'bytes' | 'date' | 'function' | 'map' | 'nothing' | 'unknown' }
  | { readonly kind: 'one-of'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly fields: readonly Field[] };

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly isOptional: boolean;
}

/** Types within types are followed so far. */
const maxDepth = 4;
const { SyntaxKind } = ts;

const keywords = new Map<ts.SyntaxKind, 'text' | 'number' | 'boolean' | 'nothing'>([
  [SyntaxKind.StringKeyword, 'text'],
  [SyntaxKind.NumberKeyword, 'number'],
  [SyntaxKind.BooleanKeyword, 'boolean'],
  [SyntaxKind.UndefinedKeyword, 'nothing'],
]);

const named: Readonly<Record<string, Shape['kind']>> = {
  Buffer: 'bytes',
  Uint8Array: 'bytes',
  Date: 'date',
  Function: 'function',
  Map: 'map',
};

/** Reads shapes from the types that a file declares. */
export class Shapes {
  private readonly declared = new Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>();

  constructor(file: ts.SourceFile) {
    for (const statement of file.statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
        this.declared.set(statement.name.text, statement);
    }
  }

  /** Every object that the file declares as a type. */
  get objects(): readonly (readonly Field[])[] {
    return [...this.declared.values()].flatMap((one) => {
      const shape = ts.isInterfaceDeclaration(one) ? this.ofMembers(one.members, 0) : this.of(one.type);
      return shape.kind === 'object' ? [shape.fields] : [];
    });
  }

  of(type: ts.TypeNode | undefined, depth = 0): Shape {
    if (!type || depth > maxDepth) return { kind: 'unknown' };
    const keyword = keywords.get(type.kind);
    if (keyword) return { kind: keyword };
    if (ts.isFunctionTypeNode(type)) return { kind: 'function' };
    if (ts.isParenthesizedTypeNode(type)) return this.of(type.type, depth);
    if (ts.isTypeOperatorNode(type)) return this.of(type.type, depth);
    if (ts.isArrayTypeNode(type)) return { kind: 'list', of: this.of(type.elementType, depth + 1) };
    if (ts.isTypeLiteralNode(type)) return this.ofMembers(type.members, depth);
    if (ts.isLiteralTypeNode(type)) return literalShape(type.literal);
    if (ts.isUnionTypeNode(type)) return this.ofUnion(type.types, depth);
    if (ts.isTypeReferenceNode(type)) return this.ofReference(type, depth);
    return { kind: 'unknown' };
  }

  private ofReference({ typeName, typeArguments }: ts.TypeReferenceNode, depth: number): Shape {
    const name = typeName.getText();
    const [first] = typeArguments ?? [];
    if (/^(?:Readonly)?Array$|^(?:Readonly)?Set$/.test(name)) return { kind: 'list', of: this.of(first, depth + 1) };
    if (/^(?:Partial|Readonly|Required|NonNullable|Promise)$/.test(name)) return this.of(first, depth + 1);
    if (name === 'Record') return { kind: 'unknown' };
    const kind = named[name];
    if (kind === 'bytes' || kind === 'date' || kind === 'function' || kind === 'map') return { kind };
    const found = this.declared.get(name);
    if (!found) return { kind: 'unknown' };
    return ts.isInterfaceDeclaration(found) ? this.ofMembers(found.members, depth) : this.of(found.type, depth + 1);
  }

  private ofMembers(members: ts.NodeArray<ts.TypeElement>, depth: number): Shape {
    const fields = members.flatMap((member): readonly Field[] => {
      if (!ts.isPropertySignature(member) || !(ts.isIdentifier(member.name) || ts.isStringLiteral(member.name)))
        return [];
      const shape = this.of(member.type, depth + 1);
      return [{ name: member.name.text, shape, isOptional: member.questionToken !== undefined }];
    });
    return { kind: 'object', fields };
  }

  private ofUnion(types: readonly ts.TypeNode[], depth: number): Shape {
    const shapes = types.map((one) => this.of(one, depth)).filter(({ kind }) => kind !== 'nothing');
    const values = shapes.flatMap((shape) => (shape.kind === 'one-of' ? shape.values : []));
    return values.length > 0 ? { kind: 'one-of', values } : (shapes[0] ?? { kind: 'unknown' });
  }
}

function literalShape(literal: ts.LiteralTypeNode['literal']): Shape {
  if (ts.isStringLiteral(literal)) return { kind: 'one-of', values: [literal.text] };
  if (ts.isNumericLiteral(literal)) return { kind: 'one-of', values: [Number(literal.text)] };
  return { kind: literal.kind === SyntaxKind.NullKeyword ? 'nothing' : 'boolean' };
}
