/**
 * `npm start`: the extension on a throw-away copy of the example fleet. The desktop VS Code when there is one on PATH,
 * else VS Code in a browser window, else its address for a browser elsewhere. Ctrl+C ends everything that was started
 * and removes the copy.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ProcessGroup } from './process-group.js';
import { findBrowser, onPath } from './find-browser.js';
import { installExtension } from './installed-extension.js';
import { startServer } from './server.js';
import { temporaryFolder } from './temporary-folder.js';
import { remoteUri, workbenchUrl } from './workbench-url.js';
import { copyWorkspace } from './workspace-copy.js';
import { runMain } from '../support/run-main.js';

const root = path.resolve('.');
const report = (line: string): void => console.log(line);

async function main(): Promise<number> {
  const workspace = await copyWorkspace();
  report(`Workspace: ${workspace.path} (a copy of media/example-fleet, removed at the end)`);
  const desktop = process.argv.includes('--browser') ? undefined : onPath('code');
  const agent = await agentToSee(workspace.path);
  return desktop === undefined ? inBrowser(workspace.path, agent) : onDesktop(desktop, workspace.path, agent);
}

/** `FILE:LINE` of an agent whose score has something to explain: what is seen first. */
async function agentToSee(workspace: string): Promise<string> {
  const file = path.join(workspace, 'agents', 'speech_recognition_agent.py');
  const linesAbove = (await readFile(file, 'utf8')).split(/^class SpeechRecognitionAgent\b/m, 1)[0]?.split('\n') ?? [];
  return `${file}:${linesAbove.length}`;
}

async function onDesktop(code: string, workspace: string, agent: string): Promise<number> {
  report(`Starting ${code}. Ctrl+C ends it; so does closing its window.`);
  const profile = temporaryFolder('profile');
  const window = new ProcessGroup(
    code,
    [
      '--wait',
      '--new-window',
      '--disable-workspace-trust',
      '--user-data-dir',
      profile.path,
      `--extensionDevelopmentPath=${root}`,
      workspace,
      '--goto',
      agent,
    ],
    { environment: {} },
  );
  await window.end;
  return window.child.exitCode ?? 1;
}

async function inBrowser(workspace: string, agent: string): Promise<number> {
  report('Starting VS Code for the browser…');
  const server = await startServer({
    smokeTestDriver: false,
    endsWhenLeft: false,
    install: (extensions) => installExtension(root, extensions),
    logFile: path.resolve('out', 'logs', 'start.log'),
    report,
  });
  const payload = { openFile: remoteUri(server.origin, agent), gotoLineMode: 'true' };
  const url = workbenchUrl(server.origin, workspace, payload);
  const browser = hasDisplay() ? findBrowser() : undefined;
  if (browser !== undefined) {
    const profile = temporaryFolder('profile');
    new ProcessGroup(browser, [`--user-data-dir=${profile.path}`, '--no-first-run', `--app=${url}`], {
      environment: {},
    });
  }
  report(`\n${browser === undefined ? 'Open' : 'Opened'} ${url}\nCtrl+C ends VS Code and removes the copy.`);
  await server.ended;
  report('VS Code has ended.');
  return 1;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}

await runMain(main);
