import type { Contract } from '../../core/contract/contract.js';
import type { AttributeUse } from '../../core/facts/attribute-use.js';
import type { OutsideHeir, OutsideUse, OutsideUses } from '../../core/rewrite/outside-uses.js';
import type { ClassRef, SourceFile } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { fileNameOf, folderOf, isWithin, stemOf } from '../../core/workspace/paths.js';
import { moduleNameUses } from './module-name-uses.js';
import { baseFile } from '../contract/base-file.js';
import type { Operation } from '../operation.js';
import type { SourceQuestions } from '../ports/source-questions.js';
import type { WorkspaceFiles } from '../ports/workspace-files.js';

export interface OutsideQuestion {
  readonly file: SourceFile;
  /** Of the file as it is to be planned, saved or not. */
  readonly bytes: Uint8Array;
  readonly classes: readonly string[];
  /** Files that are no part of the workspace that is assessed. */
  readonly tests: readonly SourceFile[];
  readonly contract: Contract;
}

export interface OutsidePorts {
  readonly files: Pick<WorkspaceFiles, 'read'>;
  readonly questions: Pick<SourceQuestions, 'attributeUses'>;
}

/**
 * Which other files use members that a migration may rename, or inherit one of the classes. Only files that import the file or one of its
 * classes count: elsewhere the same name belongs to somebody else.
 */
export async function findOutsideUses(
  { files, questions }: OutsidePorts,
  index: WorkspaceIndex,
  { file, bytes: planned, classes, tests, contract }: OutsideQuestion,
  { signal }: Operation,
): Promise<OutsideUses> {
  const refs = file.facts.classes
    .filter(({ topLevel, name }) => topLevel && classes.includes(name))
    .map((fact): ClassRef => ({ file, class: fact }));
  const uses: OutsideUse[] = [];
  const importers = [...importersOf(refs, index, [...index.files.values()]), ...testsOf(refs, index, tests)];
  // Most agents are imported by nobody, so that their text need not be looked through.
  const isMember = memberTest(contract, importers.length > 0 ? namesIn(file, planned) : new Set());
  for (const other of importers) {
    signal.throwIfAborted();
    const bytes = await files.read(other.path);
    if (bytes === undefined) continue;
    for (const use of await questions.attributeUses(other.path, bytes))
      if (isMember(use) && (!use.isOwn || holdsHeir(other, classes))) uses.push(outsideUse(other, use));
  }
  const isPython = file.facts.languageId === 'python';
  const base = baseFile(file, index);
  return {
    attributes: uses,
    subclassed: heirsElsewhere(refs, index),
    importsBySearchPath: importsBySearchPath(file, index),
    listening: index.listening(),
    moduleNames: isPython ? await moduleNameUses(files, index, file, [...index.files.values(), ...tests]) : [],
    importers: importers.map(({ path }) => path),
    ...base,
    ...(isPython && base.base !== undefined && startNeedsPath(file, base.base.path, index)
      ? { startNeedsPath: true }
      : {}),
  };
}

function importsBySearchPath({ path, facts }: SourceFile, { modules }: WorkspaceIndex): readonly string[] {
  const names = new Set(facts.imports.map(({ module }) => module).filter((module) => !module.startsWith('.')));
  return [...names].filter((name) => modules.find(name, '') === undefined && modules.find(name, path) !== undefined);
}

/** A script has its own folder on the search path, and nothing else of the workspace. */
function startNeedsPath({ path, facts }: SourceFile, base: string, { modules }: WorkspaceIndex): boolean {
  const folder = folderOf(path);
  const isBeside = (file: string): boolean => folder === '' || isWithin(file, folder);
  const runsAlone = facts.imports.every(({ module }) => {
    const found = module.startsWith('.') ? path : modules.find(module, '');
    return found === undefined || (found !== path && isBeside(found));
  });
  return facts.hasEntryPoint && runsAlone && !isBeside(base);
}

/** What a class of that file has of itself may be what it inherits. */
const holdsHeir = ({ facts }: SourceFile, classes: readonly string[]): boolean =>
  facts.classes.some(({ bases }) =>
    bases.some(({ resolved }) => classes.includes(resolved.slice(resolved.lastIndexOf('.') + 1))),
  );

