import type { Contract } from '../../contract/contract.js';
import type { SourceFacts } from '../../facts/source-facts.js';

/** They end the agent or run for ever. */
const notCalled = new Set(['run', 'start', 'main', 'cleanup', 'stop', 'shutdown', 'close']);

/** Public methods of a class that are its own before and after the migration and come to an end. */
export function testedMethods(
  legacy: SourceFacts,
  className: string,
  { contract, handedOver }: { readonly contract: Contract; readonly handedOver: readonly string[] },
): readonly string[] {
  const ofTheBase = [contract.run, contract.cleanup, contract.healthHook].flatMap((one) => one?.name ?? []);
  const left = new Set([...notCalled, ...ofTheBase, ...handedOver]);
  const methods = legacy.classes.find(({ topLevel, name }) => topLevel && name === className)?.methods ?? [];
  return methods
    .filter(({ name, isAsync, decorators }) => !isAsync && decorators.length === 0 && !name.startsWith('_'))
    .map(({ name }) => name)
    .filter((name) => !left.has(name));
}
