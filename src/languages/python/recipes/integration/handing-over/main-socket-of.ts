import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { ownSockets, type OwnSocket } from '../../reading/own-sockets.js';
import { requestLoops } from '../../reading/request-loop.js';
import { handedOver } from './handed-socket.js';

/** The socket of the base's kind on which the agent answers requests; the one that it has alone, else the one with the request loop. */
export function mainSocketOf(context: PythonContext): OwnSocket | 'several' | undefined {
  const { module, agent, contract } = context;
  const all = ownSockets(module, agent).filter(({ kind }) => kind === contract.mainSocket?.kind);
  const [first, ...others] = all;
  if (others.length === 0) return first;
  if (others.every(({ attribute }) => attribute === first?.attribute)) return first;
  const run = contract.run?.name;
  const serving = all.filter(({ attribute }) =>
    requestLoops(module, agent, attribute).some(({ method }) => method.name === run),
  );
  const names = new Set(serving.map(({ attribute }) => attribute));
  return names.size === 1 ? serving[0] : 'several';
}

/** The base takes this socket over, so that it is the base's to close. */
export function handsOverMainSocket(context: PythonContext, attribute: string): boolean {
  const { agent, contract } = context;
  if (contract.mainSocket === undefined || agent.superCalls.length !== 1) return false;
  const socket = mainSocketOf(context);
  if (socket === undefined || socket === 'several' || socket.attribute !== attribute) return false;
  return handedOver(context, socket).kind === 'handed';
}
