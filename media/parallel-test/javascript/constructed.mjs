// An agent whose module is only read, and which the scenario makes itself.
import { clockMs } from './clock.mjs';
import { NotStarted, classes, instances } from './globals.mjs';
import { Scenario, wordsFor } from './scenario.mjs';

export class Constructed extends Scenario {
  /** Reads the module; whether that works. */
  read() {
    const isRead = (error) => {
      if (!(error instanceof NotStarted)) throw error;
    };
    const end = this.call('import', () => this.modules.run(this.request.path).then(() => undefined, isRead));
    if (!end?.raised || end.raised.type === 'exit') return true;
    this.problem = `the module cannot be imported: ${wordsFor(end)}`;
    return false;
  }

  /** Makes an agent of a class; whether there is one now. */
  construct(name, { construct }) {
    const kind = classes.get(name);
    if (!kind) return false;
    // Where nothing could keep the module from making one, that one has the ports.
    const own = instances.find((one) => one.name === name);
    const end = this.call(`new ${name}()`, () => {
      this.agent = own ? own.instance : Reflect.construct(kind, construct.map(revived));
    });
    if (!end?.raised) return true;
    this.problem ??= `${name} cannot be constructed: ${wordsFor(end)}`;
    return false;
  }
}

/** What JSON has no form for. */
export function revived(value) {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== 'object') return value;
  switch (value['~']) {
    case 'function':
      return function callback() {};
    case 'bytes':
      return Buffer.from('bytes');
    case 'date':
      return new Date(clockMs());
    case 'map':
      return new Map([['one', 'two']]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revived(item)]));
}
