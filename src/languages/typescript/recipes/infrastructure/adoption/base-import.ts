import { ts } from 'ts-morph';
import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { Reason } from '../../../../../core/reason.js';
import { folderOf } from '../../../../../core/workspace/paths.js';
import { baseBinding, isDefault, leadsToBase } from '../../../rewrite/base-reference.js';
import { importsOf, isCommonJs, isScript, specifierNode, type ImportBinding } from '../../../rewrite/syntax/imports.js';
import { apart, insertLinesBelow, namesIn, startOfCode } from '../../../rewrite/syntax/insertion.js';
import { lineEndAt } from '../../../rewrite/syntax/lines.js';
import { quoted, styleOf } from '../../../rewrite/syntax/style.js';
import { endingOf, type TypeScriptModule } from '../../../rewrite/syntax/typescript-module.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';

export type BaseName =
  | { readonly ok: true; readonly name: string; readonly edits: readonly ProposedEdit[] }
  | { readonly ok: false; readonly refused: Reason };

/** The name by which the module has the base, with the import that it takes. */
export function nameOfBase(context: TypeScriptContext, recipe: string): BaseName {
  const { module, contract, outside, draft } = context;
  const { base } = outside;
  if (base?.path === module.path) return declaredAbove(context, module.classNamed(contract.class)?.statement);
  const known = baseBinding(module, context);
  if (known && isCommonJs(module)) return declaredAbove(context, known.statement, known.local);
  if (known) return { ok: true, name: known.local, edits: [] };
  if (isScript(module)) {
    return refuse(
      `${module.path} imports and exports nothing, so whether it is an ES module or CommonJS, and how it gets ${contract.class}, is not known.`,
    );
  }
  if (base && base.importsBack.length > 0) return refuse(circle(context, base.importsBack));
  if (isCommonJs(module) && base && (/\.m[tj]s$/.test(base.path) || context.project.isBaseOutOfReach)) {
    return refuse(`${base.path} is an ES module, which the CommonJS module ${module.path} cannot require.`);
  }
  if (base?.package && base.package.specifier === undefined) {
    return refuse(
      `${contract.class} belongs to the package ${base.package.name}, from which no file of this package imports it yet; say by which name it does.`,
    );
  }
  const name = localName(context);
  const reason = `Imports ${contract.class}, which the class extends.`;
  // Several classes of a file share the import that the first of them brings.
  const isImported = draft.groups.some((group) => group.applied && group.recipe === recipe);
  return { ok: true, name, edits: isImported ? [] : [{ ...importEdit(context, name), reason }] };
}

/** What is declared in the order of the statements has to be there when the class is made. */
function declaredAbove(
  { module, agent, contract }: TypeScriptContext,
  statement: ts.Statement | undefined,
  name = contract.class,
): BaseName {
  if (!statement || statement.pos < agent.statement.pos) return { ok: true, name, edits: [] };
  const place = `line ${module.lineOf(statement)}, below ${agent.name}`;
  return refuse(`${name} is there only from ${place}, which would extend it before; move it up first.`);
}

const refuse = (message: string): BaseName => ({ ok: false, refused: { code: 'base-unresolved', message } });

const circle = ({ contract }: TypeScriptContext, files: readonly string[]): string =>
  `Importing ${contract.class} would close a circle of imports (${files.join(' → ')}), in which the base can be undefined when the class is made.`;

/** The class's own name, unless the module means something else by it. */
function localName({ module, contract }: TypeScriptContext): string {
  const names = namesIn(module);
  if (!names.has(contract.class)) return contract.class;
  const others = [`Core${contract.class}`, `Migrated${contract.class}`];
  return others.find((name) => !names.has(name)) ?? `${contract.class}_`;
}

function importEdit(context: TypeScriptContext, name: string) {
  const { module } = context;
  const written = nameIn(context, name);
  const shared = importsOf(module).find((binding) => canShare(context, binding));
  if (shared && ts.isImportSpecifier(shared.node)) {
    const last = shared.node.parent.elements.at(-1) ?? shared.node;
    return { start: last.end, end: last.end, newText: `, ${written}` };
  }
  const statement = importStatement(context, written);
  const place = lastImport(module);
  if (place && !(isCommonJs(module) && isBelowAgent(context, place))) {
    return insertLinesBelow(module, place, [statement]);
  }
  const at = startOfCode(module);
  const end = lineEndAt(module.text, at);
  return { start: at, end: at, newText: `${apart(module.text, at, [statement]).join('')}${end}${end}` };
}

