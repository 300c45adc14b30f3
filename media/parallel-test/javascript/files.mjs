// Files: read where they are, written to memory. What the agent writes, it finds again; the disk stays as it was.
import fs from 'node:fs';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { MOMENT_MS, sleep, soon } from './clock.mjs';
import { payload, record } from './recording.mjs';
import { world } from './world.mjs';

/** As they were before anybody could replace them. */
const real = { read: fs.readFileSync, list: fs.readdirSync, stat: fs.statSync };

const FOLDER = Symbol('folder');
const GONE = Symbol('gone');
/** By absolute path: bytes, a folder, or that it is gone. */
const written = new Map();

const absolute = (file) =>
  path.resolve(
    world.workspace,
    file instanceof URL ? fileURLToPath(file) : Buffer.isBuffer(file) ? file.toString() : String(file),
  );
const shown = (file) => path.relative(world.workspace, absolute(file)).replaceAll(path.sep, '/');

function failure(code, call, file) {
  const words = {
    ENOENT: 'no such file or directory',
    EEXIST: 'file already exists',
    EISDIR: 'illegal operation on a directory',
    ENOTDIR: 'not a directory',
  };
  return Object.assign(new Error(`${code}: ${words[code]}, ${call} '${shown(file)}'`), {
    code,
    syscall: call,
    path: String(file),
  });
}

function realStat(place) {
  try {
    return real.stat(place);
  } catch {
    return undefined;
  }
}

/** What stands at a path: bytes, a folder or nothing. */
function at(place) {
  const own = written.get(place);
  if (own === GONE) return undefined;
  if (own !== undefined) return own;
  const found = realStat(place);
  if (!found) return undefined;
  return found.isDirectory() ? FOLDER : found.isFile() ? real.read(place) : undefined;
}

function readFileSync(file, options) {
  const found = file === 0 ? Buffer.alloc(0) : at(absolute(file));
  if (found === undefined) throw failure('ENOENT', 'open', file);
  if (found === FOLDER) throw failure('EISDIR', 'read', file);
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding ? found.toString(encoding) : Buffer.from(found);
}

const bytesOf = (data, options) =>
  typeof data === 'string'
    ? Buffer.from(data, typeof options === 'string' ? options : (options?.encoding ?? 'utf8'))
    : Buffer.from(data);

function writeFileSync(file, data, options) {
  if (options?.flag?.includes('a')) return appendFileSync(file, data);
  record('file', `write ${shown(file)}`, payload(data));
  written.set(absolute(file), bytesOf(data, options));
}

function appendFileSync(file, data, options) {
  record('file', `write ${shown(file)}`, payload(data));
  const before = at(absolute(file));
  written.set(
    absolute(file),
    Buffer.concat([Buffer.isBuffer(before) ? before : Buffer.alloc(0), bytesOf(data, options)]),
  );
}

function mkdirSync(file, options) {
  const place = absolute(file);
  if (at(place) !== undefined && !options?.recursive) throw failure('EEXIST', 'mkdir', file);
  if (at(place) === undefined) record('file', `folder ${shown(file)}`, null);
  written.set(place, FOLDER);
  return undefined;
}

function rmSync(file, options) {
  const place = absolute(file);
  if (at(place) === undefined) {
    if (options?.force) return;
    throw failure('ENOENT', 'unlink', file);
  }
  record('file', `remove ${shown(file)}`, null);
  for (const one of written.keys()) if (one.startsWith(place + path.sep)) written.set(one, GONE);
  written.set(place, GONE);
}

function renameSync(from, to) {
  const found = at(absolute(from));
  if (found === undefined) throw failure('ENOENT', 'rename', from);
  record('file', `rename to ${shown(to)}`, null);
  written.set(absolute(to), found);
  written.set(absolute(from), GONE);
}

function copyFileSync(from, to) {
  record('file', `write ${shown(to)}`, null);
  written.set(absolute(to), readFileSync(from));
}

