import type { EditGroup } from '../../../../core/rewrite/edit-group.js';
import { nothing, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { removeStatements } from '../../rewrite/syntax/removal.js';
import { statementsOf } from '../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { callsIn } from '../reading/origins.js';
import { ownCode } from '../reading/serving.js';

/** The base stops its agents by lowering a flag, and then waits for their threads: a loop that never looks keeps the process alive. */
export const stopFlag: PythonRecipe = {
  id: 'stop-flag',
  title: 'End loops when the agent is stopped',
  description:
    "Makes an endless loop run while the base's flag says so. Safe where the loop begins by asking the flag; for review where it never ended before.",
  stage: 'core-logic',
  scope: 'class',
  propose(context): Proposal {
    const { agent, module, draft } = context;
    const flag = flagOfBase(context);
    if (!agent.isAdopted || flag === undefined) return nothing;
    const loops = module
      .nodesOf('while_statement')
      .flatMap((loop) => {
        const method = agent.methods.find(({ body }) => loop.isWithin(body));
        return method === undefined || draft.isDeleted(loop) ? [] : [{ loop, method, flag }];
      })
      .flatMap((one) => groupFor(context, one) ?? []);
    return { groups: loops.map((group, index) => ({ ...group, id: String(index + 1) })), left: [] };
  },
};

/** The flag that the base's own loop watches, when its constructor raises it. */
function flagOfBase({ contract }: PythonContext): string | undefined {
  const flag = contract.requestLoop?.flag;
  const owned = contract.attributes.find(({ name }) => name === flag);
  return owned?.set === 'constructor' && owned.equivalent?.includes('True') === true ? flag : undefined;
}

interface Loop {
  readonly loop: SyntaxNode;
  readonly method: MethodSyntax;
  readonly flag: string;
}

function groupFor(context: PythonContext, { loop, method, flag }: Loop): Omit<EditGroup, 'id'> | undefined {
  const { module, agent, contract } = context;
  const [condition] = loop.parts;
  const { selfName } = method;
  if (condition?.type !== 'true' || selfName === undefined || loop.child('else_clause')) return undefined;
  if (module.scopeAround(loop).resolve(selfName) !== module.scopeOf(method.node)) return undefined;
  const asked = `${selfName}.${flag}`;
  const { start, end } = condition;
  const question = questionOf(module, loop, asked);
  if (question !== undefined) {
    const reason = `The loop begins by asking ${asked}, which is what a condition is for.`;
    const edits = [{ start, end, newText: asked }, ...removeStatements(module, [question])];
    return { safety: 'safe', edits: edits.map((edit) => ({ ...edit, reason })) };
  }
  const asksFlag = agent.self.within(loop).some(({ name }) => name === flag);
  if (asksFlag || !isEndlessService(context, loop)) return undefined;
  const reason = `${contract.class} stops an agent by lowering ${flag}; this loop never looks, and goes on for ever.`;
  return { safety: 'review', edits: [{ start, end, newText: asked, reason }] };
}

/** `if not self.running: break` at the head of the loop, with something behind it and no comment that would go with it. */
function questionOf(module: PythonContext['module'], loop: SyntaxNode, asked: string): SyntaxNode | undefined {
  const [first, ...others] = statementsOf(loop.child('block') ?? loop);
  if (first?.type !== 'if_statement' || others.length === 0) return undefined;
  if (first.child('elif_clause', 'else_clause') || first.walk().some(({ type }) => type === 'comment'))
    return undefined;
  const [condition] = first.parts;
  const [only, ...more] = statementsOf(first.child('block') ?? first);
  const isBreak = only?.type === 'break_statement' && more.length === 0;
  return isBreak && condition !== undefined && module.textOf(condition) === `not ${asked}` ? first : undefined;
}

const waiting = /^(?:recv(?:_\w+)?|poll|select|sleep|accept|wait)$/;

/**
 * A loop that waits for something at each turn and that only an exception ends. Nothing stands behind it in its suite, which would now be
 * reached, and no other loop around it.
 */
function isEndlessService({ module }: PythonContext, loop: SyntaxNode): boolean {
  const suite = loop.parent;
  const body = loop.child('block');
  if (suite === undefined || body === undefined || statementsOf(suite).at(-1) !== loop) return false;
  if (isInLoop(loop) || ownCode(body).some((node) => node.type === 'break_statement' && loopOf(node) === loop)) {
    return false;
  }
  return callsIn(module, body).some(
    ({ name, receiver }) =>
      waiting.test(name) || (name === 'get' && receiver !== undefined && /queue/i.test(module.textOf(receiver))),
  );
}

const isInLoop = (loop: SyntaxNode): boolean => loop.parent !== undefined && loopOf(loop) !== undefined;

/** The loop of the same function around a node. */
function loopOf(node: SyntaxNode): SyntaxNode | undefined {
  const around = node.ancestor('while_statement', 'for_statement', 'function_definition', 'class_definition', 'lambda');
  return around?.type === 'while_statement' || around?.type === 'for_statement' ? around : undefined;
}
