import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { statementOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../../rewrite/values/definitions.js';
import { ownPorts } from '../../../rewrite/values/own-ports.js';
import { isSamePort } from '../../../rewrite/values/port-values.js';
import { callOf, isLogging } from '../../reading/origins.js';
import type { BindSite } from './constructor-ports.js';
import { valueForKeyword } from './constructor-values.js';

/** Calls that only look at a value, or tell it to somebody. */
const telling =
  /^(?:int|str|bool|float|repr|isinstance|min|max|range|dict|format|print|dumps|append|update|put|setdefault|send\w*)$/;

/**
 * Ports of the agent that nothing in the file binds, and that go into a call: what is called may bind them, or they are another's, to which
 * the agent connects. A base that is given one would be the second to bind it.
 */
export function portsHandedOn(context: PythonContext): readonly BindSite[] {
  const { module, agent, contract } = context;
  const bound = ownPorts(module, agent).flatMap(({ value }) => value ?? []);
  return contract.keywords.flatMap((keyword): readonly BindSite[] => {
    if (keyword.role !== 'port' && keyword.role !== 'health-port') return [];
    const found = valueForKeyword(context, keyword);
    if (!found || bound.some((one) => isSamePort(one, found.value) === true)) return [];
    const names = [keyword.name, ...(keyword.synonyms ?? [])];
    const call = handingCall(context, new Set([...names, ...attributesOf(context, keyword.name)]));
    return call ? [{ value: found.value, numbers: found.numbers, line: module.lineOf(call), isHandedOn: true }] : [];
  });
}

const attributesOf = ({ contract }: PythonContext, keyword: string): readonly string[] =>
  contract.attributes.filter((one) => one.keyword === keyword).map(({ name }) => name);

/** The first call that is given the value of a parameter of `__init__` or an attribute by one of the names, or of an attribute that holds the same. */
function handingCall(context: PythonContext, names: ReadonlySet<string>): SyntaxNode | undefined {
  const { module, agent } = context;
  const parameters = agent.init?.parameters.filter(({ name }) => names.has(name)) ?? [];
  const scope = agent.init && module.scopeOf(agent.init.node);
  const loads = parameters.flatMap(({ name }) => scope?.loads.get(name) ?? []);
  const copies = loads.flatMap((load) => copyOf(context, load) ?? []);
  const held = new Set([...names, ...copies]);
  const uses = agent.self.uses.filter(({ name, access }) => access === 'read' && held.has(name));
  for (const node of [...loads, ...uses.map((use) => use.node)].sort((a, b) => a.start - b.start)) {
    const call = callAround(context, node);
    if (call) return call;
  }
  return undefined;
}

/** `own_port` of `self.own_port = port`. */
function copyOf({ agent }: PythonContext, load: SyntaxNode): string | undefined {
  const assignment = load.ancestor('assignment');
  const [target] = assignment?.parts ?? [];
  const isWhole = target !== undefined && assignedValue(target) === load;
  return isWhole ? agent.self.byNode.get(target)?.name : undefined;
}

function callAround({ module, agent }: PythonContext, node: SyntaxNode): SyntaxNode | undefined {
  const statement = statementOf(node);
  if (ownPorts(module, agent).some((bind) => node.isWithin(bind.node))) return undefined;
  if (statement.type === 'raise_statement' || isLogging(module, statement)) return undefined;
  if (agent.superCalls.some((one) => node.isWithin(one.node))) return undefined;
  let at: SyntaxNode | undefined = node;
  while ((at = at.parent) && at !== statement.parent) {
    const call = at.type === 'call' ? callOf(module, at) : undefined;
    if (call && !node.isWithin(call.callee) && !telling.test(call.name)) return at;
  }
  return isAddress(module.textOf(statement), node, statement) ? node : undefined;
}

/** The value becomes a part of an address that is kept for later: `self.url = f"tcp://hub:{port}"`. */
const isAddress = (source: string, node: SyntaxNode, statement: SyntaxNode): boolean =>
  /:\/\//.test(source.slice(0, node.start - statement.start));
