// How a plan differs from the step that history took, for every step of a list: what only history's result says of its classes, and what
// only ours does. Ends badly when ours breaks a file.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { loadPythonParser } from '../../src/languages/python/parser.js';
import { readBlob, readSteps, type HistoricalStep } from './corpus-entry.js';
import { harmOf, judge } from './judge.js';
import { outcomeOf, plan, resultOf } from './plan-corpus.js';

const options = { repository: { type: 'string' }, blobs: { type: 'string' } } as const;
const factsSchema = v.array(v.string());

/** What python3 reads of the classes in each version of a file. */
function factsOf(classes: readonly string[], versions: readonly Uint8Array[]): readonly (readonly string[])[] {
  const lines = versions.map((bytes) => `${classes.join(',')} ${Buffer.from(bytes).toString('base64')}`);
  const args = ['-I', '-B', 'test/corpus/migration.py'];
  const output = execFileSync('python3', args, { input: lines.join('\n'), maxBuffer: 1 << 28 });
  const answers = output.toString().trim().split('\n');
  return answers.map((line) => v.parse(factsSchema, JSON.parse(line)));
}

function printDifference(title: string, facts: readonly string[], others: readonly string[]): void {
  const only = facts.filter((fact) => !others.includes(fact));
  if (only.length > 0) console.log(`    only ${title}: ${only.join('; ')}`);
}

export async function historyCorpus(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options });
  const { repository, blobs } = values;
  if (repository === undefined || blobs === undefined) throw new Error('Name --repository GITDIR and --blobs LIST.');
  const parser = await loadPythonParser(path.resolve('dist'));
  const compare = ({ path: file, classes, old, new: after, newParses }: HistoricalStep): boolean => {
    const kind = newParses ? 'history that parses' : 'history that broke';
    const entry = { path: file, classes, blob: old, kind } as const;
    const before = readBlob(repository, old);
    const ours = plan(parser, entry, before, { through: 'integration', includeReview: false });
    const { refused } = ours.planned.plan;
    console.log(`${kind} · ${file} ${classes.join(',')}: ours is ${outcomeOf(ours)}`);
    if (refused) console.log(`    ${refused.message}`);
    const [theirs = [], own = []] = factsOf(classes, [readBlob(repository, after), resultOf(ours)]);
    printDifference("history's", theirs, own);
    printDifference('ours', own, theirs);
    const [first, last] = judge([before, resultOf(ours)]);
    const harm = first && last && harmOf(first, last);
    if (harm !== undefined) console.log(`    BROKEN: ${harm}`);
    return harm === undefined;
  };
  const held = readSteps(blobs).map(compare);
  console.log(`${held.length} steps, ${held.filter((one) => !one).length} broken by ours.`);
  return held.every(Boolean);
}
