import { counted } from '../core/text/counted.js';
import { isSameBytes } from '../core/text/same-bytes.js';
import type { WrittenTests } from '../app/ports/written-tests.js';
import { RefusedError } from '../core/reason.js';
import { askYesNo } from './ask.js';
import type { CommandContext } from './command.js';

/** Writes the test of an agent; one that is there already stays unless somebody at the terminal says otherwise. */
export async function writeTest(
  tests: WrittenTests,
  target: string,
  { output, operation }: Pick<CommandContext, 'output' | 'operation'>,
): Promise<void> {
  const proposal = await tests.propose({ target }, operation);
  const { path, existing, content, framework, calls, broken } = proposal;
  if (existing !== undefined && !isSameBytes(existing.bytes, content)) {
    const asked = { whenNobodyCanAnswer: false, signal: operation.signal };
    if (!(await askYesNo(`${path} is there already. Replace it?`, asked)))
      throw new RefusedError({ code: 'stale', message: `${path} is there already and was left as it is.` });
  }
  const reason = await tests.write(proposal, operation);
  if (reason !== undefined) throw new RefusedError(reason);
  output.note(`${path}: ${counted(calls, 'call')}, for ${framework}.`);
  for (const call of broken) output.note(`The agent as it is does not answer as it did: ${call}`);
}
