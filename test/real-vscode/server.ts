import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ProcessGroup } from './process-group.js';
import { provisionServer, type Report } from './provision-server.js';
import { temporaryFolder } from './temporary-folder.js';
import { userSettings } from './user-settings.js';

const startTimeoutMs = 60_000;

export interface ServerOptions {
  /**
   * Opens the door for the page to load an extension under development and its tests. It also hides notification
   * toasts, so a session that plays a person goes without and has its extension installed.
   */
  readonly smokeTestDriver: boolean;
  /** Ends by itself some minutes after its last window has gone, in case nobody is left to stop it. */
  readonly endsWhenLeft: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Fills the extensions folder before the server reads it. */
  readonly install?: (extensionsFolder: string) => Promise<void>;
  /** The server's own output, for looking into a failure. */
  readonly logFile: string;
  readonly report: Report;
}

/** A VS Code server of our own on a loopback port, with throw-away user data and extensions. */
export interface VscodeServer {
  readonly origin: string;
  readonly logFile: string;
  /** Leads the process group of everything that the server starts. */
  readonly pid: number;
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<VscodeServer> {
  const files = await provisionServer(options.report);
  const home = temporaryFolder('vscode');
  const folders = foldersIn(home.path);
  await mkdir(folders.extensions, { recursive: true });
  await writeSettings(path.join(folders.user, 'User'), { ...userSettings, ...options.settings });
  // Settings of machine scope are read on the server's side alone.
  await writeSettings(path.join(folders.user, 'Machine'), { ...options.settings });
  await options.install?.(folders.extensions);

  const group = new ProcessGroup(files.node, [files.main, ...serverArguments(folders, options)], {
    environment: {
      ...cleanEnvironment(),
      // An empty gallery keeps the workbench from looking for a marketplace.
      EXTENSIONS_GALLERY: '{}',
      // The extension's own journal copies and caches are as throw-away as the rest.
      AGENT_MIGRATOR_STATE_DIR: folders.state,
      XDG_CACHE_HOME: folders.state,
      ...options.environment,
    },
  });
  const stop = async (): Promise<void> => {
    await group.stop();
    await home.remove();
  };
  try {
    const port = await announcedPort(group, options.logFile);
    return {
      origin: `http://127.0.0.1:${port}`,
      logFile: options.logFile,
      pid: group.child.pid ?? 0,
      ended: group.end,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

interface ServerFolders {
  readonly server: string;
  readonly user: string;
  readonly extensions: string;
  readonly state: string;
}

function foldersIn(home: string): ServerFolders {
  const inside = (name: string): string => path.join(home, name);
  return { server: inside('server'), user: inside('user'), extensions: inside('extensions'), state: inside('state') };
}

function serverArguments(folders: ServerFolders, options: ServerOptions): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--disable-workspace-trust', '--telemetry-level', 'off', '--force-disable-user-env'],
    ...['--server-data-dir', folders.server, '--user-data-dir', folders.user, '--extensions-dir', folders.extensions],
    ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
    ...(options.endsWhenLeft ? ['--enable-remote-auto-shutdown'] : []),
  ];
}

/** Started from a VS Code terminal, its variables would make the server believe it belongs to that window. */
function cleanEnvironment(): Record<string, undefined> {
  const foreign = Object.keys(process.env).filter((name) => /^(VSCODE_|ELECTRON_|npm_)/.test(name));
  return Object.fromEntries(foreign.map((name) => [name, undefined]));
}

async function announcedPort(group: ProcessGroup, logFile: string): Promise<number> {
  await mkdir(path.dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  const { stdout, stderr } = group.child;
  if (stdout === null || stderr === null) throw new Error('The server has no output to read its port from.');
  stderr.pipe(log, { end: false });
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new Error(`The VS Code server ${what}; its output is in ${logFile}.`));
    const timer = setTimeout(() => fail('did not start in time'), startTimeoutMs);
    createInterface({ input: stdout }).on('line', (line) => {
      log.write(`${line}\n`);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    group.child.once('error', (error) => fail(`could not be started (${error.message})`));
    group.child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${String(code)}`);
    });
  });
}
