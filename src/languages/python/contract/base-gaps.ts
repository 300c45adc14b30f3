import { contractGaps, type ContractGap } from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import type { MethodModel } from './class-model.js';
import { callArguments, calledName, field, receiver, stringValue } from './syntax.js';

/** What the base leaves to its agents. Databases always are: a base that closed them would have to have opened them. */
export function gapsOf(model: BaseModel, cleanup: MethodModel | undefined): readonly ContractGap[] {
  const bodies = [...model.everyMethod].map((method) => method.body);
  const calls = bodies.flatMap((body) => body.descendantsOfType('call'));
  const callees = calls.map((call) => field(call, 'function')?.text ?? '');
  const handlesSignals = callees.some((callee) => /(^|\.)signal\.signal$|(^|\.)add_signal_handler$/.test(callee));
  const registersAtExit = callees.includes('atexit.register');
  const readsPort = bodies.some((body) =>
    body.descendantsOfType('attribute').some((node) => /(^|\.)args\.port$/.test(node.text)),
  );
  const destroys = [...model.closure(cleanup, { threads: false })].some((method) =>
    method.body.descendantsOfType('call').some((call) => calledName(call) === 'destroy'),
  );
  const isOpen: Readonly<Record<ContractGap, boolean>> = {
    signals: !handlesSignals,
    atexit: !registersAtExit,
    'cli-port': !readsPort,
    'other-sockets': !destroys,
    databases: true,
  };
  return contractGaps.filter((gap) => isOpen[gap]);
}

/** Endings and names of the thread attributes that cleanup joins; empty when it joins none that a subclass could add to. */
export function joinedThreads(model: BaseModel, cleanup: MethodModel | undefined): readonly string[] {
  const methods = [...model.closure(cleanup, { threads: false })];
  const calls = methods.flatMap((method) => method.body.descendantsOfType('call').map((node) => ({ node, method })));
  if (!calls.some(({ node }) => calledName(node) === 'join' && stringValue(receiver(node)) === undefined)) return [];
  const endings = calls
    .filter(({ node }) => calledName(node) === 'endswith')
    .flatMap(({ node }) =>
      callArguments(node).positional.flatMap((one) => stringValue(one) ?? one.namedChildren.flatMap(texts)),
    );
  const lists = methods.flatMap((method) =>
    model
      .uses(method)
      .reads.filter((read) => /threads$/i.test(read.attribute))
      .map((read) => read.attribute),
  );
  return [...new Set([...endings, ...lists])].filter((name) => /thread/i.test(name));
}

function texts(node: Parameters<typeof stringValue>[0]): readonly string[] {
  const text = stringValue(node);
  return text === undefined ? [] : [text];
}
