import path from 'node:path';
import ts from 'typescript';

export interface Mention {
  readonly id: string;
  /** `file:line`. */
  readonly where: string;
}

/** What the extension's sources register, own and mention by name. */
export interface SourceUsage {
  readonly commandIds: readonly string[];
  /** Context keys that exist, and those that something sets. */
  readonly contextKeys: readonly string[];
  readonly contextKeysSet: readonly string[];
  readonly views: readonly string[];
  /** Schemes of virtual documents. */
  readonly schemes: readonly string[];
  /** Ids of status items, panels and the like, which package.json does not declare. */
  readonly ownIds: readonly string[];
  /** Every name of ours in a string, wherever it stands. */
  readonly mentions: readonly Mention[];
}

const viewMakers = new Set(['createTreeView', 'registerTreeDataProvider', 'registerWebviewViewProvider']);
const idMakers = new Set([
  'createWebviewPanel',
  'createLocalPanel',
  'createStatusBarItem',
  'createLanguageStatusItem',
  'createDiagnosticCollection',
  'createTestController',
  'registerWebviewPanelSerializer',
  'createCommentController',
]);
const schemeMakers = new Set(['registerTextDocumentContentProvider', 'registerFileSystemProvider']);

const mention = /^agentMigrator\.[\w.]+$/u;
const commandLink = /command:(?<id>agentMigrator\.\w+)/gu;

type Names = Record<keyof Omit<SourceUsage, 'mentions'>, Set<string>>;

/** Reads all sources that run in VS Code, with the compiler's own knowledge of what a name stands for. */
export function readSourceUsage(root = '.'): SourceUsage {
  const program = createProgram(root);
  const checker = program.getTypeChecker();
  const names = noNames();
  const mentions: Mention[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) readCall(node, checker, names);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      mentions.push(...mentionsIn(node));
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) continue;
    readDeclarations(file, checker, names);
    visit(file);
  }
  return {
    commandIds: [...names.commandIds],
    contextKeys: [...names.contextKeys],
    contextKeysSet: [...names.contextKeysSet],
    views: [...names.views],
    schemes: [...names.schemes],
    ownIds: [...names.ownIds],
    mentions,
  };
}

function noNames(): Names {
  return {
    commandIds: new Set(),
    contextKeys: new Set(),
    contextKeysSet: new Set(),
    views: new Set(),
    schemes: new Set(),
    ownIds: new Set(),
  };
}

function createProgram(root: string): ts.Program {
  const configFile = path.resolve(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.resolve(root));
  return ts.createProgram([path.resolve(root, 'src/extension.ts')], options);
}

/** `commandIds` and `contextKeys`: the two lists the extension keeps of its own names. */
function readDeclarations(file: ts.SourceFile, checker: ts.TypeChecker, names: Names): void {
  const visit = (node: ts.Node): void => {
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return ts.forEachChild(node, visit);
    const type = checker.getTypeAtLocation(node);
    if (node.name.text === 'commandIds' && file.fileName.endsWith('/src/vscode/commands.ts')) {
      for (const element of checker.getTypeArguments(type as ts.TypeReference)) add(names.commandIds, element);
    }
    if (node.name.text === 'contextKeys' && file.fileName.endsWith('/src/vscode/context-keys.ts')) {
      for (const property of type.getProperties()) names.contextKeys.add(property.getName());
    }
    return ts.forEachChild(node, visit);
  };
  visit(file);
}

function readCall(node: ts.CallExpression | ts.NewExpression, checker: ts.TypeChecker, names: Names): void {
  const first = node.arguments?.[0];
  if (first === undefined) return;
  const callee = node.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  const type = checker.getTypeAtLocation(first);
  if (viewMakers.has(name)) add(names.views, type);
  else if (idMakers.has(name)) add(names.ownIds, type);
  else if (schemeMakers.has(name)) add(names.schemes, type);
  else if (name === 'set' && ts.isPropertyAccessExpression(callee) && isContextKeys(callee.expression, checker)) {
    add(names.contextKeysSet, type);
  }
}

function isContextKeys(receiver: ts.Expression, checker: ts.TypeChecker): boolean {
  return checker.getTypeAtLocation(receiver).getSymbol()?.getName() === 'ContextKeys';
}

/** The literal or all literals of a union; a name that is only known at run time adds nothing. */
function add(names: Set<string>, type: ts.Type): void {
  for (const one of type.isUnion() ? type.types : [type]) if (one.isStringLiteral()) names.add(one.value);
}

function mentionsIn(node: ts.LiteralLikeNode): readonly Mention[] {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  const where = `${path.relative('.', file.fileName).replaceAll('\\', '/')}:${line + 1}`;
  const links = [...node.text.matchAll(commandLink)].map((match) => match.groups?.['id'] ?? '');
  return [...(mention.test(node.text) ? [node.text] : []), ...links].map((id) => ({ id, where }));
}
