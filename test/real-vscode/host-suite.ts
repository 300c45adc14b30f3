import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from './browser.js';
import type { Report } from './provision-server.js';
import { startServer } from './server.js';
import { remoteUri, workbenchUrl } from './workbench-url.js';

export interface HostSuiteOptions {
  /** The extension under development, with `dist/` built. */
  readonly extension: string;
  /** The module whose `run()` is the suite. */
  readonly suite: string;
  /** The folder that VS Code opens; a throw-away copy. */
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFolder: string;
  readonly timeoutMs: number;
  readonly report: Report;
}

/** Runs a suite in the extension host of a real VS Code; answers the exit code that the workbench reported. */
export async function runHostSuite(options: HostSuiteOptions): Promise<number> {
  const server = await startServer({
    smokeTestDriver: true,
    endsWhenLeft: true,
    environment: options.environment,
    logFile: path.join(options.logFolder, 'host-server.log'),
    report: options.report,
  });
  try {
    const browser = await launchBrowser(options.report);
    try {
      const page = await browser.newPage();
      const ended = new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(outOfTime(options))), options.timeoutMs);
        void page.exposeFunction('codeAutomationExit', (code: number) => {
          clearTimeout(timer);
          resolve(code);
        });
        page.once('crash', () => reject(new Error('The browser page of VS Code crashed.')));
      });
      const log = createWriteStream(path.join(options.logFolder, 'host-workbench.log'));
      await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
        log.write(`[${type}] ${args.map(String).join(' ')}\n`);
      });
      await page.goto(
        workbenchUrl(server.origin, options.workspace, {
          extensionDevelopmentPath: remoteUri(server.origin, options.extension),
          extensionTestsPath: remoteUri(server.origin, options.suite),
        }),
      );
      return await ended;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

function outOfTime({ timeoutMs, logFolder }: HostSuiteOptions): string {
  return `The suite did not end within ${String(timeoutMs / 1000)} s; see the logs in ${logFolder}.`;
}
