import type { Contract } from '../contract/contract.js';
import { isWithinClass } from '../facts/within-class.js';
import { portsBeside } from '../workspace/ports-beside.js';
import type { CheckFinding } from './check-result.js';
import { givesItsBase } from './base-arguments.js';
import { inheritsBase, type FileVersion } from './file-version.js';

export interface FleetPortsQuestion {
  readonly classes: readonly string[];
  readonly contract: Contract;
  readonly now: FileVersion;
  readonly original: FileVersion | undefined;
  /** Text of the file as it is now. */
  readonly text: string;
}

/**
 * Ports that the base binds beside the one an agent answers on, and on which another agent of the start-up manifests listens. Only what the
 * migration brought counts: two agents that shared a port before it are not its doing.
 */
export function fleetPorts({ classes, contract, now, original, text }: FleetPortsQuestion): readonly CheckFinding[] {
  const chooses = (keyword: string): boolean => givesItsBase(text, keyword);
  if (!isMainPortKnown(contract, chooses)) return [];
  const listening = now.index.listening();
  return listening
    .filter(({ isAgent, name }) => isAgent && classes.includes(name))
    .filter(({ name }) => servesThroughBase(now, name) && !(original && servesThroughBase(original, name)))
    .flatMap(({ name, port, manifest }) =>
      portsBeside({ contract, name, port, listening, chooses }).map(({ port: beside, other }) => {
        const message = `${contract.class} binds port ${beside} for ${name} as well, and ${other.name} listens there.`;
        return { message, path: manifest };
      }),
    );
}

/** An agent that gives its base no port is not served where the manifests say, and nobody knows what its base binds beside that. */
function isMainPortKnown({ keywords, ports }: Contract, chooses: (keyword: string) => boolean): boolean {
  const keyword = keywords.find(({ role }) => role === 'port')?.name;
  const main = ports.find((one) => keyword !== undefined && one.keyword === keyword);
  return keyword === undefined || chooses(keyword) || main?.whenWithheld.kind === 'unknown';
}

/** The class inherits the base and has handed its main socket over. */
export function servesThroughBase(version: FileVersion, className: string): boolean {
  const { classes, signals } = version.file.facts;
  const fact = classes.find(({ name, topLevel }) => topLevel && name === className);
  if (!fact || !inheritsBase(version, className)) return false;
  const own = signals.filter((signal) => signal.kind === 'socket' && isWithinClass(signal, fact));
  return !own.some(({ detail, functionName }) => detail === 'REP' && !/health/iu.test(functionName ?? ''));
}
