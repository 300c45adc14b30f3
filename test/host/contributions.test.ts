import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly submenu?: string }[]>>;
    readonly submenus: readonly { readonly id: string }[];
  };
}

describe('what the extension contributes', () => {
  const extension = vscode.extensions.getExtension<unknown>('agent-migrator.agent-migrator');
  const { contributes } = extension?.packageJSON as Manifest;
  const declared = contributes.commands.map(({ command }) => command);

  it('registers exactly the commands that it declares', async () => {
    await extension?.activate();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('agentMigrator.'));
    // VS Code itself adds a focus command and the like for every view.
    const own = registered.filter((id) => !/\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/.test(id));
    assert.deepEqual(own.sort(), [...declared].sort());
  });

  it('puts nothing into a menu that does not exist', () => {
    const submenus = new Set(contributes.submenus.map(({ id }) => id));
    for (const [menu, entries] of Object.entries(contributes.menus)) {
      for (const { command, submenu } of entries) {
        if (command !== undefined) assert.ok(declared.includes(command), `${menu}: ${command}`);
        if (submenu !== undefined) assert.ok(submenus.has(submenu), `${menu}: ${submenu}`);
      }
    }
  });
});
