// Doubles of packages, which are never loaded: every use is written down, every answer is another double.
import { MOMENT_MS, setTimeout } from './clock.mjs';
import { canonical, proxies, record } from './recording.mjs';
import { world } from './world.mjs';

const PORT = /(?:^|[._])port$/i;
/** What asks for a setting by name: its second argument is what it answers when nobody has set it. */
const GETTER = /(?:^|\.)(?:get|getenv|env|load|read)\w*$/;
const ERROR = /(?:Error|Exception)$/;
/** They keep a function for later; any other that takes one alone calls it, such as `tidy` or `transaction`. */
const KEEPS =
  /(?:^|\.)(?:on\w*|once|off|add\w*|remove\w*|use|get|post|put|delete|patch|all|subscribe|register\w*|schedule\w*|then|catch|finally|each\w*|process|consume|handle\w*|set\w*)$/;

/** A port of its own for what is named after one. */
function portOf(path) {
  let sum = 0;
  for (const letter of path) sum = (sum * 31 + letter.charCodeAt(0)) % 10000;
  return 20000 + sum;
}

const plain = (path) => (hint) => (PORT.test(path) ? portOf(path) : hint === 'number' ? 1 : `<${path}>`);

export function double(path, isAwaited = false) {
  const made = new Map();
  const target = function () {};
  target.prototype = new Proxy(
    {},
    {
      get: (own, name) =>
        own[name] ?? (typeof name === 'string' && name !== 'then' ? double(`${path}().${name}`) : undefined),
    },
  );
  const child = (name) => {
    if (!made.has(name)) made.set(name, ERROR.test(name) ? errorClass(name) : double(`${path}.${name}`));
    return made.get(name);
  };
  const proxy = new Proxy(target, {
    get(own, name, receiver) {
      if (made.has(name)) return made.get(name);
      if (name === 'prototype') return own.prototype;
      if (name === 'toString' || name === 'toJSON' || name === 'valueOf') return () => plain(path)('default');
      if (name === 'then')
        return isAwaited ? (resolve) => void setTimeout(() => resolve(double(path)), MOMENT_MS) : undefined;
      if (name === 'length' || name === 'size') return 1;
      if (typeof name === 'symbol') return symbol(name, path, receiver);
      return child(name);
    },
    set: (_, name, value) => (made.set(name, value), true),
    has: () => true,
    apply: (_, __, args) => called(path, args),
    construct(_, args, newTarget) {
      record('call', `new ${path}`, shown(args));
      return newTarget === proxy ? double(`${path}()`) : Object.create(newTarget.prototype);
    },
  });
  proxies.set(proxy, { '~double': path });
  return proxy;
}

function symbol(name, path, receiver) {
  if (name === Symbol.toPrimitive) return plain(path);
  if (name === Symbol.iterator) return function* () {};
  if (name === Symbol.asyncIterator) return async function* () {};
  if (name === Symbol.asyncDispose || name === Symbol.dispose) return () => receiver;
  return undefined;
}

const errorClass = (name) =>
  ({
    [name]: class extends Error {
      name = name;
    },
  })[name];
const shown = (args) => (args.length === 0 ? null : args.map((one) => canonical(one, 3)));

function called(path, args) {
  const [first, second] = args;
  if (args.length === 2 && GETTER.test(path) && ['string', 'number', 'boolean'].includes(typeof second)) return second;
  record('call', path, shown(args));
  const isCallback =
    args.length === 1 &&
    typeof first === 'function' &&
    !(proxies.has(first) || /^class\b/.test(Function.prototype.toString.call(first)));
  if (isCallback && !KEEPS.test(path)) return first(double(`${path}().argument`));
  return double(`${path}()`, true);
}

/** A package as the agent imports it; nothing where nobody is there. */
export function packageDouble(specifier) {
  world.doubles.add(specifier);
  if (!world.isPopulated) {
    const error = new Error(`Cannot find package '${specifier}' imported from ${world.agentPath}`);
    throw Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
  }
  return double(specifier);
}
