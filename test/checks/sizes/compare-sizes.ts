import type { Finding } from '../finding.js';
import type { Budget } from './budgets.js';

/** The part of esbuild's metafile that says what a bundle is made of, by file relative to the project. */
export interface BundleContents {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

export interface Measured {
  /** Bytes by file, relative to the project. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly contents: BundleContents;
}

/** What is missing, too large, made of something it should not be, or has no budget at all. */
export function compareSizes({ sizes, contents }: Measured, budgets: readonly Budget[]): readonly Finding[] {
  const known = new Set(budgets.map((budget) => budget.file));
  return [
    ...budgets.flatMap((budget) => checkBudget(budget, sizes.get(budget.file), contents)),
    ...[...sizes.keys()]
      .filter((file) => file.endsWith('.js') && !known.has(file))
      .map((file) => ({ where: file, message: 'has no budget; give it one in test/checks/sizes/budgets.ts' })),
  ];
}

function checkBudget(budget: Budget, bytes: number | undefined, contents: BundleContents): readonly Finding[] {
  const { file, maximumBytes, without = [] } = budget;
  if (bytes === undefined) return [{ where: file, message: 'was not built' }];
  const inputs = Object.entries(contents.outputs[file]?.inputs ?? {});
  const strangers = without.filter((name) => inputs.some(([input]) => input.includes(`node_modules/${name}/`)));
  return [
    ...(bytes <= maximumBytes
      ? []
      : [{ where: file, message: `weighs ${kB(bytes)} instead of ${kB(maximumBytes)}${heaviest(inputs)}` }]),
    ...strangers.map((name) => ({ where: file, message: `contains ${name}, which is loaded on first use` })),
  ];
}

function heaviest(inputs: readonly (readonly [string, { readonly bytesInOutput: number }])[]): string {
  const top = [...inputs].sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput).slice(0, 5);
  return top.map(([input, { bytesInOutput }]) => `\n    ${kB(bytesInOutput).padStart(10)}  ${input}`).join('');
}

/** A table of sizes and budgets, with the share that is used. */
export function sizeTable({ sizes }: Measured, budgets: readonly Budget[]): string {
  const rows = budgets.map(({ file, maximumBytes }) => {
    const bytes = sizes.get(file) ?? 0;
    const share = `${((100 * bytes) / maximumBytes).toFixed(0)} %`;
    return `${file.padEnd(26)} ${kB(bytes).padStart(12)} ${kB(maximumBytes).padStart(12)} ${share.padStart(6)}`;
  });
  return [`${'file'.padEnd(26)} ${'size'.padStart(12)} ${'budget'.padStart(12)} ${'used'.padStart(6)}`, ...rows].join(
    '\n',
  );
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