/** Unlike an import, what is required is there only below its statement. */
const isBelowAgent = ({ agents, agent }: TypeScriptContext, place: ts.Statement): boolean =>
  [agent, ...agents].some(({ statement }) => statement.pos < place.pos);

/** A list of named value imports from the base's module. */
function canShare(context: TypeScriptContext, binding: ImportBinding): boolean {
  if (isDefault(context) || !ts.isImportSpecifier(binding.node) || !leadsToBase(context.module, binding, context))
    return false;
  const { phaseModifier } = binding.node.parent.parent;
  return phaseModifier === undefined && endsInBaseFile(context, binding);
}

/** Not a barrel: that it exports the class as well is not known. */
function endsInBaseFile({ module, outside, contract }: TypeScriptContext, { specifier }: ImportBinding): boolean {
  if (outside.base === undefined) return specifier === contract.module;
  const own = { ...outside, base: { ...outside.base, specifiers: [] } };
  return leadsToBase(module, { specifier }, { contract, outside: own });
}

function nameIn(context: TypeScriptContext, name: string): string {
  const { contract, module } = context;
  if (isDefault(context) || name === contract.class) return name;
  return isCommonJs(module) ? `${contract.class}: ${name}` : `${contract.class} as ${name}`;
}

function importStatement(context: TypeScriptContext, written: string): string {
  const { module } = context;
  const { end, inBraces } = styleOf(module);
  const specifier = quoted(module, specifierOf(context));
  const bound = isDefault(context) ? written : `{${inBraces}${written}${inBraces}}`;
  if (isCommonJs(module)) return `const ${bound} = require(${specifier})${end}`;
  return `import ${bound} from ${specifier}${end}`;
}

/** The last statement of the first block of imports; later ones stand among code. */
function lastImport(module: TypeScriptModule): ts.Statement | undefined {
  const first = module.statements.findIndex((one) => specifierNode(one) !== undefined);
  if (first < 0) return undefined;
  const after = module.statements.findIndex((one, index) => index > first && specifierNode(one) === undefined);
  return module.statements[(after < 0 ? module.statements.length : after) - 1];
}

function specifierOf(context: TypeScriptContext): string {
  const { contract, outside, module } = context;
  if (outside.base === undefined) return contract.module;
  const { path, package: other } = outside.base;
  if (other?.specifier !== undefined) return other.specifier;
  return relative(folderOf(module.path), path.slice(0, -endingOf(path).length)) + writtenEnding(context, path);
}

function relative(folder: string, target: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = target.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const up = from.length - same;
  return (up === 0 ? './' : '../'.repeat(up)) + to.slice(same).join('/');
}

/** Data and styles are named with their ending by everybody. */
const ofOtherKind =
  /\.(?:json5?|jsonc|node|wasm|s?css|sass|less|html?|svg|png|md|txt|ya?ml|sql|graphql|proto)(?:\?.*)?$/;

/** As the file's own relative imports are written; without any, as the project asks. */
function writtenEnding({ module, project }: TypeScriptContext, base: string): string {
  const own = module.statements.flatMap((statement) => specifierNode(statement)?.text ?? []);
  const habit = own
    .filter((one) => one.startsWith('.') && !ofOtherKind.test(one))
    .map((one) => /\.[mc]?[jt]sx?$/.exec(one)?.[0] ?? '');
  const isWritten =
    habit.length > 0 ? habit.filter((one) => one !== '').length * 2 > habit.length : needsEnding(module, project);
  if (!isWritten) return '';
  const ending = endingOf(base);
  const isSource = habit.length > 0 ? habit.some((one) => /ts/.test(one)) : project.namesSources;
  return isSource ? ending : ending.replace('tsx', 'js').replace('ts', 'js');
}

const needsEnding = (module: TypeScriptModule, project: TypeScriptContext['project']): boolean =>
  project.needsExtensions || project.namesSources || (module.isJavaScript && !isCommonJs(module));
