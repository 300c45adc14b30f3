import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LibraryFiles } from '../../../src/languages/typescript/project/library-files.js';
import type { ProjectCheck, TypeCheck, TypeProblem } from '../../../src/languages/typescript/project/project-check.js';
import type { ProjectDisk } from '../../../src/languages/typescript/project/project-disk.js';
import { WorkspaceChecks } from '../../../src/languages/typescript/project/workspace-checks.js';
import { TypeScriptModule } from '../../../src/languages/typescript/rewrite/syntax/typescript-module.js';

const agent = 'agents/lamp.ts';
const libraries = new LibraryFiles((name) => readFileSync(`node_modules/typescript/lib/${name}`, 'utf8'));

/** A workspace of these files alone. */
function diskOf(files: Readonly<Record<string, string>>): ProjectDisk {
  const root = '/fleet';
  const config = { compilerOptions: { strict: true, module: 'esnext', moduleResolution: 'bundler', types: [] } };
  const all = new Map(
    Object.entries({ 'tsconfig.json': JSON.stringify(config), ...files }).map(([path, text]) => [
      `${root}/${path}`,
      text,
    ]),
  );
  return {
    root,
    caseSensitive: true,
    readFile: (path) => all.get(path),
    fileExists: (path) => all.has(path),
    directoryExists: (path) => [...all.keys()].some((one) => one.startsWith(`${path}/`)),
    entriesIn: (path) => entriesAt([...all.keys()], path),
    realPath: (path) => path,
    modifiedMs: () => 1,
    computedMs: () => 0,
  };
}

function entriesAt(files: readonly string[], folder: string) {
  const below = files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1));
  const directories = below.filter((name) => name.includes('/')).map((name) => name.replace(/\/.*/, ''));
  return { files: below.filter((name) => !name.includes('/')), directories: [...new Set(directories)] };
}

const checkOf = (files: Readonly<Record<string, string>>): ProjectCheck =>
  new WorkspaceChecks(diskOf(files), libraries).forFile(agent).check;

interface Texts {
  readonly files?: Readonly<Record<string, string>>;
  readonly importers?: readonly string[];
  readonly before: string;
  readonly after: string;
  /** What becomes of it after that. */
  readonly later?: readonly string[];
}

/** What is wrong with the second text, checked beside the others; `undefined` when they are not checked together. */
function besideTheFirst({
  files = {},
  importers = [],
  before,
  after,
  later = [],
}: Texts): readonly string[] | undefined {
  const check = checkOf({ ...files, [agent]: before });
  const paths = [agent, ...importers];
  const texts = [before, after, ...later];
  const together = check.checkTogether(
    paths,
    texts.map((text) => new TypeScriptModule(text, agent)),
  );
  if (!together) return undefined;
  const alone = texts.map((text) => problemsOf(check.check(paths, text)));
  const beside = texts.map((text) => problemsOf(together(text)));
  assert.deepEqual(changesIn(beside), changesIn(alone), 'from one text to the next as in programs of their own');
  return alone[1]?.map(({ path, line, code, message }) => `${path}:${line} TS${code} ${message}`).sort();
}

function problemsOf(answer: TypeCheck): readonly TypeProblem[] {
  assert.ok(answer.status === 'checked');
  return answer.problems;
}

/** How often each problem comes or goes from each list to the next one. */
const changesIn = (lists: readonly (readonly TypeProblem[])[]): readonly object[] =>
  lists.slice(1).map((list, index) => {
    const changes = new Map<string, number>();
    const count = (problems: readonly TypeProblem[], by: number): void => {
      for (const { path, code, message } of problems) {
        const key = `${path} TS${code} ${message}`;
        changes.set(key, (changes.get(key) ?? 0) + by);
      }
    };
    count(list, 1);
    count(lists[index] ?? [], -1);
    return [...changes].filter(([, times]) => times !== 0).sort();
  });

const lamp = (base: string, switched: string, more = ''): string => `import { Base } from '../base.js';
export type Level = ${switched};
export class LampAgent${base} {
  private level: Level = 1;
  /** Long enough to be left out. */
  tell(city: string): string {
    const told = [city, this.level].join(': ').toUpperCase();
    return told + this.level.toFixed(2);
  }
  quiet(city: string): string {
    return city.trim().split(',').reverse().join(',').toLowerCase();
  }
  broken(city: string): string {
    const missing: number = city.trim().split(',').reverse().join();
    return city + missing;
  }
${more}}
`;

