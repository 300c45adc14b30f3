import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { QuickInput } from './quick-input.js';
import { expectVisible, persistently, waitUntil, type Locator, type Page } from './waiting.js';

const screenshotFolder = path.join('out', 'screenshots');
/** A menu ignores a mouse button that goes up within about 100 ms of its opening, taking it for the opening click. */
const menuSettleMs = 200;

/** How the window names the kinds of its themes. */
const themeClasses = { 'Dark Modern': 'vs-dark', 'Dark High Contrast': 'hc-black', 'Light Modern': 'vs' } as const;

/** What a person does in the workbench. Every action waits for what it needs and for what it brings about. */
export class Workbench {
  readonly quickInput: QuickInput;

  constructor(readonly page: Page) {
    this.quickInput = new QuickInput(page);
  }

  /** The explorer shows the folder and the extension host has answered. */
  async waitUntilReady(): Promise<void> {
    await expectVisible(this.page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first(), 60_000);
  }

  /** Opens a file by its name through quick open (Ctrl+P). */
  async openFile(name: string): Promise<void> {
    const label = path.posix.basename(name);
    await this.quickInput.choose('ControlOrMeta+P', name, label);
    await expectVisible(this.editorTab(label));
    await expectVisible(this.page.locator('.editor-group-container.active .view-lines .view-line').first());
  }

  /** Puts the cursor at the start of a line of the active editor (Ctrl+G), and the line into view. */
  async goToLine(line: number): Promise<void> {
    await this.quickInput.chooseFirst('Control+G', `:${line}`);
    await expectVisible(this.statusBarItem(`Ln ${line}, `));
  }

  /** Goes to a line where something is to be seen. */
  async seeAtLine(line: number, what: Locator): Promise<void> {
    await persistently(async () => {
      await this.goToLine(line);
      await expectVisible(what, 7_000);
    });
  }

  /** The first place in the active editor's view where a token stands. */
  token(text: string): Locator {
    return this.page
      .locator('.editor-group-container.active .lines-content .view-line span > span')
      .filter({ hasText: text })
      .first();
  }

  /** Rests the mouse on a token until its hover is there; answers the hover's text. */
  async hoverOver(text: string): Promise<string> {
    await this.token(text).hover();
    const hover = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    await expectVisible(hover);
    return hover.innerText();
  }

  /** Runs a command by its title through the palette. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.choose('F1', `>${title}`, title);
  }

  /** Runs a command that asks for a choice, and chooses; again when the list went away with the focus before it was answered. */
  async runCommandAndPick(title: string, label: string | RegExp): Promise<void> {
    await persistently(async () => {
      await this.runCommand(title);
      await this.quickInput.pick(label);
    });
  }

  /** Opens the palette (F1) with a text typed, and leaves it open; answers the labels in view. */
  async openPalette(text: string): Promise<string[]> {
    await this.quickInput.type('F1', `>${text}`, text);
    const labels = await this.quickInput.rows().locator('.label-name').allInnerTexts();
    return labels.map((label) => label.trim());
  }

