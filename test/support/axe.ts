import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';

/** A page, or an element inside the page that is meant. */
interface Evaluating {
  evaluate(expression: string): Promise<unknown>;
}

export interface AxeFindings {
  /** What axe calls an obstacle, as against something that could be better: rule and element. */
  readonly serious: readonly string[];
  /** Rules that axe found kept. */
  readonly kept: number;
}

const obstacles: readonly unknown[] = ['serious', 'critical'];

/** What axe says of the document that an expression is evaluated in, by all its rules. */
export async function askAxe(where: Evaluating): Promise<AxeFindings> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await where.evaluate(`${axe}; undefined`);
  const { violations, passes } = (await where.evaluate('axe.run()')) as AxeResults;
  const found = violations.filter(({ impact }) => obstacles.includes(impact));
  return {
    serious: found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => [id, html, ...any.map(({ message }) => message)].join(' · ')),
    ),
    kept: passes.length,
  };
}
