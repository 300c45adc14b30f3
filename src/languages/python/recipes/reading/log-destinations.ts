import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { callsOfOrigin, originOf } from './origins.js';
import { oncePerModule } from '../../rewrite/once-per-module.js';

/** A statement of the file that says where log lines go. */
export interface LogDestination {
  readonly node: SyntaxNode;
  /** To a stream of the process, and nowhere else: wherever they come from, its lines are seen there. */
  readonly isStream: boolean;
}

/** Every call that sets up the root logger, or gives it a handler. */
export const rootDestinations = oncePerModule((module): readonly LogDestination[] => {
  const setUps = setUpFunctions.flatMap((origin) => callsOfOrigin(module, origin));
  const calls = [...setUps, ...module.callsNamed('addHandler')].sort((a, b) => a.start - b.start);
  return calls.flatMap((node) => readDestination(module, node) ?? []);
});

const setUpFunctions = ['logging.basicConfig', 'logging.config.dictConfig', 'logging.config.fileConfig'];

function readDestination(module: PythonModule, node: SyntaxNode): LogDestination | undefined {
  const [callee, list] = node.parts;
  if (!callee || !list) return undefined;
  const origin = originOf(module, callee);
  if (origin === 'logging.basicConfig') return { node, isStream: isStreamSetUp(module, list) };
  if (origin !== undefined && setUpFunctions.includes(origin)) return { node, isStream: false };
  const [object, name] = callee.type === 'attribute' ? callee.parts : [];
  if (!object || !name || module.textOf(name) !== 'addHandler' || !isRoot(module, object)) return undefined;
  return { node, isStream: list.parts.every((handler) => isStreamHandler(module, handler)) };
}

/**
 * The root logger has handlers that the file does not show: a function of another module sets it up, or the file sets up nothing and is
 * started by another one. A process of its own that nobody has set up writes to stderr.
 */
export function isSetUpElsewhere(module: PythonModule): boolean {
  const isHelper = callsSetUp(module);
  const isStarted = module.statements.some(
    ({ type, parts: [condition] }) =>
      type === 'if_statement' && condition !== undefined && module.textOf(condition).includes('__main__'),
  );
  return isHelper || (!isStarted && rootDestinations(module).length === 0);
}

const callsSetUp = oncePerModule((module): boolean => {
  const { tree } = module.root;
  const { table } = tree;
  for (const call of tree.placesOf('call')) {
    const callee = table.part(call, 0);
    const name = module.text.slice(table.start(callee), table.end(callee));
    if (setsUp.test(name) && !name.startsWith('self.')) return true;
  }
  return false;
});

const setsUp = /(?:set_?up|config(?:ure)?|init(?:iali[sz]e)?)_?\w*log|log\w*_(?:set_?up|config|init)/i;

/** Every call of `addHandler` on what one of the expressions is assigned to, or on the expression itself. */
export function handlersOf(module: PythonModule, logger: SyntaxNode): readonly LogDestination[] {
  const holder = assignedTo(module, logger);
  return module.attributesNamed('addHandler').flatMap((callee): LogDestination[] => {
    const [object, list] = [callee.parts[0], callee.parent?.parts[1]];
    if (!object || callee.parent?.type !== 'call' || module.textOf(object) !== holder) return [];
    const isStream = (list?.parts ?? []).every((handler) => isStreamHandler(module, handler));
    return [{ node: callee.parent, isStream }];
  });
}

/** `logger` for `logger = logging.getLogger("X")`. */
function assignedTo(module: PythonModule, logger: SyntaxNode): string {
  const [left] = logger.parent?.type === 'assignment' ? logger.parent.parts : [];
  return module.textOf(left ?? logger);
}

function isStreamSetUp(module: PythonModule, list: SyntaxNode): boolean {
  const given = new Map(list.parts.map((one) => [module.textOf(one.parts[0] ?? one), one.parts[1]]));
  if (given.has('filename')) return false;
  const handlers = given.get('handlers');
  return (
    handlers === undefined || (handlers.type === 'list' && handlers.parts.every((one) => isStreamHandler(module, one)))
  );
}

function isStreamHandler(module: PythonModule, node: SyntaxNode): boolean {
  if (node.type === 'call')
    return node.parts[0] !== undefined && originOf(module, node.parts[0]) === 'logging.StreamHandler';
  if (node.type !== 'identifier') return false;
  const values = valuesOf(module, node);
  return values.length > 0 && values.every((value) => value.type === 'call' && isStreamHandler(module, value));
}

function isRoot(module: PythonModule, object: SyntaxNode): boolean {
  if (originOf(module, object) === 'logging.root') return true;
  if (object.type === 'call') {
    const [callee, list] = object.parts;
    const isNameless = list !== undefined && list.parts.every((one) => /^(?:""|''|None)$/.test(module.textOf(one)));
    return callee !== undefined && isNameless && originOf(module, callee) === 'logging.getLogger';
  }
  return (
    object.type === 'identifier' &&
    valuesOf(module, object).some((value) => value.type === 'call' && isRoot(module, value))
  );
}

/** What is assigned to a name, wherever in the file. */
function valuesOf(module: PythonModule, name: SyntaxNode): readonly SyntaxNode[] {
  return module.nodesOf('assignment').flatMap(({ parts }) => {
    const [left, value] = [parts[0], parts.at(-1)];
    return left && value && module.textOf(left) === module.textOf(name) ? [value] : [];
  });
}
