import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

type Replacement = readonly [broken: string, whole: string];

/** Two files of the example fleet were broken by an earlier attempt to move them; this is what the attempt changed. */
const brokenByTheAttempt: ReadonlyMap<string, readonly Replacement[]> = new Map([
  [
    'agents/emotion_agent.py',
    [
      [
        'try:\n    import numpy as np\nfrom common.core.base_agent import BaseAgent\n',
        'from common.core.base_agent import BaseAgent\n\ntry:\n    import numpy as np\n',
      ],
    ],
  ],
  [
    'agents/tutor_agent.py',
    [
      ['from common.core.logging_setup import configure_logging\n\n', ''],
      ['logger = configure_logging(__name__)\n    level=', 'logging.basicConfig(\n    level='],
      ['    ],\n)\n', '    ],\n)\nlogger = logging.getLogger("TutorAgent")\n'],
    ],
  ],
]);

/**
 * Gives a folder a git history of two commits: one in which every file parses, and one as the folder is. An older
 * version that parses can then be looked for. Without git there is no history, and the rest works the same.
 */
export async function startHistory(folder: string): Promise<void> {
  try {
    await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder });
  } catch {
    return;
  }
  const broken = new Map<string, string>();
  for (const [file, replacements] of brokenByTheAttempt) {
    const absolute = path.join(folder, file);
    if (!existsSync(absolute)) continue;
    const text = await readFile(absolute, 'utf8');
    broken.set(absolute, text);
    await writeFile(absolute, wholeAgain(text, replacements));
  }
  await commit(folder, 'The voice assistant, fifteen agents');
  if (broken.size === 0) return;
  for (const [absolute, text] of broken) await writeFile(absolute, text);
  await commit(folder, 'Move agents to BaseAgent, first attempt');
}

function wholeAgain(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduce((whole, [from, to]) => {
    if (!whole.includes(from)) throw new Error(`The example fleet has changed: ${JSON.stringify(from)} is not there.`);
    return whole.replace(from, to);
  }, text);
}

async function commit(folder: string, message: string): Promise<void> {
  const identity = [
    '-c',
    'user.name=Example',
    '-c',
    'user.email=example@example.invalid',
    '-c',
    'commit.gpgsign=false',
  ];
  await run('git', ['add', '--all'], { cwd: folder });
  await run('git', [...identity, 'commit', '--quiet', `--message=${message}`], { cwd: folder });
}