function readdirSync(file, options) {
  const place = absolute(file);
  if (at(place) === undefined) throw failure('ENOENT', 'scandir', file);
  if (at(place) !== FOLDER) throw failure('ENOTDIR', 'scandir', file);
  const names = new Set(realStat(place) ? real.list(place) : []);
  for (const one of written.keys()) if (path.dirname(one) === place) names.add(path.basename(one));
  const found = [...names].filter((name) => at(path.join(place, name)) !== undefined).sort();
  return options?.withFileTypes
    ? found.map((name) => ({ name, parentPath: place, path: place, ...kindOf(at(path.join(place, name))) }))
    : found;
}

const kindOf = (found) => ({
  isFile: () => found !== FOLDER,
  isDirectory: () => found === FOLDER,
  isSymbolicLink: () => false,
});

function statSync(file, options) {
  const found = at(absolute(file));
  if (found === undefined) {
    if (options?.throwIfNoEntry === false) return undefined;
    throw failure('ENOENT', 'stat', file);
  }
  const moment = new Date(1_690_000_000_000);
  const times = {
    mtime: moment,
    ctime: moment,
    atime: moment,
    birthtime: moment,
    mtimeMs: +moment,
    ctimeMs: +moment,
    atimeMs: +moment,
  };
  return {
    ...kindOf(found),
    ...times,
    size: found === FOLDER ? 4096 : found.length,
    mode: 0o100644,
    uid: 1000,
    gid: 1000,
    ino: 1,
  };
}

function accessSync(file) {
  if (at(absolute(file)) === undefined) throw failure('ENOENT', 'access', file);
}

const nothing = () => undefined;

const calls = {
  ...{
    readFile: readFileSync,
    writeFile: writeFileSync,
    appendFile: appendFileSync,
    mkdir: mkdirSync,
    rm: rmSync,
    unlink: rmSync,
    rmdir: rmSync,
  },
  ...{
    rename: renameSync,
    copyFile: copyFileSync,
    readdir: readdirSync,
    stat: statSync,
    lstat: statSync,
    access: accessSync,
  },
  ...{ realpath: (file) => absolute(file), mkdtemp: (prefix) => (mkdirSync(`${prefix}000000`), `${prefix}000000`) },
  ...{
    chmod: nothing,
    chown: nothing,
    utimes: nothing,
    symlink: nothing,
    link: nothing,
    truncate: (file) => writeFileSync(file, ''),
  },
};

const later =
  (call) =>
  (...args) => {
    const callback = args.at(-1);
    let outcome;
    try {
      outcome = [null, call(...args.slice(0, -1))];
    } catch (error) {
      outcome = [error];
    }
    soon(callback, ...outcome);
  };

const awaited =
  (call) =>
  async (...args) => {
    await sleep(MOMENT_MS);
    return call(...args);
  };

const mapped = (change, name = (one) => one) =>
  Object.fromEntries(Object.entries(calls).map(([key, call]) => [name(key), change(call)]));

export const filePromises = { ...mapped(awaited), constants: fs.constants };

function createWriteStream(file) {
  record('file', `write ${shown(file)}`, null);
  return new Writable({ write: (data, _, done) => (appendFileSync(file, data), done()) });
}

export const files = {
  ...mapped(later),
  ...mapped(
    (call) => call,
    (name) => `${name}Sync`,
  ),
  existsSync: (file) => at(absolute(file)) !== undefined,
  exists: (file, callback) => soon(callback, at(absolute(file)) !== undefined),
  createWriteStream,
  createReadStream: (file) =>
    Readable.from(
      (function* () {
        yield readFileSync(file);
      })(),
    ),
  ...{
    watch: () => watcher(),
    watchFile: nothing,
    unwatchFile: nothing,
    openSync: () => 9,
    closeSync: nothing,
    writeSync: (_, data) => data.length,
    fsyncSync: nothing,
  },
  ...{ constants: fs.constants, promises: filePromises },
};

const watcher = () => ({ on: watcher, once: watcher, close: nothing, ref: nothing, unref: nothing });
