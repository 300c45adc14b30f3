import { type Browser, chromium } from 'playwright-core';
import { provisionBrowser } from './provision-browser.js';
import { provisionFonts } from './provision-fonts.js';
import type { Report } from './provision-server.js';

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
  // Nothing but our own server can be reached, whatever a page asks for.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A headless browser that reaches the loopback address alone. */
export async function launchBrowser(report: Report): Promise<Browser> {
  const { executable, environment } = await provisionBrowser(report);
  const fonts = await provisionFonts(report);
  return chromium.launch({
    executablePath: executable,
    args: flags,
    env: { ...ownEnvironment(), ...environment, ...fonts },
  });
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
