import { ContractsInForce, type ContractInForce } from '../../app/contract-in-force.js';
import { readWorkspaceState } from '../../app/read-workspace.js';
import { parseClassReference, type ClassReference } from '../../core/config/contract-setting.js';
import { RefusedError } from '../../core/reason.js';
import { nearestName } from '../../core/text/nearest-name.js';
import { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { defineCommand, type CommandContext } from '../command.js';
import { configuration } from '../configuration.js';
import { contractText } from '../contract-text.js';
import { exitCodes } from '../exit-codes.js';
import { workspacePath } from '../paths.js';

export const contractCommand = defineCommand({
  name: 'contract',
  arguments: '[FILE[:CLASS]]',
  arity: { min: 0, max: 1 },
  summary: 'Print the contract in force, for all files or one of them, or infer it from a base class',
  options: {},
  run: async (context, { positionals }) => {
    const { output, json } = context;
    const answer = await answerFor(positionals[0], context);
    const { source, contract, ...remarks } = answer;
    if (json) output.document({ schemaVersion: 1, source, contract, ...remarks });
    else output.text(contractText(answer));
    return exitCodes.done;
  },
});

async function answerFor(written: string | undefined, context: CommandContext): Promise<ContractInForce> {
  const config = await configuration(context);
  const reference = written === undefined ? undefined : parseClassReference(written);
  const named = reference?.file ?? written;
  const path = named === undefined ? undefined : await workspacePath(context, named);
  const { ports, operation } = context;
  const request = { paths: path === undefined ? [] : [path], noIgnore: false, useCache: true, config };
  const index = new WorkspaceIndex(await readWorkspaceState(ports, request, operation));
  const contracts = new ContractsInForce(config, index, ports);
  if (path === undefined) return await contracts.ofWorkspace(operation);
  const file = index.files.get(path);
  if (file === undefined) throw refused(`${path} is not a source file whose contract could be read.`);
  if (reference === undefined) return await contracts.of(file, operation);
  const names = file.facts.classes.filter(({ topLevel }) => topLevel);
  const found = names.find(({ name }) => name === reference.class);
  if (found === undefined)
    throw refused(
      missingClass(
        { ...reference, file: path },
        names.map(({ name }) => name),
      ),
    );
  return await contracts.infer({ file, class: found }, operation);
}

function missingClass({ file, class: name }: ClassReference, names: readonly string[]): string {
  const meant = nearestName(name, names);
  const hint = meant === undefined ? `It defines ${names.join(', ') || 'no class'}.` : `Did you mean ${meant}?`;
  return `${file} defines no class ${name} at its top level. ${hint}`;
}

function refused(message: string): RefusedError {
  return new RefusedError({ code: 'no-class', message });
}
