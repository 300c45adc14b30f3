import type { Finding } from '../finding.js';
import type { Manifest, MenuItem } from './manifest.js';
import type { SourceUsage } from './source-usage.js';

const category = 'Agent Migrator';
/** Menus whose items in the group `navigation` or `inline` are drawn as icons. */
const iconMenus = new Set(['editor/title', 'view/title', 'view/item/context']);

/** Every command is declared, titled, handled and shown where it claims to be. */
export function checkCommands(manifest: Manifest, usage: SourceUsage): readonly Finding[] {
  const declared = manifest.contributes.commands.map((command) => command.command);
  const handled = new Set(usage.commandIds);
  return [
    ...duplicates(declared).map((id) => finding(id, 'is declared twice')),
    ...declared.filter((id) => !handled.has(id)).map((id) => finding(id, 'has no handler in src/vscode/commands.ts')),
    ...usage.commandIds
      .filter((id) => !declared.includes(id))
      .map((id) => ({ where: 'src/vscode/commands.ts', message: `${id} is not declared in package.json` })),
    ...manifest.contributes.commands.flatMap((command) => checkTitle(command.command, command)),
    ...checkMenus(manifest, new Set(declared)),
    ...checkReachability(manifest),
  ];
}

function checkTitle(id: string, { title, category: own }: { title: string; category?: string }): readonly Finding[] {
  return [
    ...(own === category ? [] : [finding(id, `has the category "${own ?? ''}" instead of "${category}"`)]),
    ...(title.trim() === '' ? [finding(id, 'has no title')] : []),
    ...(title.includes(category) ? [finding(id, 'repeats the category in its title')] : []),
    ...(/^[A-Z]/u.test(title) ? [] : [finding(id, 'has a title that does not begin with a capital letter')]),
  ];
}

function checkMenus(manifest: Manifest, declared: ReadonlySet<string>): readonly Finding[] {
  const { menus, submenus, keybindings, commands } = manifest.contributes;
  const icons = new Set(commands.filter((command) => command.icon !== undefined).map((command) => command.command));
  const ofMenus = Object.entries(menus).flatMap(([menu, items]) =>
    items.flatMap((item) => checkMenuItem({ menu, item, declared, icons, submenus: submenus.map((one) => one.id) })),
  );
  const unknownKeys = keybindings.filter((one) => !declared.has(one.command));
  return [
    ...ofMenus,
    ...submenus
      .filter((one) => (menus[one.id] ?? []).length === 0)
      .map((one) => finding(one.id, 'is an empty submenu')),
    ...submenus
      .filter((one) => !Object.values(menus).some((items) => items.some((item) => item.submenu === one.id)))
      .map((one) => finding(one.id, 'is a submenu that no menu shows')),
    ...unknownKeys.map((one) => finding('keybindings', `${one.command} is not a command`)),
  ];
}

interface PlacedItem {
  readonly menu: string;
  readonly item: MenuItem;
  readonly declared: ReadonlySet<string>;
  readonly icons: ReadonlySet<string>;
  readonly submenus: readonly string[];
}

function checkMenuItem({ menu, item, declared, icons, submenus }: PlacedItem): readonly Finding[] {
  const where = `menus › ${menu}`;
  if (item.submenu !== undefined) {
    return submenus.includes(item.submenu) ? [] : [finding(where, `${item.submenu} is not a submenu`)];
  }
  const id = item.command ?? '';
  if (!declared.has(id)) return [finding(where, `${id} is not a command`)];
  const asIcon = iconMenus.has(menu) && /^(?:navigation|inline)/u.test(item.group ?? '');
  return asIcon && !icons.has(id) ? [finding(where, `${id} is shown as an icon but has none`)] : [];
}

/** A command hidden from the palette is in another menu, or nobody could ever start it. */
function checkReachability(manifest: Manifest): readonly Finding[] {
  const { menus } = manifest.contributes;
  const hidden = (menus['commandPalette'] ?? []).filter((item) => item.when === 'false');
  const elsewhere = new Set(
    Object.entries(menus)
      .filter(([menu]) => menu !== 'commandPalette')
      .flatMap(([, items]) => items.map((item) => item.command)),
  );
  return hidden
    .filter((item) => !elsewhere.has(item.command))
    .map((item) => finding(item.command ?? '', 'is hidden from the palette and in no other menu'));
}

function duplicates(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function finding(where: string, message: string): Finding {
  return { where, message };
}
