import { isThisMachine } from '../../../../../core/facts/this-machine.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import type { Place } from '../../../rewrite/values/definitions.js';
import { addressPort } from '../../../rewrite/values/port-values.js';
import { hostOf } from '../../reading/address-host.js';

/** Which agent an address means, as far as the start-up manifests tell. */
export type AgentAt =
  | { readonly kind: 'agent'; readonly name: string; readonly endpoint: string; readonly manifest: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly endpoint: string };

/** For an address whose host and port the source tells; `undefined` for any other, which is not hard-coded. */
export function agentAt({ outside, agent }: PythonContext, address: SyntaxNode, place: Place): AgentAt | undefined {
  const value = addressPort(address, place)?.value;
  const host = hostOf(address, place);
  if (value?.root !== '' || host === undefined || host === '*') return undefined;
  const port = value.offset;
  const endpoint = `${host}:${port}`;
  const unknown = (reason: string): AgentAt => ({ kind: 'unknown', reason, endpoint });
  if (!isThisMachine(host)) return unknown('start-up manifests say who answers on this machine alone');
  const there = outside.listening.filter((one) => one.port === port);
  const names = [...new Set(there.map(({ name }) => name))];
  const [name, ...others] = names;
  if (name === undefined) return unknown(`no start-up manifest says which agent answers on port ${port}`);
  if (others.length > 0) return unknown(`start-up manifests give port ${port} to ${names.join(' and ')}`);
  const manifest = there.find(({ isAgent }) => isAgent)?.manifest;
  if (manifest === undefined) return unknown(`what is started as ${name} is no agent of that name`);
  return name === agent.name ? undefined : { kind: 'agent', name, endpoint, manifest };
}