const outsideUse = ({ path }: SourceFile, { name, line, isUnchecked }: AttributeUse): OutsideUse =>
  isUnchecked ? { name, isUnchecked, path, line } : { name, path, line };

type MemberTest = (use: AttributeUse) => boolean;

/** What may be a member of one of the file's agents: by the base's names, or by one that the file writes behind a dot or defines. */
function memberTest(contract: Contract, own: ReadonlySet<string>): MemberTest {
  const methods = new Set([...contract.constructorHooks, ...contract.methods, ...rolesOf(contract)].map(nameOf));
  const attributes = new Set(contract.attributes.map(nameOf));
  return ({ name, isCall }) => {
    if (methods.has(name)) return true;
    // What is called is a method, and what the base owns cannot be called.
    return attributes.has(name) ? !isCall : own.has(name);
  };
}

/** Every name that an instance may have in a file: none is missed, and some are those of others. */
function namesIn({ facts }: SourceFile, bytes: Uint8Array): ReadonlySet<string> {
  const text = new TextDecoder().decode(bytes);
  const dotted = [...text.matchAll(/\.\s*([\p{ID_Continue}$]+)/gu)].map(([, name = '']) => name);
  return new Set([...dotted, ...facts.classes.flatMap(({ methods }) => methods.map(nameOf))]);
}

function nameOf(named: string | { readonly name: string }): string {
  return typeof named === 'string' ? named : named.name;
}

function rolesOf({ run, requestHandler, healthHook, cleanup }: Contract) {
  return [run, requestHandler, healthHook, cleanup].flatMap((role) => role ?? []);
}

function heirsElsewhere(refs: readonly ClassRef[], index: WorkspaceIndex): readonly OutsideHeir[] {
  return refs.flatMap((ref) =>
    index
      .heirsOf(ref)
      .filter((heir) => heir.file.path !== ref.file.path)
      .map((heir) => ({
        name: ref.class.name,
        path: heir.file.path,
        line: heir.class.nameRange.line,
        methods: heir.class.methods.map(nameOf),
      })),
  );
}

function importersOf(
  refs: readonly ClassRef[],
  index: WorkspaceIndex,
  files: readonly SourceFile[],
): readonly SourceFile[] {
  return files.filter((other) => refs.some((ref) => other !== ref.file && imports(other, ref, index)));
}

/** What `conftest.py` makes of an agent is handed to all tests beside and below it, which need not import anything. */
function testsOf(
  refs: readonly ClassRef[],
  index: WorkspaceIndex,
  tests: readonly SourceFile[],
): readonly SourceFile[] {
  const importers = importersOf(refs, index, tests);
  const shared = importers.filter(({ path }) => fileNameOf(path) === 'conftest.py').map(({ path }) => folderOf(path));
  return tests.filter((test) => importers.includes(test) || shared.some((folder) => isWithin(test.path, folder)));
}

/** Some import of the file leads to the class: its own name, an alias, a star, or the module that holds it. */
function imports(other: SourceFile, ref: ClassRef, index: WorkspaceIndex): boolean {
  const { name } = ref.class;
  return other.facts.imports.some(({ module, symbol, local }) => {
    const stem = stemOf(ref.file.path);
    if (ref.file.facts.languageId === 'typescript')
      return leadsTo(index, other, local, ref) || leadsTo(index, other, `${local}.${name}`, ref);
    const lastPart = (symbol === '*' ? undefined : symbol) ?? module.slice(module.lastIndexOf('.') + 1);
    if (lastPart !== name && lastPart !== stem && symbol !== '*') return false;
    const written =
      symbol === undefined ? [`${local}.${name}`, `${module}.${name}`] : [local, `${local}.${name}`, name];
    return written.some((one) => leadsTo(index, other, one, ref));
  });
}

function leadsTo(index: WorkspaceIndex, other: SourceFile, written: string, ref: ClassRef): boolean {
  const found = index.names.resolve(other, written);
  return found.kind === 'class' && found.ref.file.path === ref.file.path && found.ref.class.name === ref.class.name;
}
