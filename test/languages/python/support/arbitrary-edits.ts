import { readFileSync } from 'node:fs';
import fc from 'fast-check';

/** The beginning of the example fleet's largest agent. */
export const agentText = readFileSync('media/example-fleet/agents/model_manager_agent.py', 'utf8').slice(0, 6000);

const words = [
  ...new Set(agentText.match(/\w+|[^\w\s]|\n *|"""/gu)),
  '\r',
  '\\\n',
  'match x:\n',
  'case a:\n',
  'case a: x.to("cuda")\n',
  'f"{',
  '\n',
  '"OtherAgent"',
  'torch.cuda.empty_cache()',
  'global torch',
];

/** One replacement in a text. */
interface Edit {
  readonly at: number;
  readonly length: number;
  readonly word: string;
}

export const edit = fc.record({ at: fc.nat(100_000), length: fc.nat(12), word: fc.constantFrom('', ...words) });

export function edited(text: string, { at, length, word }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + word + text.slice(start + length);
}
