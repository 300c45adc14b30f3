import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pageFrame, type PageContent } from '../../src/vscode/panels/page-frame.js';

/** Nobody listens there: every request is answered by the test. */
const origin = 'http://127.0.0.1:8080';
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

export interface OwnPage {
  readonly content: PageContent;
  /** Built files and style sheets, from the folder of the project. */
  readonly script: string;
  readonly styles: readonly string[];
  readonly viewport: { readonly width: number; readonly height: number };
  /** Code that stands in for VS Code; it runs before the page's own. */
  readonly standIn: string;
}

/** Opens a page of the product as it ships, with its own policy, outside of VS Code. */
export async function openOwnPage(browser: Browser, own: OwnPage): Promise<Page> {
  const context = await browser.newContext({ viewport: own.viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(own.standIn);
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body =
      pathname === '/index.html' ? pageText(own) : await readFile(path.join('.', pathname), 'utf8').catch(() => '');
    await route.fulfill({ body, contentType: types[path.extname(pathname)] ?? 'text/plain' });
  });
  await page.goto(`${origin}/index.html`);
  return page;
}

function pageText({ content, script, styles }: OwnPage): string {
  const links = styles.map((style) => `${origin}/${style}`);
  return pageFrame({ nonce: 'bm9uY2U', styleSource: origin, script: `${origin}/${script}`, styles: links }, content);
}
