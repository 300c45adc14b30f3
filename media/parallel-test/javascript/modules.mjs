// Modules: the workspace's own from the sources in the request, Node's as they are or doubled, every package as a double.
import assert from 'node:assert';
import * as asyncHooks from 'node:async_hooks';
import buffer from 'node:buffer';
import diagnostics from 'node:diagnostics_channel';
import events from 'node:events';
import realHttp from 'node:http';
import { builtinModules } from 'node:module';
import path from 'node:path';
import querystring from 'node:querystring';
import stream from 'node:stream';
import streamConsumers from 'node:stream/consumers';
import streamPromises from 'node:stream/promises';
import stringDecoder from 'node:string_decoder';
import url, { fileURLToPath, pathToFileURL } from 'node:url';
import util from 'node:util';
import vm from 'node:vm';
import zlib from 'node:zlib';
import { MOMENT_MS, simulatedCrypto, simulatedPerformance, sleep, timerPromises, timers } from './clock.mjs';
import { double, packageDouble } from './doubles.mjs';
import { filePromises, files } from './files.mjs';
import { network } from './network.mjs';
import { children, cluster, processDouble, system } from './processes.mjs';
import { workerThreads } from './workers.mjs';
import { world } from './world.mjs';

const { SourceTextModule, SyntheticModule, Script } = vm;
const { METHODS, STATUS_CODES } = realHttp;
const NODE = new Set(builtinModules.map((name) => name.replace(/^node:/, '')));
/** They reach nothing. */
const harmless = {
  ...{
    assert,
    'assert/strict': assert.strict,
    async_hooks: asyncHooks,
    buffer,
    diagnostics_channel: diagnostics,
    events,
    path,
    'path/posix': path.posix,
  },
  ...{
    querystring,
    stream,
    'stream/promises': streamPromises,
    'stream/consumers': streamConsumers,
    string_decoder: stringDecoder,
    url,
    util,
    'util/types': util.types,
    zlib,
  },
};

const isNode = (specifier) => specifier.startsWith('node:') || NODE.has(specifier);

/** The modules of one thread. */
export class Modules {
  #made = new Map();
  #common = new Map();
  #builtins = new Map();

