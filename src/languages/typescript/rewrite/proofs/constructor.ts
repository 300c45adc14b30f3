import { ts } from 'ts-morph';
import type { AgentSyntax } from '../agent-syntax.js';
import { nodesIn, runsLater } from '../syntax/expressions.js';
import { adoptedClasses, failed, passed, type Proof, type ProofInput } from './proof.js';

/** Each class that the step has moved onto the base constructs it once, before `this` is touched, and with options that it knows. */
export const proveConstructor: Proof = (input) => {
  const id = 'constructor';
  for (const { was, is } of adoptedClasses(input)) {
    const problem = was.isAdopted ? undefined : problemOf(input, is);
    if (problem !== undefined) return failed(id, `${is.name}: ${problem}`);
  }
  return passed(id, 'The base is constructed once, before `this` is used, with what it knows.');
};

function problemOf({ after, contract }: ProofInput, { construct, superCalls }: AgentSyntax): string | undefined {
  const demanded = contract.keywords.filter((keyword) => keyword.default === undefined).map(({ name }) => name);
  if (!construct) return demanded.length > 0 ? `nothing gives ${demanded.join(', ')} to the base.` : undefined;
  const [call, second] = superCalls;
  if (!call) return 'its constructor does not construct the base.';
  if (second) return `its constructor constructs the base twice (line ${after.lineOf(second)}).`;
  const early = nodesIn(construct.body, runsLater).find(
    (node) => node.kind === ts.SyntaxKind.ThisKeyword && node.pos < call.end,
  );
  if (early) return `this is used in line ${after.lineOf(early)}, before the base is constructed.`;
  if (contract.positional === 'accepted') {
    return call.arguments.length < demanded.length ? `the base demands ${demanded.join(', ')}.` : undefined;
  }
  const given = optionsOf(call);
  const missing = demanded.find((name) => !given.has(name));
  if (missing !== undefined) return `the base demands ${missing}.`;
  const known = new Set(contract.keywords.map(({ name }) => name));
  const unknown = [...given].find((name) => !known.has(name));
  return unknown === undefined ? undefined : `${contract.class} does not know ${unknown}.`;
}

function optionsOf({ arguments: [options] }: ts.CallExpression): ReadonlySet<string> {
  if (!options || !ts.isObjectLiteralExpression(options)) return new Set();
  return new Set(options.properties.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : [])));
}
