import path from 'node:path';
import type { ContractInForce } from '../../app/contract/contract-in-force.js';
import { readContract, type ContractQuestion } from '../../app/contract/read-contract.js';
import { configFileName } from '../../core/config/config-file-name.js';
import { parseClassReference } from '../../core/config/contract-setting.js';
import { withContract } from '../../core/config/write-contract.js';
import { RefusedError } from '../../core/reason.js';
import { defineCommand, type CommandContext } from '../command.js';
import { configuration } from '../configuration.js';
import { contractText } from '../text/contract-text.js';
import { exitCodes } from '../exit-codes.js';
import { workspacePath } from '../paths.js';
import { UsageError } from '../arguments/usage-error.js';

export const contractCommand = defineCommand({
  name: 'contract',
  arguments: '[FILE[:CLASS]]',
  arity: { min: 0, max: 1 },
  summary: 'Print the contract in force, for all files or one of them, or infer it from a base class',
  options: {
    write: { type: 'boolean', summary: `Also write it to ${configFileName}, where it can be corrected` },
    for: { type: 'string', value: 'GLOB', summary: 'With --write: only for agents in these files' },
  },
  run: async (context, { positionals, values }) => {
    if (values.for !== undefined && values.write !== true) throw new UsageError('--for GLOB goes with --write.');
    const { output, json, ports, operation } = context;
    const config = await configuration(context);
    const answer = await readContract(ports, config, await question(positionals[0], context), operation);
    const { source, contract, ...remarks } = answer;
    const written = values.write === true ? await write(answer, values.for, context) : undefined;
    if (json) output.document({ schemaVersion: 1, source, contract, ...remarks, ...(written && { written }) });
    else output.text(contractText(answer));
    if (written !== undefined) output.note(`Written to ${written}.`);
    return exitCodes.done;
  },
});

async function question(written: string | undefined, context: CommandContext): Promise<ContractQuestion> {
  if (written === undefined) return {};
  const reference = parseClassReference(written);
  const file = await workspacePath(context, reference?.file ?? written);
  return { path: file, ...(reference === undefined ? {} : { class: reference.class }) };
}

/** Puts the contract into the project's configuration; the path of that file. A contract that cannot be relied on is not written. */
async function write(
  { contract, refusal }: ContractInForce,
  files: string | undefined,
  { workspace, configFile, ports }: CommandContext,
): Promise<string> {
  if (refusal !== undefined) throw new RefusedError(refusal);
  const target = configFile ?? path.join(workspace, configFileName);
  const name = path.basename(target);
  await ports.configurationFile.rewrite(target, (text) => withContract(text, contract, files, name));
  return target;
}
