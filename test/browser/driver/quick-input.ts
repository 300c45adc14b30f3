import type { Locator, Page } from './waiting.js';
import { expectVisible, persistently } from './waiting.js';

const attemptMs = 8_000;
const usualTimeoutMs = 30_000;

/** The box at the top of the window: quick open, the palette, going to a line, lists to choose from. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  get box(): Locator {
    return this.page.locator('.quick-input-widget input.input').first();
  }

  rows(text?: string | RegExp): Locator {
    const rows = this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
    return text === undefined ? rows : rows.filter({ hasText: text });
  }

  /** Opens the box with a key, types, and waits for a row that shows `expected`. The box stays open. */
  async type(key: string, text: string, expected: string | RegExp): Promise<void> {
    await persistently(() => this.typeOnce(key, text, expected));
  }

  /** Opens the box with a key, types, and chooses the row that shows `label`. */
  async choose(key: string, text: string, label: string | RegExp): Promise<void> {
    await persistently(async () => {
      await this.typeOnce(key, text, label);
      await this.rows(label).first().click({ timeout: attemptMs });
    });
  }

  /**
   * Opens the box with a key, types, and chooses the first row. A click and not the Enter key: that would go into the editor when
   * something takes the focus from the box meanwhile.
   */
  async chooseFirst(key: string, text: string): Promise<void> {
    await persistently(async () => {
      await this.typeOnce(key, text);
      await this.rows().first().click({ timeout: attemptMs });
    });
  }

  private async typeOnce(key: string, text: string, expected?: string | RegExp): Promise<void> {
    // A box that stands open still shows what there was when it was opened.
    if (await this.box.isVisible()) await this.page.keyboard.press('Escape');
    await this.page.keyboard.press(key);
    await this.fill(text);
    if (expected !== undefined) await expectVisible(this.rows(expected).first(), attemptMs);
  }

  /** Puts a text into the box that is open. Not by the keyboard: its keys go to whatever has taken the focus meanwhile. */
  async fill(text: string): Promise<void> {
    await expectVisible(this.box, attemptMs);
    await this.box.evaluate((input: { value: string; dispatchEvent(event: Event): boolean }, value) => {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, text);
  }

  /** Chooses an entry of the list that is open, or is about to be. */
  async pick(label: string | RegExp, timeoutMs = usualTimeoutMs): Promise<void> {
    await this.rows(label).first().click({ timeout: timeoutMs });
  }

  /** Chooses an entry if a list offers it at this moment. */
  async pickIfOffered(label: string): Promise<void> {
    const row = this.rows(label).first();
    if (await row.isVisible()) await row.click({ timeout: 1_000 }).catch(() => undefined);
  }
}
