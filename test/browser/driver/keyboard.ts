import { expectVisible, persistently, waitUntil, type Locator, type Page } from './waiting.js';

const mostSteps = 60;
const stepTimeoutMs = 8_000;

/** Events of a person's that only a mouse, a pen or a finger brings about. */
const pointerEvents = ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'wheel', 'touchstart'];

/** What a person does who has no mouse: everything is a key, and where a key goes is where the focus is. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Counts from now on what a mouse would bring about. */
  async watchPointer(): Promise<void> {
    await this.page.evaluate(`globalThis.pointerEvents = 0;
      for (const type of ${JSON.stringify(pointerEvents)})
        addEventListener(type, (event) => { if (event.isTrusted) globalThis.pointerEvents += 1; }, true);`);
  }

  /** How many such events there were. */
  async pointerEvents(): Promise<number> {
    return Number(await this.page.evaluate('globalThis.pointerEvents'));
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Runs a command by its title: F1, its words, Enter once it is the row in force. */
  async runCommand(title: string): Promise<void> {
    await persistently(async () => {
      if (await this.quickInput.isVisible()) await this.press('Escape');
      await this.press('F1');
      await expectVisible(this.quickInput, stepTimeoutMs);
      await this.type(title);
      await this.choose(title);
    });
  }

  /** Goes down the open list of choices to a row, and takes it. */
  async choose(label: string | RegExp): Promise<void> {
    const rows = this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
    await expectVisible(rows.filter({ hasText: label }).first(), stepTimeoutMs);
    await this.goTo(rows.and(this.page.locator('.focused')), label, 'ArrowDown');
    await this.press('Enter');
  }

  /** Goes down a view of the side bar to a row. The view must have the focus. */
  async goToRow(label: string | RegExp): Promise<void> {
    await this.goTo(this.focusedRow, label, 'ArrowDown');
  }

  /** Opens the menu of what has the focus, and takes an entry of it. */
  async chooseFromMenu(label: string): Promise<void> {
    await persistently(async () => {
      const menu = this.page.locator('.monaco-menu').last();
      // Not without a menu: there the key takes the mark off the row.
      if (await menu.isVisible()) await this.press('Escape');
      await this.press('Shift+F10');
      await expectVisible(menu, stepTimeoutMs);
      await this.goTo(this.page.locator('.monaco-menu .action-item.focused').last(), label, 'ArrowDown');
      await this.press('Enter');
      await menu.waitFor({ state: 'hidden', timeout: stepTimeoutMs });
    });
  }

  /** Goes on by Tab until something has the focus. */
  async tabTo(what: Locator): Promise<void> {
    await expectVisible(what);
    for (let step = 0; !(await hasFocus(what)); step += 1) {
      if (step === mostSteps) throw new Error('Tab does not come there.');
      await this.press('Tab');
    }
  }

  /** The row in force of the list that has the focus. */
  get focusedRow(): Locator {
    return this.page.locator('.monaco-list:focus-within .monaco-list-row.focused').first();
  }

  /** Name of what has the focus, as a screen reader says it; empty where nothing has. */
  async focusedName(): Promise<string> {
    return String(
      await this.page.evaluate(`(() => {
        const { activeElement: it } = document;
        const row = document.getElementById(it?.getAttribute('aria-activedescendant') ?? '');
        return row?.getAttribute('aria-label') ?? it?.getAttribute('aria-label') ?? it?.textContent ?? '';
      })()`),
    );
  }

  private get quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input').first();
  }

  private async goTo(current: Locator, label: string | RegExp, key: string): Promise<void> {
    const wanted = current.filter({ hasText: label });
    for (let step = 0; !(await wanted.isVisible()); step += 1) {
      if (step === mostSteps) throw new Error(`The keys do not come to "${String(label)}".`);
      const before = await textOf(current);
      await this.press(key);
      await waitUntil('the keys go on', async () => (await textOf(current)) !== before, 1_000).catch(() => undefined);
    }
  }
}

async function textOf(row: Locator): Promise<string> {
  return (await row.isVisible()) ? row.innerText() : '';
}

async function hasFocus(what: Locator): Promise<boolean> {
  return await what.evaluate((it: { matches(selector: string): boolean }) => it.matches(':focus'));
}