const base = { 'base.ts': 'export class Base { protected port = 1; stop(): void {} }\n' };
const plain = lamp('', 'number');

describe('texts that are type-checked beside each other', function () {
  this.timeout(120_000);

  it('differ in what they differ in alone, where both have an error in common too', () => {
    const found = besideTheFirst({ files: base, before: plain, after: lamp(' extends Base', 'number') });
    assert.deepEqual(found, ["agents/lamp.ts:14 TS2322 Type 'string' is not assignable to type 'number'."]);
  });

  it('show an error in a method of the first text for all that have not changed it, when one has', () => {
    const [before, after] = ['', ' extends Base'].map((one) => lamp(one, 'number | string'));
    const later = [lamp(' extends Base', 'number'), lamp('', 'number | string')];
    const found = besideTheFirst({ files: base, before: before ?? '', after: after ?? '', later });
    assert.match(found?.join() ?? '', /lamp\.ts:8 TS2339/);
  });

  it('show an error in a method that has not changed, when a type that comes into it by names has', () => {
    const found = besideTheFirst({ files: base, before: plain, after: lamp(' extends Base', 'number | string') });
    assert.match(found?.join() ?? '', /lamp\.ts:8 TS2339/);
  });

  it('show an error in a method that has not changed, when the base has changed what it uses', () => {
    const uses = '  ask(): string {\n    return this.stop.name.trim() + this.port.toFixed();\n  }\n';
    const own = lamp('', 'number', `${uses}  port = 1;\n  stop(): void {}\n`);
    const found = besideTheFirst({ files: base, before: own, after: lamp('', 'number', uses) });
    assert.match(found?.join() ?? '', /TS2339 Property 'stop'/);
    const asWhole = '  all(): Base {\n    const whole: Base = this; return whole;\n  }\n';
    const [adopted, bare] = [' extends Base', ''].map((one) => lamp(one, 'number', asWhole));
    const lost = besideTheFirst({ files: base, before: adopted ?? '', after: bare ?? '' });
    assert.match(lost?.join() ?? '', /TS2322 Type 'this' is not assignable to type 'Base'/);
  });

  it('show an error that hangs on a variable which an unchanged method sets', () => {
    const variable = "let timer: string | undefined = 'x';\n";
    const sets = '  clear(): void {\n    timer = undefined; console.log(timer, timer, timer);\n  }\n';
    const uses = '  ask(): void {\n    timer = String(1);\n    [1].forEach(() => timer.trim());\n  }\n';
    const [before, after] = [sets, sets + uses].map((more) => variable + lamp('', 'number', more));
    assert.match(besideTheFirst({ files: base, before: before ?? '', after: after ?? '' })?.join() ?? '', /TS18048/);
  });

  it('show an error in a file that imports the agent', () => {
    const user = "import { LampAgent } from './lamp.js';\nnew LampAgent().quiet('Oslo').trim();\n";
    const renamed = plain.replace('quiet(', 'silent(');
    const files = { ...base, 'agents/user.ts': user };
    const found = besideTheFirst({ files, importers: ['agents/user.ts'], before: plain, after: renamed });
    assert.ok(found?.some((one) => one.startsWith("agents/user.ts:2 TS2339 Property 'quiet'")));
  });

  it('are not checked together when one brings with it what the other would see', () => {
    const files = { ...base, 'wide.ts': 'export {};\ndeclare global { interface String { wide(): void } }\n' };
    const wide = `${plain}''.wide();\n`;
    const before = `import '../wide.js';\n${wide}`;
    assert.equal(besideTheFirst({ files, before, after: wide }), undefined);
  });

  it('are not checked together when what they import imports the agent', () => {
    const files = {
      'base.ts': "import { LampAgent } from './agents/lamp.js';\nexport class Base { one = LampAgent; }\n",
    };
    assert.equal(besideTheFirst({ files, before: plain, after: lamp(' extends Base', 'number') }), undefined);
  });

  it('are not checked together when they are no modules', () => {
    assert.equal(besideTheFirst({ before: 'class Lamp {}\n', after: 'class Lamp { a = 1; }\n' }), undefined);
  });
});