  constructor(
    request,
    { thread, process = processDouble(request.environment, ['/usr/bin/node', request.argv1]) } = {},
  ) {
    Object.assign(this, { request, process, isMain: request.argv1 });
    const start = (place, inside, failed) => new Modules(request, { thread: inside, process }).run(place).catch(failed);
    this.#builtins = new Map(
      Object.entries({
        ...harmless,
        ...network({ METHODS, STATUS_CODES }),
        ...{
          fs: files,
          'fs/promises': filePromises,
          child_process: children,
          cluster,
          os: system,
          process,
          timers,
          'timers/promises': timerPromises,
        },
        ...{
          crypto: simulatedCrypto,
          perf_hooks: { performance: simulatedPerformance },
          worker_threads: workerThreads(start, thread),
        },
        module: {
          createRequire: (from) =>
            this.#requireFrom(from instanceof URL || /^file:/.test(from) ? fileURLToPath(from) : from),
          builtinModules,
          isBuiltin: isNode,
        },
      }),
    );
  }

  /** Runs a module of the workspace, and everything that it imports before it. */
  async run(place) {
    if (world.sources[place]?.isModule === false) return this.#requireFile(place);
    const module = this.#moduleAt(place);
    if (module.status === 'unlinked') await module.link((specifier, from) => this.#linked(specifier, from.identifier));
    if (module.status !== 'evaluating' && module.status !== 'evaluated') await module.evaluate();
    return module.namespace;
  }

  /** `import()` of a module of the workspace. */
  async import(specifier, relative) {
    const name = String(specifier);
    const from = path.join(world.workspace, relative);
    const target = this.#targetOf(name, from);
    if (target !== undefined) return await this.run(target);
    await sleep(MOMENT_MS);
    return this.#outside(name);
  }

  #outside(specifier) {
    if (!isNode(specifier)) return packageDouble(specifier);
    const name = specifier.replace(/^node:/, '');
    if (!this.#builtins.has(name)) this.#builtins.set(name, double(name));
    const found = this.#builtins.get(name);
    return typeof found === 'object' && !('default' in found)
      ? Object.assign(Object.create(found), { default: found })
      : found;
  }

  #targetOf(specifier, from) {
    if (/^file:/.test(specifier)) return fileURLToPath(specifier);
    const known = world.sources[from]?.resolved[specifier];
    if (known !== undefined) return known ?? undefined;
    if (/^\.{0,2}\//.test(specifier)) return path.resolve(path.dirname(from), specifier);
    return undefined;
  }

  #linked(specifier, from) {
    const target = this.#targetOf(specifier, from);
    return typeof target !== 'string' ? this.#synthetic(specifier) : this.#moduleAt(target);
  }

  #moduleAt(place) {
    const known = this.#made.get(place);
    if (known) return known;
    const source = world.sources[place];
    if (!source) throw Object.assign(new Error(`Cannot find module '${place}'`), { code: 'ERR_MODULE_NOT_FOUND' });
    const made = source.isModule ? this.#textModule(place, source) : this.#ofCommon(place);
    this.#made.set(place, made);
    return made;
  }

  #textModule(place, { code, bound }) {
    const offered = { __filename: place, __dirname: path.dirname(place), require: this.#requireFrom(place) };
    const names = Object.keys(offered).filter(
      (name) => !bound.includes(name) && new RegExp(`\\b${name}\\b`).test(code),
    );
    const head = names.map((name) => `const ${name} = import.meta.agentMigrator.${name};`).join(' ');
    const body = names.length > 0 && code.startsWith('#!') ? code.replace(/^#!.*/, '') : code;
    return new SourceTextModule(head + body, {
      identifier: place,
      initializeImportMeta: (meta) => {
        const resolve = (specifier) => pathToFileURL(this.#targetOf(specifier, place) ?? specifier).href;
        Object.assign(meta, {
          url: pathToFileURL(place).href,
          filename: place,
          dirname: path.dirname(place),
          main: place === this.isMain,
          resolve,
        });
        Object.defineProperty(meta, 'agentMigrator', { value: offered });
      },
    });
  }

  /** Offers whatever any module of the workspace asks of it. */
  #synthetic(specifier) {
    const key = `package ${specifier}`;
    const known = this.#made.get(key);
    if (known) return known;
    const found = this.#outside(specifier);
    const links = Object.values(world.sources).flatMap(({ links = [] }) => links);
    const asked = links.filter((one) => one.specifier === specifier).flatMap(({ names }) => names);
    const names = [...new Set([...(isNode(specifier) ? allNames(found) : []), ...asked, 'default'])].filter(
      (name) => name !== '*',
    );
    const made = new SyntheticModule(
      names,
      function () {
        for (const name of names) this.setExport(name, name === 'default' ? (found.default ?? found) : found[name]);
      },
      { identifier: key },
    );
    this.#made.set(key, made);
    return made;
  }

  #ofCommon(place) {
    const exports = () => this.#requireFile(place);
    const links = Object.values(world.sources).flatMap(({ links = [] }) => links);
    const names = [...new Set(['default', ...links.flatMap((one) => one.names)])].filter((name) => name !== '*');
    return new SyntheticModule(
      names,
      function () {
        const value = exports();
        for (const name of names) this.setExport(name, name === 'default' ? value : value?.[name]);
      },
      { identifier: place },
    );
  }

  #requireFrom(place) {
    const require = (specifier) => {
      const target = this.#targetOf(specifier, place);
      if (target === undefined) return this.#outside(specifier);
      return this.#requireFile(target);
    };
    return Object.assign(require, {
      resolve: (specifier) => this.#targetOf(specifier, place) ?? specifier,
      main: this.#mainModule,
      cache: {},
    });
  }

  get #mainModule() {
    if (!this.#common.has(this.isMain))
      this.#common.set(this.isMain, { exports: {}, filename: this.isMain, id: '.', isStarted: false });
    return this.#common.get(this.isMain);
  }

  #requireFile(place) {
    const source = world.sources[place];
    if (!source) throw Object.assign(new Error(`Cannot find module '${place}'`), { code: 'MODULE_NOT_FOUND' });
    if (source.json !== undefined) return JSON.parse(source.json);
    if (source.isModule) return this.#evaluated(place);
    const module = this.#common.get(place) ?? { exports: {}, filename: place, id: place, children: [], paths: [] };
    if (module.isStarted) return module.exports;
    module.isStarted = true;
    this.#common.set(place, module);
    const head = '(function (exports, require, module, __filename, __dirname) {';
    const code = source.code.replace(/^#!.*/, '');
    const body = new Script(`${head}${code}\n})`, { filename: place });
    body
      .runInThisContext()
      .call(module.exports, module.exports, this.#requireFrom(place), module, place, path.dirname(place));
    return module.exports;
  }

  /** A module that was imported before can be required. */
  #evaluated(place) {
    const module = this.#made.get(place);
    if (module?.status === 'evaluated') return module.namespace;
    throw Object.assign(new Error(`require() of ES Module ${place} not supported.`), { code: 'ERR_REQUIRE_ESM' });
  }
}

function allNames(found) {
  const names = new Set();
  for (let at = found; at && at !== Object.prototype && at !== Function.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.keys(at)) names.add(name);
  }
  return [...names];
}
