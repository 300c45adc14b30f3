import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../real-vscode/browser.js';
import { installExtension } from '../../real-vscode/installed-extension.js';
import { startServer, type VscodeServer } from '../../real-vscode/server.js';
import { workbenchUrl } from '../../real-vscode/workbench-url.js';
import { copyWorkspace } from '../../real-vscode/workspace-copy.js';
import type { TemporaryFolder } from '../../real-vscode/temporary-folder.js';
import { Workbench } from './workbench.js';

const viewport = { width: 1360, height: 850 };
const report = (line: string): void => console.log(`    ${line}`);

export interface SessionOptions {
  /** The folder whose copy is opened; default: the example fleet. */
  readonly source?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Changes the copy before VS Code opens it. */
  readonly prepare?: (workspace: string) => Promise<void>;
}

/** A person at a VS Code of their own, with the extension installed and a copy of a workspace open. */
export interface Session {
  readonly workbench: Workbench;
  /** Absolute path of the copy. */
  readonly workspace: string;
  readonly server: Pick<VscodeServer, 'pid'>;
  close(): Promise<void>;
}

export async function openSession(name: string, options: SessionOptions = {}): Promise<Session> {
  const workspace = await copyWorkspace(options.source);
  let server: VscodeServer | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    await workspace.remove();
  };
  try {
    await options.prepare?.(workspace.path);
    server = await startServer({
      smokeTestDriver: false,
      endsWhenLeft: true,
      install: (extensions) => installExtension(path.resolve('.'), extensions),
      logFile: path.resolve('out', 'logs', `browser-${name}.log`),
      report,
      ...(options.settings === undefined ? {} : { settings: options.settings }),
      ...(options.environment === undefined ? {} : { environment: options.environment }),
    });
    browser = await launchBrowser(report);
    return { workbench: await openWorkbench(browser, server, workspace), workspace: workspace.path, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openWorkbench(browser: Browser, server: VscodeServer, workspace: TemporaryFolder): Promise<Workbench> {
  const context = await browser.newContext({
    viewport,
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(workbenchUrl(server.origin, workspace.path));
  const workbench = new Workbench(page);
  await workbench.waitUntilReady();
  return workbench;
}
