/**
 * Types into an agent's unsaved text and prints, for each kind of key, what it took until the texts of lens and diagnostics were there.
 * The pause before an assessment is left out: it takes no time of the processor.
 */
import { readFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';
import path from 'node:path';
import { WorkspaceAssessor } from '../../../src/app/assess/workspace-assessor.js';
import { defaultConfig } from '../../../src/core/config/config.js';
import { createLocalPorts } from '../../../src/node/local-ports.js';
import { riskDiagnostics } from '../../../src/vscode/risk/diagnostic-texts.js';
import { lensTexts } from '../../../src/vscode/risk/lens-texts.js';

interface Input {
  readonly folder: string;
  /** The agent, relative to the folder. */
  readonly file: string;
  readonly keysPerKind: number;
}

/** One key: processor time of all threads, and the time that the thread of the extension host was busy. */
interface Keystroke {
  readonly cpuMs: number;
  readonly mainThreadMs: number;
}

const keys = { letter: 'x', quote: '"', parenthesis: '(', newline: '\n' } as const;

const { folder, file, keysPerKind } = (await json(process.stdin)) as Input;
const ports = createLocalPorts({ root: folder, environment: process.env, distDir: path.resolve('dist') });
const assessor = new WorkspaceAssessor(ports, { ...defaultConfig, core: ['ModelManagerAgent'] });
const { signal } = new AbortController();
await assessor.refresh({ signal });
const text = readFileSync(path.join(folder, file), 'utf8');
const places = [...text.matchAll(/\b[a-z]+_[a-z]+\b/gu)].map((match) => match.index + 3);

let texts = 0;

async function type(key: string, at: number): Promise<Keystroke> {
  // As the editor's text always is, the one before is the one without this key.
  await assessor.assessText(file, text, { signal });
  const edited = text.slice(0, at) + key + text.slice(at);
  const loop = performance.eventLoopUtilization();
  const before = process.cpuUsage();
  const { agents } = await assessor.assessText(file, edited, { signal });
  for (const agent of agents)
    texts += riskDiagnostics(agent, 50).length + lensTexts(agent, { hasMigration: false, status: undefined }).length;
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, mainThreadMs: performance.eventLoopUtilization(loop).active };
}

const placeOf = (turn: number): number => places[Math.floor((places.length - 1) * ((turn * 0.618) % 1))] ?? 0;
for (let turn = 0; turn < 30; turn++) await type(keys.letter, placeOf(turn));
const strokes: Record<string, Keystroke[]> = {};
for (const [kind, key] of Object.entries(keys)) {
  strokes[kind] = [];
  for (let turn = 0; turn < keysPerKind; turn++) strokes[kind].push(await type(key, placeOf(turn)));
}
if (texts === 0) throw new Error(`${file} holds no agent`);
console.log(JSON.stringify(strokes));
assessor.dispose();
await ports.dispose();
