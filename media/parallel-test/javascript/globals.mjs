// What agents find without importing it.
import { double } from './doubles.mjs';
import { fetchDouble } from './clients.mjs';

/** Instances of watched classes, oldest first, each with the attributes that its base had given it. */
export const instances = [];
export const classes = new Map();

const quiet = () => undefined;

/** A module that is only read would start its agent here. */
export class NotStarted extends Error {
  name = 'NotStarted';
}

const notStarted = {
  construct() {
    throw new NotStarted('The module is only read.');
  },
};

const decorate = {
  /** As compilers have written it for a decade, the last decorator first. */
  member(decorators, target, name) {
    const found = Object.getOwnPropertyDescriptor(target, name);
    const made = decorators.reduceRight(
      (before, one) => (typeof one === 'function' && one(target, name, before)) || before,
      found,
    );
    if (made && typeof made === 'object' && ('value' in made || 'get' in made))
      Object.defineProperty(target, name, made);
  },
  class: (decorators, target) =>
    decorators.reduceRight((before, one) => {
      const made = typeof one === 'function' ? one(before) : undefined;
      return typeof made === 'function' && /^class\b/.test(Function.prototype.toString.call(made)) ? made : before;
    }, target),
};

export function installGlobals(modules) {
  const isProgram = modules.request.run.scenario === 'program';
  const put = (name, value) => Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
  put('process', modules.process);
  put('fetch', fetchDouble);
  put('console', new Proxy({}, { get: () => quiet }));
  for (const name of ['WebSocket', 'EventSource', 'XMLHttpRequest']) put(name, double(name));
  put('__agentMigrator', {
    decorate,
    entryPoint: (kind) => (isProgram ? kind : new Proxy(kind, notStarted)),
    hasClass: (name, kind) => void classes.set(name, kind),
    hasInstance: (name, instance) => void instances.push({ name, instance, fromBase: Object.keys(instance) }),
    importer: (place) => (specifier) => modules.import(specifier, place),
  });
}
