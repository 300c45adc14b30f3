import { ts } from 'ts-morph';
import type {
  Runnable,
  RunnableModule,
  RunnableRequest,
} from '../../../core/validation/functionality/runnable-module.js';
import { decodeTypeScript } from '../decode.js';
import { nodesIn } from '../rewrite/syntax/expressions.js';
import { TypeScriptModule } from '../rewrite/syntax/typescript-module.js';
import { agentInputs } from './agent-inputs.js';
import { eraseTypes } from './erase-types.js';
import type { Erasing } from './erasing.js';
import { JavaScriptText, NotRunnable } from './javascript-text.js';
import { ModuleNames } from './module-names.js';
import { writeLink } from './write-links.js';

/** Texts that a worker or an import is named by. */
const modulePath = /^\.{0,2}\/?[\w@./-]+\.[mc]?[jt]s$/;
const commonJsNames = ['require', 'module', 'exports', '__dirname', '__filename'];

/** A text of the workspace as JavaScript, without the project's own compiler; or why it cannot be run. */
export function runnableModule({ path, bytes, classes }: RunnableRequest, definesFields: boolean): Runnable {
  const decoded = decodeTypeScript(bytes);
  if (!decoded) return { reason: `${path} is not UTF-8` };
  const module = new TypeScriptModule(decoded.text, path);
  const [error] = module.errors;
  if (error) return { reason: `${path} does not parse` };
  try {
    const written = writeModule(module, new Set(classes), definesFields);
    return classes.length === 0 ? { module: written } : { module: written, inputs: agentInputs(module, classes) };
  } catch (problem) {
    if (problem instanceof NotRunnable) return { reason: `${path} ${problem.message}` };
    throw problem;
  }
}

function writeModule(module: TypeScriptModule, watched: ReadonlySet<string>, definesFields: boolean): RunnableModule {
  const { file, isJavaScript } = module;
  const out = new JavaScriptText(module);
  const names = new ModuleNames(file, isJavaScript);
  const erasing: Erasing = { out, watched, definesFields, visit: (node) => eraseTypes(node, erasing) };
  const links: RunnableModule['links'][number][] = [];
  for (const statement of file.statements) {
    const link = writeLink(statement, out, names);
    if (link) links.push(link);
    else if (!isWrittenLink(statement)) eraseTypes(statement, erasing);
  }
  const nodes = nodesIn(file);
  return {
    code: out.text,
    isModule: !module.path.endsWith('.cjs') && !module.path.endsWith('.cts') && nodes.some(isModuleSyntax),
    links,
    mentioned: [...new Set(nodes.flatMap((node) => mentionedIn(node)))],
    bound: [...new Set(file.statements.flatMap((statement) => boundIn(statement)))],
  };
}

const isWrittenLink = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isImportEqualsDeclaration(node);

function isModuleSyntax(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isMetaProperty(node)) return true;
  if (ts.isExportAssignment(node)) return !node.isExportEquals;
  if (node.kind === ts.SyntaxKind.ExportKeyword) return true;
  return ts.isAwaitExpression(node) && ts.findAncestor(node, ts.isFunctionLike) === undefined;
}

function mentionedIn(node: ts.Node): readonly string[] {
  if (!ts.isStringLiteralLike(node)) return [];
  const { parent } = node;
  const isCalled = ts.isCallExpression(parent) && parent.arguments[0] === node;
  const isAsked =
    isCalled &&
    (parent.expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(parent.expression) && parent.expression.text === 'require'));
  const isReference = ts.isExternalModuleReference(parent);
  return isAsked || isReference || modulePath.test(node.text) ? [node.text] : [];
}

function boundIn(statement: ts.Statement): readonly string[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) && commonJsNames.includes(name.text) ? [name.text] : [],
  );
}
