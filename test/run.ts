/**
 * The whole test run: `npm test`, or parts of it: `npm test -- --tier core --tier host --grep rollback`.
 * Every tier is a process of its own. The last line is `N passed, N failed`, with `, N skipped` when there are any.
 */
import { parseArgs } from 'node:util';
import { findTiers, type Tier } from './support/tiers.js';
import { runCommandTier } from './support/run-command-tier.js';
import { runCheckTier } from './support/run-check-tier.js';
import { count, printTable, type TierReport } from './support/tier-report.js';

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
  for (const tier of tiers) {
    console.log(`\n━━ ${tier.name} ━━`);
    reports.push(await runTier(tier, values.grep));
  }
  printTable(reports);
  const total = count(reports.flatMap((report) => report.results));
  console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function answersTo(tier: Tier, name: string): boolean {
  return tier.name === name || tier.group === name;
}

async function runTier(tier: Tier, grep: string | undefined): Promise<TierReport> {
  const startedMs = performance.now();
  const results =
    tier.command === undefined ? await runCheckTier() : await runCommandTier(tier.name, tier.command, grep);
  return { name: tier.name, results, elapsedMs: performance.now() - startedMs };
}

process.exitCode = await main();