  /** Chooses a colour theme, and waits until the window has it. */
  async useTheme(theme: keyof typeof themeClasses): Promise<void> {
    await persistently(async () => {
      await this.runCommand('Preferences: Color Theme');
      await this.quickInput.fill(theme);
      await this.quickInput.pick(theme);
    });
    await expectVisible(this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).first());
  }

  editorTab(label: string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: label }).first();
  }

  /** The row of a file or folder in the explorer; `name` is its own name. Folders on the way must be open. */
  explorerRow(name: string): Locator {
    return this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .first();
  }

  /** Opens folders of the explorer by name, outermost first. */
  async openFolders(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const row = this.explorerRow(name);
      await expectVisible(row);
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
    }
  }

  /** Waits for a badge beside a file or folder of the explorer. VS Code draws it as generated content, which is not text. */
  async waitForBadge(name: string, badge: string): Promise<void> {
    const labels = `[...document.querySelectorAll('.explorer-folders-view .monaco-icon-label')]`;
    const ours = `(label) => label.textContent === ${JSON.stringify(name)}`;
    const drawn = `${labels}.filter(${ours}).map((label) => getComputedStyle(label, '::after').content).join()`;
    await waitUntil(`${name} has the badge ${badge}`, async () => {
      const content = String(await this.page.evaluate(drawn)).replaceAll('"', '');
      return content.split(', ').includes(badge);
    });
  }

  /** Right-clicks a file of the explorer and goes through submenus by their labels. */
  async openMenu(file: string, ...submenus: readonly string[]): Promise<void> {
    await this.explorerRow(file).click({ button: 'right' });
    for (const label of submenus) {
      const entry = this.menuEntry(label);
      await expectVisible(entry);
      await this.page.waitForTimeout(menuSettleMs);
      await entry.hover();
    }
    await this.page.waitForTimeout(menuSettleMs);
  }

  /** As `openMenu`, again until an entry can be chosen: a menu that is open does not follow what is allowed meanwhile. */
  async openMenuWith(label: string, file: string, ...submenus: readonly string[]): Promise<void> {
    await waitUntil(`${label} can be chosen`, async () => {
      await this.openMenu(file, ...submenus);
      const entry = this.menuEntry(label);
      await expectVisible(entry);
      if (!(await entry.getAttribute('class'))?.includes('disabled')) return true;
      await this.closeMenus();
      return false;
    });
  }

  /** Chooses an entry of the menu that is open. */
  async chooseFromMenu(label: string): Promise<void> {
    const entry = this.menuEntry(label);
    await expectVisible(entry);
    await this.page.waitForTimeout(menuSettleMs);
    await entry.click();
    // Swallowed after all: the menu is still there.
    if (await entry.isVisible()) await entry.click({ timeout: 1_000 }).catch(() => undefined);
  }

  private async closeMenus(): Promise<void> {
    const menus = this.page.locator('.monaco-menu');
    while ((await menus.count()) > 0) {
      await this.page.keyboard.press('Escape');
      await this.page.waitForTimeout(menuSettleMs);
    }
  }

  private menuEntry(label: string): Locator {
    return this.page.locator('.monaco-menu .action-item').filter({ hasText: label }).last();
  }

  /** Clicks an action in the title bar of the active editor, by its tooltip. */
  async clickEditorAction(title: string | RegExp): Promise<void> {
    const actions = this.page.locator('.editor-group-container.active .editor-actions');
    await actions.getByRole('button', { name: title }).first().click();
  }

  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text }).first();
  }

  async clickCodeLens(text: string | RegExp): Promise<void> {
    const lens = this.codeLens(text);
    await expectVisible(lens);
    await lens.click();
  }

  /** The notification toast that holds a text; its buttons are found by role inside it. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
  }

  async waitForToast(text: string | RegExp): Promise<string> {
    const toast = this.toast(text);
    await expectVisible(toast);
    return (await toast.locator('.notification-list-item-message').innerText()).trim();
  }

  async clickToastButton(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** A modal dialog's button, by its label. */
  async clickDialogButton(label: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name: label, exact: true }).click();
  }

  /** A row of one of the views in the side bar, by the view's title and a text in the row. */
  viewRow(view: string, text: string | RegExp): Locator {
    const header = this.page.locator('.pane-header').filter({ hasText: view });
    const pane = this.page.locator('.part.sidebar .pane').filter({ has: header });
    return pane.locator('.monaco-list-row').filter({ hasText: text }).first();
  }

  /** Answers a list if one comes up, until a notification says how it went. */
  async pickUntilToast(label: string, text: RegExp): Promise<void> {
    await waitUntil(`a notification says ${String(text)}`, async () => {
      await this.quickInput.pickIfOffered(label);
      return this.toast(text).isVisible();
    });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
  }

  async readStatusBar(): Promise<string[]> {
    const items = await this.page.locator('.part.statusbar .statusbar-item:visible').allInnerTexts();
    return items.map((item) => item.trim()).filter((item) => item !== '');
  }

  /** Opens the problems panel; answers its rows. */
  async openProblems(): Promise<string[]> {
    if (!(await this.page.locator('.markers-panel').isVisible()))
      await this.page.keyboard.press('ControlOrMeta+Shift+M');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await expectVisible(rows.first());
    return (await rows.allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' ').trim());
  }

  /** The document inside a webview; its frame is nested in the one that VS Code gives it. */
  webview(): ReturnType<Page['frameLocator']> {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** Keeps a picture in `out/screenshots/`; answers its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(screenshotFolder, `${name}.png`);
    await mkdir(screenshotFolder, { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }
}
