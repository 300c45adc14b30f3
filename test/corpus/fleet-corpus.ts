// Plans the fleet of a folder with the built command line, and has python3 judge who counts as adopted, who is blocked and in which order
// the waves come.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { runBuiltCli } from '../support/cli.js';

const options = { folder: { type: 'string' } } as const;
const contractSchema = v.object({ contract: v.object({ module: v.string(), class: v.string() }) });

async function printed(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runBuiltCli(args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

export async function fleetCorpus(args: readonly string[]): Promise<boolean> {
  const { folder } = parseArgs({ args: [...args], options }).values;
  if (folder === undefined) throw new Error('Name --folder DIR.');
  const { contract } = v.parse(
    contractSchema,
    JSON.parse(await printed(['contract', '--json', '--workspace', folder])),
  );
  const input = await printed(['fleet', '--json', '--workspace', folder]);
  const script = ['-I', '-B', 'test/corpus/fleet.py', folder, `${contract.module}:${contract.class}`];
  const { status, stdout, stderr } = spawnSync('python3', script, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  console.log(stdout.trimEnd());
  if (status !== 0 && status !== 1) throw new Error(`python3 ended with ${status ?? 'a signal'}: ${stderr}`);
  return status === 0 && stderr === '';
}
