import type { ContractKeyword } from '../../../../../core/contract/contract.js';
import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { Reason } from '../../../../../core/reason.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { withoutDocstring } from '../../../rewrite/syntax/class-syntax.js';
import { insertAfter, insertBefore } from '../../../rewrite/syntax/insertion.js';
import { isCompound } from '../../../rewrite/syntax/statements.js';
import { asLiteral } from '../../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { decidePorts, type BindSite, type PortDecision } from './constructor-ports.js';
import { removeStatements } from '../../../rewrite/syntax/removal.js';
import { decideAgentPorts, portsGiven, portsKept } from './agent-ports.js';
import { isMapping } from './configuration.js';
import { constructorPlace } from './constructor-place.js';
import { valueForKeyword } from './constructor-values.js';
import { earlyReads } from './early-reads.js';
import { lineOf } from './following-base.js';
import { newConstructor } from './new-constructor.js';

/** The call of the base's constructor that an agent needs, and what it passes. */
export interface ConstructorCall {
  readonly edits: readonly ProposedEdit[];
  /** Keywords that are passed, by the call written here or by one that is there already. */
  readonly passed: ReadonlySet<string>;
  /** An own port that the base may take while its keyword is withheld. */
  readonly risk: BindSite | undefined;
  readonly refused?: Reason;
}

export function constructorCall(context: PythonContext): ConstructorCall {
  const { agent, module, contract } = context;
  const [existing] = agent.superCalls;
  if (existing) {
    const risk = decidePorts(contract, portsGiven(context), portsKept(context)).inTheWay;
    return { edits: [], passed: new Set(existing.keywords.keys()), risk };
  }
  const ports = decideAgentPorts(context);
  const values = new Map<string, string>();
  for (const keyword of contract.keywords) {
    const value = argumentFor(context, keyword, ports);
    if (value !== undefined) values.set(keyword.name, value);
    else if (keyword.default === undefined) return missing(context, keyword);
  }
  const passed = new Set(values.keys());
  const call = `super().__init__(${[...values].map(([name, value]) => `${name}=${value}`).join(', ')})`;
  if (agent.init) return { edits: callEdits(context, agent.init.body, call, ports), passed, risk: ports.risk };
  if (values.size === 0) return { edits: [], passed, risk: ports.risk };
  const constructor = newConstructor(module, agent, call);
  if (!constructor) return noRoom(context);
  return { edits: [{ ...constructor, reason: reasonFor(context, ports) }], passed, risk: ports.risk };
}

function argumentFor(context: PythonContext, keyword: ContractKeyword, ports: PortDecision): string | undefined {
  const handed = context.draft.handOvers(context.agent.name).find((one) => one.keyword === keyword.name);
  if (handed) return handed.value;
  if (keyword.role === 'port' || keyword.role === 'health-port') {
    return ports.passed.includes(keyword.name) ? valueForKeyword(context, keyword)?.source : undefined;
  }
  if (keyword.role === 'strict-port') return context.agent.init && takesAnyPort(context, ports) ? 'False' : undefined;
  const isWanted = keyword.role === 'name' || keyword.default === undefined;
  const value = isWanted ? valueForKeyword(context, keyword)?.source : undefined;
  return (
    value ?? (keyword.role === 'name' && keyword.default === undefined ? asLiteral(context.agent.name) : undefined)
  );
}

/**
 * While its port is withheld the base takes any that is free. Of two agents that start at once, one may find the port it has chosen taken
 * the next moment; it must not end for that.
 */
function takesAnyPort({ contract, draft, agent }: PythonContext, { passed }: PortDecision): boolean {
  const given = new Set([...passed, ...draft.handOvers(agent.name).map(({ keyword }) => keyword)]);
  return contract.ports.some(
    ({ keyword, whenWithheld }) => whenWithheld.kind === 'first-free' && (keyword === undefined || !given.has(keyword)),
  );
}

