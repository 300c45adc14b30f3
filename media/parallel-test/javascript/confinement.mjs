// The second fence, behind Node's own permissions and the limits of the process: the real ways out are closed for whoever finds them.
import module, { createRequire, syncBuiltinESMExports } from 'node:module';

const OUT = [
  ...['child_process', 'cluster', 'dgram', 'dns', 'dns/promises', 'http', 'http2', 'https', 'inspector', 'net', 'repl'],
  ...['tls', 'trace_events', 'v8', 'vm', 'wasi', 'worker_threads'],
];
/** Reading is allowed; the agent's own writing goes to memory, and never through these. */
const WRITING =
  /^(?:append|chmod|chown|copy|cp$|createWrite|fchmod|fchown|fsync|ftruncate|futimes|lchmod|lchown|link|lutimes|mkdir|open|rename|rm|symlink|truncate|unlink|utimes|write)/;

const exit = process.reallyExit.bind(process);
const refuse = () => {
  throw new Error('This is not possible in a parallel test.');
};

export const leave = (code) => exit(code);

/** The clock, the scheduler and the doubles hold what they need of the real modules already. */
export function confine() {
  const require = createRequire(`${process.cwd()}/`);
  for (const name of OUT) close(require(`node:${name}`), () => true);
  const fs = require('node:fs');
  close(fs, (name) => WRITING.test(name));
  close(fs.promises, (name) => WRITING.test(name));
  close(module, (name) => ['register', 'registerHooks', '_load', '_extensions', 'runMain'].includes(name));
  syncBuiltinESMExports();
  for (const name of [
    'binding',
    '_linkedBinding',
    'dlopen',
    'kill',
    '_kill',
    'abort',
    'exit',
    'reallyExit',
    'chdir',
    'setuid',
    'setgid',
    'umask',
  ]) {
    process[name] = refuse;
  }
}

function close(exports, isOut) {
  for (const name of Object.keys(exports)) {
    if (typeof exports[name] !== 'function' || !isOut(name)) continue;
    try {
      exports[name] = refuse;
    } catch {
      // It cannot be replaced, and does no more than its neighbours let it.
    }
  }
}
