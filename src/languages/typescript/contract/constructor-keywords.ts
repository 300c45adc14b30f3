import { ts } from 'ts-morph';
import type { Contract, ContractKeyword } from '../../../core/contract/contract.js';
import { defaultTypeScriptContract } from '../../../core/contract/default-typescript-profile.js';
import type { TypeScriptModule } from '../rewrite/syntax/typescript-module.js';

interface ConstructorShape extends Pick<Contract, 'keywords' | 'positional'> {
  readonly notes: readonly string[];
}

/** What the constructor of a chain takes: the properties of one object, or parameters in their order. */
export function constructorKeywords(
  classes: readonly ts.ClassLikeDeclaration[],
  sources: readonly TypeScriptModule[],
): ConstructorShape {
  const constructor = classes.flatMap(({ members }) => members.filter(ts.isConstructorDeclaration))[0];
  const parameters = constructor?.parameters ?? [];
  const [only] = parameters;
  const options = parameters.length === 1 && only?.type ? propertiesOf(only.type, sources) : undefined;
  if (options) return { keywords: options.map(keywordOf), positional: 'refused', notes: [] };
  return { keywords: parameters.map(keywordOf), positional: 'accepted', notes: [] };
}

function keywordOf(node: ts.PropertySignature | ts.ParameterDeclaration): ContractKeyword {
  const name = node.name.getText();
  const known = defaultTypeScriptContract.keywords.find((keyword) => keyword.name === name);
  const isOptional = node.questionToken !== undefined || (ts.isParameter(node) && node.initializer !== undefined);
  const initializer = ts.isParameter(node) ? node.initializer?.getText() : undefined;
  return {
    name,
    ...(isOptional ? { default: initializer ?? 'undefined' } : {}),
    ...(known?.role === undefined ? {} : { role: known.role }),
    ...(known?.synonyms === undefined ? {} : { synonyms: known.synonyms }),
    ...(node.type ? { type: node.type.getText() } : {}),
  };
}

/** The properties of a type that is written out, or declared in one of the modules; `undefined` for any other. */
function propertiesOf(
  type: ts.TypeNode,
  sources: readonly TypeScriptModule[],
): readonly ts.PropertySignature[] | undefined {
  if (ts.isTypeLiteralNode(type)) return type.members.filter(ts.isPropertySignature);
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const name = type.typeName.getText();
  for (const statement of sources.flatMap(({ statements }) => [...statements])) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === name && !statement.heritageClauses)
      return statement.members.filter(ts.isPropertySignature);
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name)
      return propertiesOf(statement.type, sources);
  }
  return undefined;
}
