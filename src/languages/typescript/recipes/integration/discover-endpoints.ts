import { ts } from 'ts-morph';
import type { ListeningAgent } from '../../../../core/workspace/listening-agent.js';
import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote } from '../../../../core/rewrite/recipe.js';
import { isAsync } from '../../rewrite/agent-syntax.js';
import { hasOwnThis } from '../../rewrite/syntax/expressions.js';
import { quoted } from '../../rewrite/syntax/style.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';

/** Addresses of other agents that are written down are asked for by name. */
export const discoverEndpoints: TypeScriptRecipe = {
  id: 'discover-endpoints',
  title: 'Ask for the addresses of other agents',
  description:
    'Replaces a hard-coded address by the look-up of the agent that answers there. For review: the look-up fails where the address was merely silent, and may name another machine.',
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    if (!agent.isAdopted || contract.discover === undefined) return nothing;
    const left: LeftNote[] = [];
    const groups = endpointsIn(context).flatMap((endpoint, index) => {
      const answer = settle(context, endpoint);
      if ('newText' in answer) return [{ id: String(index + 1), safety: 'review' as const, edits: [answer] }];
      left.push(answer);
      return [];
    });
    return { groups, left };
  },
};

type Literal = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression;

interface Endpoint {
  readonly node: Literal;
  /** `http://localhost:5001`. */
  readonly address: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

const address = /^(\w+):\/\/(localhost|127\.0\.0\.1):(\d+)/;

function endpointsIn({ agent, draft, module }: TypeScriptContext): readonly Endpoint[] {
  return agent.nodes.flatMap((node): readonly Endpoint[] => {
    const isText =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
    if (!isText || draft.isDeleted(module.spanOf(node))) return [];
    const found = address.exec(ts.isTemplateExpression(node) ? node.head.text : node.text);
    if (!found) return [];
    const [written, scheme = '', host = '', port = ''] = found;
    return [{ node, address: written, scheme, host, port: Number(port) }];
  });
}

function settle(context: TypeScriptContext, endpoint: Endpoint): ProposedEdit | LeftNote {
  const { module, agent, contract, outside } = context;
  const { node, address: written, host, port } = endpoint;
  const place = { endpoint: `${host}:${port}` };
  const note = (why: string): LeftNote => ({
    reason: `${agent.name} uses ${written}, which is written down: ${why}.`,
    line: module.lineOf(node),
    ...place,
  });
  const [listener, second] = outside.listening.filter((one) => one.port === port);
  if (!listener || second || !listener.isAgent) return note('no start-up manifest says which agent answers there');
  const problem = whyNotAsked(context, endpoint);
  if (problem !== undefined) return note(problem);
  const reason = `${listener.manifest} starts ${listener.name} on ${written}; ${contract.class} looks it up by name.`;
  return { ...module.spanOf(node), newText: lookUp(context, endpoint, listener), reason, ...place };
}

function whyNotAsked({ contract }: TypeScriptContext, { node, scheme }: Endpoint): string | undefined {
  const { discover } = contract;
  if (discover?.answers !== 'address') return `what ${discover?.name ?? 'the look-up'} answers is not known`;
  if (!/^https?$/.test(scheme)) return `${discover.name} answers with addresses of HTTP`;
  const around = enclosing(node);
  if (!around || ts.isConstructorDeclaration(around)) return 'it is fixed when the agent is constructed';
  if (discover.isAsync === true && !isAsync(around)) return `${discover.name} is asynchronous`;
  const { parent } = node;
  if (ts.isJsxAttribute(parent) || ts.isParameter(parent) || (isNamed(parent) && parent.name === node))
    return 'no call can stand in its place';
  if (isCompared(node)) return 'it is compared with';
  const isFallback =
    ts.isBinaryExpression(parent) &&
    [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(parent.operatorToken.kind);
  return isFallback ? 'it stands in only where nothing is configured' : undefined;
}

const isNamed = (node: ts.Node): node is ts.ObjectLiteralElementLike | ts.ClassElement =>
  ts.isObjectLiteralElementLike(node) || ts.isClassElement(node);

const isCompared = ({ parent }: ts.Node): boolean =>
  ts.isCaseClause(parent) || (ts.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText()));

/** The function in which the text is evaluated. */
function enclosing(node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  if (ts.isClassLike(parent) || ts.isSourceFile(parent)) return undefined;
  return ts.isFunctionLike(parent) || hasOwnThis(parent) ? parent : enclosing(parent);
}

function lookUp(
  { module, contract }: TypeScriptContext,
  { node, address: written }: Endpoint,
  { name }: ListeningAgent,
): string {
  const { discover } = contract;
  const call = `${discover?.isAsync === true ? 'await ' : ''}this.${discover?.name ?? ''}(${quoted(module, name)})`;
  const behind = module.textOf(node).slice(1, -1).slice(written.length);
  const rest = ts.isStringLiteral(node) ? behind.replace(/`|\$\{/g, '\\$&') : behind;
  return rest === '' ? call : `\`\${${call}}${rest}\``;
}
