import type { Contract } from '../contract/contract.js';
import { isWithinClass } from '../facts/within-class.js';
import type { CheckFinding } from './check-result.js';
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
  const listening = now.index.listening();
  const isGiven = contract.keywords.some(({ name, role }) => role === 'health-port' && text.includes(`${name}=`));
  if (isGiven) return [];
  return listening
    .filter(({ isAgent, name }) => isAgent && classes.includes(name))
    .filter(({ name }) => servesThroughBase(now, name) && !(original && servesThroughBase(original, name)))
    .flatMap(({ name, port, manifest }) =>
      portsBeside(contract, port).flatMap((beside) => {
        const other = listening.find((one) => one.port === beside && one.name !== name);
        if (!other) return [];
        const message = `${contract.class} binds port ${beside} for ${name} as well, and ${other.name} listens there.`;
        return [{ message, path: manifest }];
      }),
    );
}

/** The class inherits the base and has handed its main socket over. */
export function servesThroughBase(version: FileVersion, className: string): boolean {
  const { classes, signals } = version.file.facts;
  const fact = classes.find(({ name, topLevel }) => topLevel && name === className);
  if (!fact || !inheritsBase(version, className)) return false;
  const own = signals.filter((signal) => signal.kind === 'socket' && isWithinClass(signal, fact));
  return !own.some(({ detail, functionName }) => detail === 'REP' && !/health/iu.test(functionName ?? ''));
}

/** Ports at a fixed distance from the main one. */
function portsBeside({ ports, keywords }: Contract, main: number): readonly number[] {
  const mainKeyword = keywords.find(({ role }) => role === 'port')?.name;
  const mainPort = ports.find(({ keyword }) => keyword !== undefined && keyword === mainKeyword);
  return ports.flatMap(({ whenWithheld }) => {
    return whenWithheld.kind === 'offset' && whenWithheld.of === mainPort?.attribute ? [main + whenWithheld.by] : [];
  });
}
