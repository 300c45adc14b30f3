import type { AgentSyntax } from '../agent-syntax.js';
import { earlyMethods, earlyState, setByBase, type EarlyState } from '../early-state.js';
import type { PythonModule } from '../syntax/python-module.js';
import { adoptedClasses } from './adopted.js';
import { failed, passed, type Proof, type ProofInput } from './proof.js';
import { methodsNamed } from '../syntax/methods-named.js';

/** No method that the base calls before its constructor has returned reads what `__init__` sets only behind it, unless it did so before. */
export const proveEarlyState: Proof = (input) => {
  const id = 'early-state';
  for (const { before, after } of adoptedClasses(input)) {
    const had = new Set(before.isAdopted ? lateIn(input.before, before, input).map(({ attribute }) => attribute) : []);
    const late = lateIn(input.after, after, input).find(({ attribute }) => !had.has(attribute));
    if (!late) continue;
    const [read, set] = [late.read.node, late.statement].map((node) => input.after.lineOf(node));
    const what = `${after.name}.${late.read.method.name} reads ${late.attribute} (line ${read ?? 1})`;
    return failed(id, `${what}, which is set only behind the base's constructor (line ${set ?? 1}).`);
  }
  return passed(id, 'Whatever the base calls while it starts finds what it reads.');
};

/** What is read early and set late. */
function lateIn(module: PythonModule, agent: AgentSyntax, { contract }: ProofInput): readonly EarlyState[] {
  const [call] = agent.superCalls;
  if (!call) return [];
  const methods = [...earlyMethods(contract)].flatMap((name) => methodsNamed(agent, name));
  const reads = methods.flatMap((method) => agent.self.inMethod(method)).sort((a, b) => a.node.start - b.node.start);
  const state = earlyState(module, agent, reads, { provided: setByBase(contract), isGone: () => false });
  return state.filter(({ statement }) => statement.start > call.node.start);
}
