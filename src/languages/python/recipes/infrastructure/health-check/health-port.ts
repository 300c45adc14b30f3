import type { HandOver } from '../../../../../core/rewrite/edit-group.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { numbersOfPort, portAtEntry } from '../../../rewrite/values/known-ports.js';
import type { OwnPort } from '../../../rewrite/values/own-ports.js';
import { portsGiven, portsKept } from '../adoption/agent-ports.js';
import { decidePorts } from '../adoption/constructor-ports.js';

export type PortHandOver =
  { readonly ok: true; readonly handOver: HandOver } | { readonly ok: false; readonly reason: string };

/** The health port as a keyword of the base's constructor, if nothing else that the base then binds meets a port the agent keeps. */
export function handOverHealthPort(context: PythonContext, bind: OwnPort): PortHandOver {
  const { contract } = context;
  const keyword = contract.keywords.find(({ role }) => role === 'health-port')?.name;
  if (keyword === undefined || !bind.value) return { ok: false, reason: 'its port cannot be read from the source' };
  const value = portAtEntry(bind);
  if (value === undefined) return { ok: false, reason: 'its port is not known yet when the base is constructed' };
  const offered = new Map(portsGiven(context));
  offered.set(keyword, { value: bind.value, numbers: numbersOfPort(bind) });
  const decision = decidePorts(contract, offered, portsKept(context, new Set([bind.node])));
  if (decision.passed.length === offered.size) return { ok: true, handOver: { keyword, value } };
  const line = decision.inTheWay?.line;
  return { ok: false, reason: `the base would take a port next to it, which the agent binds in line ${line ?? 1}` };
}
