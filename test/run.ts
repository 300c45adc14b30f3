/**
 * The whole test run: `npm test`, or parts of it: `npm test -- --tier core --tier host --grep rollback`.
 * Every tier is a process of its own; all but the static checks and the browser run two at a time. The last line is `N passed, N failed`,
 * with `, N skipped` when there are any.
 */
import { parseArgs } from 'node:util';
import { findTiers, type Tier } from './support/tiers.js';
import { runCommandTier, type TierOptions } from './support/run-command-tier.js';
import { runCheckTier } from './support/run-check-tier.js';
import { count, printTable, type TierReport } from './support/tier-report.js';

const atATime = 2;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { tier: { type: 'string', multiple: true }, grep: { type: 'string' }, list: { type: 'boolean' } },
  });
  const all = findTiers();
  const unknown = (values.tier ?? []).filter((name) => !all.some((tier) => answersTo(tier, name)));
  if (unknown.length > 0) {
    console.error(
      `No tier ${unknown.join(', ')}; there are ${all.map((tier) => tier.name).join(', ')}, and the groups unit and editor.`,
    );
    return 2;
  }
  const tiers = all.filter((tier) => values.tier?.some((name) => answersTo(tier, name)) ?? true);
  if (values.list === true) {
    for (const tier of tiers) console.log(tier.name);
    return 0;
  }
  const reports: TierReport[] = [];
  for (const phase of ['first', 'side by side', 'last'] as const) {
    const inPhase = tiers.filter((tier) => tier.phase === phase);
    reports.push(...(await runPhase(inPhase, phase === 'side by side' ? atATime : 1, values.grep)));
  }
  printTable(reports);
  const total = count(reports.flatMap((report) => report.results));
  console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function answersTo(tier: Tier, name: string): boolean {
  return tier.name === name || tier.group === name;
}

async function runPhase(
  tiers: readonly Tier[],
  lanes: number,
  grep: string | undefined,
): Promise<readonly TierReport[]> {
  const output = lanes > 1 && tiers.length > 1 ? 'whole' : 'live';
  const reports = new Map<Tier, TierReport>();
  const waiting = [...tiers];
  const work = async (): Promise<void> => {
    for (let tier = waiting.shift(); tier !== undefined; tier = waiting.shift())
      reports.set(tier, await runTier(tier, { grep, output }));
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return tiers.flatMap((tier) => reports.get(tier) ?? []);
}

async function runTier(tier: Tier, options: TierOptions): Promise<TierReport> {
  const startedMs = performance.now();
  const results =
    tier.command === undefined ? await runCheckTier() : await runCommandTier(tier.name, tier.command, options);
  return { name: tier.name, results, elapsedMs: performance.now() - startedMs };
}

process.exitCode = await main();
