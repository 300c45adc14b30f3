import type { Node } from 'web-tree-sitter';
import type { RequestLoop } from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import { isAbstract, type MethodModel } from './class-model.js';
import { calledInFinally, servingMethods, type MethodRoles } from './method-roles.js';
import { callArguments, calledName, clauseBlock, dictionaryKeys, field } from './syntax.js';

/** What `run` does around the request handler; `undefined` when the base has no loop of its own. */
export function requestLoop(model: BaseModel, roles: MethodRoles): RequestLoop | undefined {
  const { run, cleanup } = roles;
  if (run === undefined || isAbstract(run)) return undefined;
  const serving = [...servingMethods(model, run)].filter((method) => method !== cleanup);
  const loop = serving.flatMap((method) => method.body.descendantsOfType('while_statement')).at(0);
  if (loop === undefined) return undefined;
  const flag = flagOf(field(loop, 'condition'), run);
  const errorReplyKeys = errorReply(serving);
  return {
    payload: payload(serving),
    ...(flag === undefined ? {} : { flag }),
    endsInCleanup: cleanup !== undefined && calledInFinally(model, run).includes(cleanup),
    absorbsInterrupt: absorbsInterrupt(run),
    ...(errorReplyKeys.length === 0 ? {} : { errorReplyKeys }),
  };
}

/** `while self.running` and `while self.running and …`; an event's flag has another meaning and is none. */
function flagOf(condition: Node | undefined, run: MethodModel): string | undefined {
  if (condition?.type === 'boolean_operator') return flagOf(field(condition, 'left'), run);
  const isOwn = condition?.type === 'attribute' && field(condition, 'object')?.text === run.self;
  return isOwn ? field(condition, 'attribute')?.text : undefined;
}

const payloads: readonly (readonly [RegExp, RequestLoop['payload']])[] = [
  [/^recv_json$/, 'json'],
  [/^recv_pyobj$/, 'pyobj'],
  [/^recv_multipart$/, 'multipart'],
  [/^recv_string$/, 'string'],
  [/^recv$/, 'bytes'],
];

function payload(serving: readonly MethodModel[]): RequestLoop['payload'] {
  const calls = serving.flatMap((method) => method.body.descendantsOfType('call'));
  const names = calls.map(calledName);
  const found = payloads.filter(([pattern]) => names.some((name) => pattern.test(name))).map(([, kind]) => kind);
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return 'unknown';
  const decodesJson = calls.some((call) => /^(json\.)?loads$/.test(field(call, 'function')?.text ?? ''));
  return decodesJson && (only === 'bytes' || only === 'string') ? 'json' : only;
}

function absorbsInterrupt(run: MethodModel): boolean {
  return run.body.descendantsOfType('except_clause').some((clause) => {
    const caught = field(clause, 'value')?.text ?? '';
    const catches = caught === '' || /\b(KeyboardInterrupt|BaseException)\b/.test(caught);
    return catches && clause.descendantsOfType('raise_statement').length === 0;
  });
}

/** Keys of the dictionaries that an exception handler sends, or prepares to be sent. */
function errorReply(serving: readonly MethodModel[]): readonly string[] {
  const handlers = serving.flatMap((method) =>
    method.body.descendantsOfType('except_clause').flatMap((clause) => clauseBlock(clause) ?? []),
  );
  for (const handler of handlers) {
    const sent = handler
      .descendantsOfType('call')
      .filter((call) => /^send(_json|_pyobj)?$/.test(calledName(call)))
      .flatMap((call) => callArguments(call).positional);
    const prepared = handler.descendantsOfType('assignment').flatMap((node) => field(node, 'right') ?? []);
    const keys = [...sent, ...prepared].map(dictionaryKeys).find((one) => one.length > 0);
    if (keys !== undefined) return keys;
  }
  return [];
}
