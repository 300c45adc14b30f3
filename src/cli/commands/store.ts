import type { StoreCollection, StoreVerification } from '../../app/ports/store-keeper.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { UsageError } from '../arguments/usage-error.js';

export const storeCommand = defineCommand({
  name: 'store',
  arguments: 'verify|gc',
  arity: { min: 1, max: 1 },
  summary: 'Check every saved copy and record, or clear away what nobody needs any more',
  options: {},
  run: async (context, { positionals: [action] }) => {
    if (action === 'verify') return await verify(context);
    if (action === 'gc') return await collect(context);
    throw new UsageError(`"${action ?? ''}" is nothing that "store" does; it does verify and gc.`);
  },
});

async function verify({ ports, output, json, operation }: CommandContext): Promise<ExitCode> {
  const verification = await ports.storeKeeper.verify(operation);
  if (json) output.document(verification);
  else output.text(verificationAsText(verification));
  return verification.problems.length > 0 ? exitCodes.findings : exitCodes.done;
}

async function collect({ ports, output, json, operation }: CommandContext): Promise<ExitCode> {
  const collection = await ports.storeKeeper.collect(operation);
  if (json) output.document(collection);
  else output.text(collectionAsText(collection));
  return exitCodes.done;
}

function verificationAsText({ journal, checkpoints, size, problems }: StoreVerification): string {
  const lines = [
    `journal: ${journal.condition}, ${journal.records} records`,
    `copies: ${checkpoints.whole} of ${checkpoints.needed} whole in both homes, ${checkpoints.bytes} bytes`,
    `room: ${size.bytes} of ${size.limitBytes} bytes`,
    ...problems.map(({ message }) => message),
  ];
  return `${lines.join('\n')}\n`;
}

function collectionAsText({ healed, setAside, removed, freedBytes }: StoreCollection): string {
  return `${healed} copies healed, ${setAside} set aside, ${removed} removed (${freedBytes} bytes)\n`;
}
