import type { Finding } from '../finding.js';
import { settingsOf, viewsOf, type Manifest } from './manifest.js';
import type { SourceUsage } from './source-usage.js';
import { parseWhen, type Condition } from './when-clause.js';

/** Context keys of VS Code that our clauses use. A key that is not here is either misspelt or belongs on this list. */
const vscodeKeys = new Set([
  'activeEditor',
  'editorLangId',
  'editorTextFocus',
  'explorerResourceIsFolder',
  'explorerResourceIsRoot',
  'false',
  'isMergeEditor',
  'isWorkspaceTrusted',
  'listMultiSelection',
  'mergeEditorResultUri',
  'resourceExtname',
  'resourceFilename',
  'resourceLangId',
  'resourceScheme',
  'resourceSet',
  'true',
  'view',
  'controllerId',
  'viewItem',
  'workbenchState',
  'workspaceFolderCount',
]);
const vscodeSchemes = new Set(['file', 'untitled', 'vscode-remote', 'git']);

/** Views, context keys, colours and ids: each is declared, provided and used under one name. */
export function checkNames(manifest: Manifest, usage: SourceUsage): readonly Finding[] {
  return [
    ...checkViews(manifest, usage),
    ...manifest.contributes.colors
      .filter((color) => !usage.mentions.some((mention) => mention.id === color.id))
      .map((color) => finding('colors', `${color.id} is a colour that nothing is drawn in`)),
    ...usage.contextKeys
      .filter((key) => !usage.contextKeysSet.includes(key))
      .map((key) => finding('src/vscode/context-keys.ts', `nobody sets ${key}`)),
    ...usage.contextKeys
      .filter((key) => !conditionsOf(manifest).some((condition) => condition.key === key))
      .map((key) => finding('src/vscode/context-keys.ts', `no when clause asks for ${key}`)),
    ...clauses(manifest).flatMap(({ where, clause }) => checkClause(where, clause, manifest, usage)),
    ...checkMentions(manifest, usage),
  ];
}

function checkViews(manifest: Manifest, usage: SourceUsage): readonly Finding[] {
  const declared = viewsOf(manifest).map((view) => view.id);
  return [
    ...declared.filter((id) => !usage.views.includes(id)).map((id) => finding('views', `${id} is filled by nothing`)),
    ...usage.views.filter((id) => !declared.includes(id)).map((id) => finding('views', `${id} is not declared`)),
  ];
}

interface Clause {
  readonly where: string;
  readonly clause: string;
}

/** Every `when` and `enablement` of package.json with its place. */
function clauses(manifest: Manifest): readonly Clause[] {
  const { menus, commands, keybindings, viewsWelcome, walkthroughs, languageModelTools } = manifest.contributes;
  const places: readonly (readonly [string, string | undefined])[] = [
    ...Object.entries(menus).flatMap(([menu, items]) =>
      items.map((item) => [`menus › ${menu} › ${item.command ?? item.submenu ?? ''}`, item.when] as const),
    ),
    ...commands.map((command) => [command.command, command.enablement] as const),
    ...keybindings.map((one) => [`keybindings › ${one.command}`, one.when] as const),
    ...viewsOf(manifest).map((view) => [`views › ${view.id}`, view.when] as const),
    ...languageModelTools.map((tool) => [`languageModelTools › ${tool.name}`, tool.when] as const),
    ...viewsWelcome.map((welcome) => [`viewsWelcome › ${welcome.view}`, welcome.when] as const),
    ...walkthroughs.flatMap((one) =>
      [one, ...one.steps].map((part) => [`walkthroughs › ${part.id}`, part.when] as const),
    ),
  ];
  return places.flatMap(([where, clause]) => (clause === undefined ? [] : [{ where, clause }]));
}

function conditionsOf(manifest: Manifest): readonly Condition[] {
  return clauses(manifest).flatMap(({ clause }) => parsed(clause) ?? []);
}

function parsed(clause: string): readonly Condition[] | undefined {
  try {
    return parseWhen(clause);
  } catch {
    return undefined;
  }
}

function checkClause(where: string, clause: string, manifest: Manifest, usage: SourceUsage): readonly Finding[] {
  const conditions = parsed(clause);
  if (conditions === undefined) return [finding(where, `cannot read the clause "${clause}"`)];
  return conditions.flatMap(({ key, operator, value }) => {
    if (key.startsWith('config.')) return settingProblem(where, key.slice('config.'.length), manifest);
    if (key.startsWith('agentMigrator.')) {
      return usage.contextKeys.includes(key) ? [] : [finding(where, `${key} is not a context key of ours`)];
    }
    if (!vscodeKeys.has(key)) return [finding(where, `${key} is not a known context key`)];
    return operator === '==' || operator === '!=' ? valueProblem(where, key, value ?? '', { manifest, usage }) : [];
  });
}

function settingProblem(where: string, key: string, manifest: Manifest): readonly Finding[] {
  return !key.startsWith('agentMigrator.') || settingsOf(manifest).has(key)
    ? []
    : [finding(where, `${key} is not a setting`)];
}

function valueProblem(
  where: string,
  key: string,
  value: string,
  { manifest, usage }: { readonly manifest: Manifest; readonly usage: SourceUsage },
): readonly Finding[] {
  const isView = (): boolean => viewsOf(manifest).some((view) => view.id === value);
  const isScheme = (): boolean => vscodeSchemes.has(value) || usage.schemes.includes(value);
  if (key === 'view' && !isView()) return [finding(where, `${value} is not a view`)];
  if (key === 'resourceScheme' && !isScheme()) return [finding(where, `nothing serves the scheme ${value}`)];
  return [];
}

/** A string in the code that looks like a name of ours is one. */
function checkMentions(manifest: Manifest, usage: SourceUsage): readonly Finding[] {
  const known = new Set([
    ...usage.commandIds,
    ...usage.contextKeys,
    ...usage.ownIds,
    ...usage.schemes,
    ...settingsOf(manifest).keys(),
    ...viewsOf(manifest).map((view) => view.id),
    ...manifest.contributes.colors.map((color) => color.id),
    ...manifest.contributes.submenus.map((submenu) => submenu.id),
    ...manifest.contributes.walkthroughs.map((walkthrough) => walkthrough.id),
    ...Object.values(manifest.contributes.viewsContainers).flatMap((containers) => containers.map((one) => one.id)),
  ]);
  return usage.mentions
    .filter(({ id }) => !known.has(id))
    .map(({ id, where }) => finding(where, `${id} names nothing`));
}

function finding(where: string, message: string): Finding {
  return { where, message };
}