function missing({ module, agent, contract }: PythonContext, keyword: ContractKeyword): ConstructorCall {
  const message =
    `The constructor of ${contract.class} demands ${keyword.name}, and ${agent.name} has no value for it ` +
    `that could be passed while the agent still uses it itself.`;
  const line = module.lineOf((agent.init ?? agent).nameNode);
  return { edits: [], passed: new Set(), risk: undefined, refused: { code: 'base-unresolved', message, line } };
}

function noRoom({ module, agent }: PythonContext): ConstructorCall {
  const line = module.lineOf(agent.nameNode);
  const message = `${agent.name} needs a constructor and is written on one line; write it over several lines first.`;
  return { edits: [], passed: new Set(), risk: undefined, refused: { code: 'base-unresolved', message, line } };
}

function reasonFor({ contract, agent }: PythonContext, { inTheWay, passed }: PortDecision, isFirst = true): string {
  const when = isFirst ? `before anything else of ${agent.name} exists` : 'as soon as what it reads early is there';
  const reason = `Calls the constructor of ${contract.class} ${when}.`;
  const keywords = contract.ports.flatMap(({ keyword }) => (keyword && !passed.includes(keyword) ? [keyword] : []));
  return inTheWay && keywords.length > 0
    ? `${reason} Withheld ${whyWithheld(inTheWay)}: ${keywords.join(', ')}.`
    : reason;
}

const whyWithheld = ({ line, isHandedOn }: BindSite): string =>
  isHandedOn
    ? `because line ${line} hands it on, to be bound or reached there`
    : `while the agent binds a port itself (line ${line})`;

/** Where the base finds what it reads of the agent; what it would overwrite comes behind it. */
function callEdits(
  context: PythonContext,
  body: SyntaxNode,
  call: string,
  ports: PortDecision,
): readonly ProposedEdit[] {
  const { module, contract } = context;
  const place = constructorPlace(context, earlyReads(context));
  if (!place.ok || !place.after) return [{ ...callEdit(context, body, call), reason: reasonFor(context, ports) }];
  const { after, moved } = place;
  const lines = [call, ...moved.map((statement) => lineOf(module, statement))];
  const reason = `${contract.class} sets it too: it comes behind the call of the constructor.`;
  const taken = removeStatements(module, moved).map((edit) => ({ ...edit, reason }));
  return [...taken, { ...insertAfter(module, after, lines), reason: reasonFor(context, ports, false) }];
}

/** First in the body, behind the docstring, or behind the assignment that the base's constructor wants to read. */
function callEdit(context: PythonContext, body: SyntaxNode, call: string): Omit<ProposedEdit, 'reason'> {
  const { module, agent } = context;
  const all = agent.init?.statements ?? [];
  const [first] = withoutDocstring(all);
  const anchor = configAssignment(context) ?? (first ? undefined : all[0]);
  if (anchor) return insertAfter(module, anchor, [call]);
  return insertBefore(module, first ?? body, [call]);
}

/**
 * The statement that sets what the base reads in its constructor. Only when nothing before it sets what the base would overwrite, and
 * the agent keeps no port of its own that the base would then find in the configuration and bind as well.
 */
function configAssignment(context: PythonContext): SyntaxNode | undefined {
  const { agent, contract } = context;
  const { init } = agent;
  const wanted = new Set(contract.attributes.filter((one) => one.readInConstructor).map(({ name }) => name));
  const uses = agent.self.uses.filter((use) => use.method === init && use.access === 'write' && wanted.has(use.name));
  const use = uses.find(({ statement }) => statement.parent === init?.body);
  if (!init || !use || isCompound(use.statement) || !isMapping(context, use)) return undefined;
  const { statement } = use;
  const before = withoutDocstring(init.statements).filter((one) => one.end <= statement.start);
  const owned = new Set(contract.attributes.map(({ name }) => name));
  const setsOwned = agent.self.uses.some(
    ({ node, name }) => before.some((one) => node.isWithin(one)) && owned.has(name),
  );
  const callsSelf = agent.self.uses.some(
    ({ node, access }) => before.some((one) => node.isWithin(one)) && access === 'read',
  );
  const simple = before.every((one) => one.type === 'expression_statement' || one.type.startsWith('import'));
  return setsOwned || callsSelf || !simple || decideAgentPorts(context).inTheWay ? undefined : statement;
}