describe('declarations that a project makes for all of its files', function () {
  this.timeout(120_000);

  const text = "export const port: number = HARBOUR.port;\nexport const city: Mooring['city'] = 1;\n";
  const declared = {
    'types/globals.d.ts': 'declare const HARBOUR: { port: string };\n',
    'types/mooring.d.ts':
      "import type { City } from '../city.js';\ndeclare global {\n  interface Mooring { city: City }\n}\n",
    'city.ts': 'export type City = string;\n',
  };

  function told(files: Readonly<Record<string, string>>, config: object): readonly string[] {
    const compilerOptions = { strict: true, module: 'esnext', moduleResolution: 'bundler', types: [] };
    const { compilerOptions: own = {}, ...others } = config as { readonly compilerOptions?: object };
    const tsconfig = JSON.stringify({ compilerOptions: { ...compilerOptions, ...own }, ...others });
    const check = checkOf({ ...files, 'tsconfig.json': tsconfig, [agent]: text });
    const module = new TypeScriptModule(text, agent);
    const other = new TypeScriptModule(`${text}export {};\n`, agent);
    const alone = problemsOf(check.check([agent], text));
    const together = check.checkTogether([agent], [module, other]);
    assert.ok(together);
    assert.deepEqual(problemsOf(together(text)), alone);
    return alone.map(({ line, code }) => `${line} TS${code}`);
  }

  const known = ['1 TS2322', '2 TS2322'];
  const unknown = ['1 TS2304', '2 TS2304'];

  it('are seen when its tsconfig includes them', () => {
    assert.deepEqual(told(declared, {}), known);
    assert.deepEqual(told(declared, { include: ['agents', 'types/*.d.ts'] }), known);
    assert.deepEqual(told(declared, { files: ['types/globals.d.ts', 'types/mooring.d.ts'] }), known);
  });

  it('are not seen when it leaves them out', () => {
    assert.deepEqual(told(declared, { include: ['agents/**/*'] }), unknown);
    assert.deepEqual(told(declared, { exclude: ['types'] }), unknown);
  });

  it('are seen in the packages of types that it names or whose folders it names', () => {
    const packages = Object.fromEntries(
      Object.entries(declared).map(([path, one]) => [path.replace(/types\/(\w+)\.d/, 'types/$1/index.d'), one]),
    );
    const files = { ...packages, 'types/mooring/index.d.ts': 'interface Mooring { city: string }\n' };
    const compilerOptions = { typeRoots: ['./types'], types: ['globals', 'mooring'] };
    assert.deepEqual(told(files, { include: ['agents'], compilerOptions }), known);
    assert.deepEqual(
      told(files, { include: ['agents'], compilerOptions: { typeRoots: ['./types'], types: ['*'] } }),
      known,
    );
  });
});

describe('the check of a project that was read beforehand', () => {
  const files = { 'base.ts': 'export class Base {\n  protected level = 0;\n}\n', [agent]: lamp('', '1 | 2') };
  const texts = [lamp(' extends Base', '1 | 2'), lamp(' extends Base', "'on' | 'off'"), lamp('', '1 | 2')];

  it('says what it says without that', () => {
    const checks = new WorkspaceChecks(diskOf(files), libraries);
    checks.prepare(agent);
    const { check } = checks.forFile(agent);
    const fresh = checkOf(files);
    for (const text of texts) assert.deepEqual(check.check([agent], text), fresh.check([agent], text));
  });

  it('sees what was written since', () => {
    let modifiedMs = 1;
    const changing: Record<string, string> = { ...files };
    const read = (path: string): string | undefined => diskOf(changing).readFile(path);
    const checks = new WorkspaceChecks({ ...diskOf(files), readFile: read, modifiedMs: () => modifiedMs }, libraries);
    checks.prepare(agent);
    modifiedMs = 2;
    changing['base.ts'] = 'export class Base {\n  private level = 0;\n}\n';
    const [text = ''] = texts;
    const found = problemsOf(checks.forFile(agent).check.check([agent], text));
    assert.deepEqual(found, problemsOf(checkOf(changing).check([agent], text)));
  });

  it('comes to no check that takes too long', () => {
    let computedMs = 0;
    const disk = { ...diskOf(files), computedMs: () => (computedMs += 20_000) };
    const checks = new WorkspaceChecks(disk, libraries);
    checks.prepare(agent);
    assert.equal(checks.forFile(agent).check.check([agent], texts[0] ?? '').status, 'unavailable');
  });
});
