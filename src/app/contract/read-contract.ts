import type { Config } from '../../core/config/config.js';
import { RefusedError } from '../../core/reason.js';
import { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { ContractsInForce, type ContractInForce } from './contract-in-force.js';
import type { InferencePorts } from './infer-contract.js';
import { missingClass } from './missing-class.js';
import type { Operation } from '../operation.js';
import { readWorkspaceState, type ReadingPorts } from '../assess/read-workspace.js';

export type ReadContractPorts = InferencePorts & ReadingPorts;

/** Whose contract is asked for: that of the workspace, the one in force for a file, or the one that a class offers. */
export interface ContractQuestion {
  /** Relative to the workspace, with `/`. */
  readonly path?: string;
  readonly class?: string;
}

/** Reads the workspace and answers one question about its contracts. Throws `RefusedError` for a file or a class that is not there. */
export async function readContract(
  ports: ReadContractPorts,
  config: Config,
  { path, class: name }: ContractQuestion,
  operation: Operation,
): Promise<ContractInForce> {
  const request = { paths: path === undefined ? [] : [path], noIgnore: false, useCache: true, config };
  const index = new WorkspaceIndex(await readWorkspaceState(ports, request, operation));
  const contracts = new ContractsInForce(config, index, ports);
  if (path === undefined) return await contracts.ofWorkspace(operation);
  const file = index.files.get(path);
  if (file === undefined) {
    const message = `${path} is not a source file whose contract could be read.`;
    throw new RefusedError({ code: 'no-class', message });
  }
  if (name === undefined) return await contracts.of(file, operation);
  const found = file.facts.classes.find((one) => one.topLevel && one.name === name);
  if (found === undefined) throw new RefusedError(missingClass(file, name));
  return await contracts.infer({ file, class: found }, operation);
}
