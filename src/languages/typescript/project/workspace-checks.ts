import { ts } from 'ts-morph';
import { compilerHost } from './compiler-host.js';
import { Deadline } from './deadline.js';
import { GlobalReach } from './global-reach.js';
import type { LibraryFiles } from './library-files.js';
import type { ProjectCheck, TypeCheck, TypeProblem } from './project-check.js';
import type { ProjectDisk } from './project-disk.js';
import { projectSettings, type ProjectSettings } from './project-settings.js';
import { ShortenedTexts } from './shortened-texts.js';
import { SourceCache } from './source-cache.js';
import type { ParsedText } from './unaffected-bodies.js';
import { standApart, versionsProgram } from './versions-program.js';
import { Versions, withoutVersions } from './versions.js';

/** A program that takes more computing than this to be built and checked says nothing. */
const LONGEST_CHECK_MS = 10_000;

class OutOfTime extends Error {}

interface Project {
  readonly settings: ProjectSettings;
  readonly cache: SourceCache;
  readonly reach: GlobalReach;
  /** The last program with one version of a file, and the last one with several. */
  single: ts.Program | undefined;
  several: ts.Program | undefined;
}

/** Programs of the projects of one workspace, kept for the next check. */
export class WorkspaceChecks {
  private readonly projects = new Map<string, Project>();

  constructor(
    private readonly disk: ProjectDisk,
    private readonly libraries: LibraryFiles,
  ) {}

  /** The checker of one plan: what it has been told once, it does not ask again, and once it ran out of time it asks no more. */
  forFile(path: string): { readonly settings: ProjectSettings; readonly check: ProjectCheck } {
    const settings = projectSettings(this.disk, path);
    const answers = new Map<string, TypeCheck>();
    let tooSlow: TypeCheck | undefined;
    const remembered = (text: string, known: Map<string, TypeCheck>, ask: () => TypeCheck): TypeCheck => {
      const answer = known.get(text) ?? tooSlow ?? ask();
      known.set(text, answer);
      if (answer.status === 'unavailable') tooSlow = answer;
      return answer;
    };
    const check = (paths: readonly string[], text: string): TypeCheck =>
      remembered(text, answers, () => this.check(settings, paths, text));
    const checkTogether: ProjectCheck['checkTogether'] = (paths, texts) => {
      const together = this.checkTogether(settings, paths, texts);
      const known = new Map<string, TypeCheck>();
      return together && ((text) => remembered(text, known, () => together(text)));
    };
    return { settings, check: { check, checkTogether } };
  }

  /** Reads the libraries, and what the file imports, for the checks to come. */
  prepare(path: string): void {
    const settings = projectSettings(this.disk, path);
    const project = this.projectOf(settings);
    this.inTime(project, (token) => {
      const host = compilerHost(this.disk, (one, options) => {
        token.throwIfCancellationRequested();
        return project.cache.get(one, options);
      });
      const rootNames = [`${this.disk.root}/${path}`, ...project.cache.declaringForAll(settings.declarations)];
      // What the checker notes in the files before it looks at any, the next one would.
      ts.createProgram({ rootNames, options: settings.options, host }).getTypeChecker();
      return { status: 'prepared' as const };
    });
  }

  private check(settings: ProjectSettings, paths: readonly string[], text: string): TypeCheck {
    const project = this.projectOf(settings);
    const names = paths.map((path) => `${this.disk.root}/${path}`);
    return this.inTime(project, (token) => {
      const host = compilerHost(this.disk, (path, options) => {
        token.throwIfCancellationRequested();
        return path === names[0] ? ts.createSourceFile(path, text, options) : project.cache.get(path, options);
      });
      const { single } = project;
      const program = ts.createProgram({
        rootNames: [...names, ...project.cache.declaringForAll(settings.declarations)],
        options: settings.options,
        host,
        ...(single ? { oldProgram: single } : {}),
      });
      const problems = problemsIn(program, names, paths, token);
      project.single = program;
      return { status: 'checked', compiler: compilerName(settings), problems };
    });
  }

  private checkTogether(
    settings: ProjectSettings,
    paths: readonly string[],
    texts: readonly ParsedText[],
  ): ((text: string) => TypeCheck) | undefined {
    const { disk } = this;
    const project = this.projectOf(settings);
    const { cache, reach, several } = project;
    const { options } = settings;
    const shortened = new ShortenedTexts(texts, options);
    const names = paths.map((path) => `${disk.root}/${path}`);
    const versions = new Versions(disk, names, shortened.texts);
    const built = this.inTime(project, (token) => {
      const throwIfLate = (): void => token.throwIfCancellationRequested();
      const declarations = cache.declaringForAll(settings.declarations);
      const setting = { disk, cache, reach, options, declarations, oldProgram: several, throwIfLate };
      const program = versionsProgram(versions, setting);
      return { status: 'built' as const, program, isSound: standApart(program, versions, setting) };
    });
    if (built.status === 'unavailable') return () => built;
    const { program, isSound } = built;
    project.several = program;
    project.single = undefined;
    if (!isSound) return undefined;
    const checkVersion = (index: number): TypeCheck =>
      this.inTime(project, (token) => {
        const problems = problemsIn(program, versions.namesOf(index), paths, token);
        return { status: 'checked', compiler: compilerName(settings), problems };
      });
    return (text) => shortened.check(text, paths[0] ?? '', checkVersion);
  }

  /** What the work gives, or that it took too long; no program that was left half-checked is used again. */
  private inTime<Result>(
    project: Project,
    work: (token: ts.CancellationToken) => Result,
  ): Result | Extract<TypeCheck, { readonly status: 'unavailable' }> {
    const deadline = new Deadline(() => this.disk.computedMs(), LONGEST_CHECK_MS);
    const throwIfCancellationRequested = (): void => {
      if (deadline.isOver) throw new OutOfTime();
    };
    try {
      return work({ isCancellationRequested: () => deadline.isOver, throwIfCancellationRequested });
    } catch (error) {
      project.single = undefined;
      project.several = undefined;
      if (!(error instanceof OutOfTime)) throw error;
      const detail = `The project could not be type-checked within ${LONGEST_CHECK_MS / 1000} s of computing; syntax and structure were checked.`;
      return { status: 'unavailable', detail };
    }
  }

  private projectOf(settings: ProjectSettings): Project {
    const { configPath = '', options } = settings;
    const known = this.projects.get(configPath);
    if (known && JSON.stringify(known.settings.options) === JSON.stringify(options)) return known;
    const cache = new SourceCache(this.disk, this.libraries);
    const project = { settings, cache, reach: new GlobalReach(), single: undefined, several: undefined };
    this.projects.set(configPath, project);
    return project;
  }
}

const compilerName = ({ configPath }: ProjectSettings): string =>
  configPath === undefined ? `TypeScript ${ts.version} without a tsconfig` : `TypeScript ${ts.version}`;

/** What is wrong with the files; `paths` are what they are called in the answer. */
function problemsIn(
  program: ts.Program,
  names: readonly string[],
  paths: readonly string[],
  token: ts.CancellationToken,
): readonly TypeProblem[] {
  return names.flatMap((name, index) => {
    const file = program.getSourceFile(name);
    if (!file) return [];
    return program.getSemanticDiagnostics(file, token).map(({ code, messageText, start = 0 }) => ({
      path: paths[index] ?? name,
      code,
      message: withoutVersions(ts.flattenDiagnosticMessageText(messageText, ' ')),
      line: file.getLineAndCharacterOfPosition(start).line + 1,
      start,
    }));
  });
}
