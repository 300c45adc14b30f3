import { ts } from 'ts-morph';
import { Deadline } from './deadline.js';
import { libraryFolder, type LibraryFiles } from './library-files.js';
import type { ProjectCheck, TypeCheck, TypeProblem } from './project-check.js';
import type { ProjectDisk } from './project-disk.js';
import { projectSettings, type ProjectSettings } from './project-settings.js';
import { SourceCache } from './source-cache.js';

/** A program that takes more computing than this to be built and checked says nothing. */
const LONGEST_CHECK_MS = 10_000;

class OutOfTime extends Error {}

interface Project {
  readonly cache: SourceCache;
  readonly options: ts.CompilerOptions;
  program: ts.Program | undefined;
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
    const check = (paths: readonly string[], text: string): TypeCheck => {
      const answer = answers.get(text) ?? tooSlow ?? this.check(settings, paths, text);
      answers.set(text, answer);
      if (answer.status === 'unavailable') tooSlow = answer;
      return answer;
    };
    return { settings, check: { check } };
  }

  private check(settings: ProjectSettings, paths: readonly string[], text: string): TypeCheck {
    const deadline = new Deadline(() => this.disk.computedMs(), LONGEST_CHECK_MS);
    const project = this.projectOf(settings);
    const names = paths.map((path) => `${this.disk.root}/${path}`);
    const throwIfLate = (): void => {
      if (deadline.isOver) throw new OutOfTime();
    };
    try {
      const host = this.hostFor(project, { name: names[0] ?? '', text }, throwIfLate);
      const { program: oldProgram } = project;
      const program = ts.createProgram({
        rootNames: names,
        options: project.options,
        host,
        ...(oldProgram ? { oldProgram } : {}),
      });
      const token = {
        isCancellationRequested: () => deadline.isOver,
        throwIfCancellationRequested: throwIfLate,
      };
      const problems = names.flatMap((name, index) => problemsOf(program, name, paths[index] ?? name, token));
      project.program = program;
      return { status: 'checked', compiler: compilerName(settings), problems };
    } catch (error) {
      project.program = undefined;
      if (!(error instanceof OutOfTime)) throw error;
      const detail = `The project could not be type-checked within ${LONGEST_CHECK_MS / 1000} s of computing; syntax and structure were checked.`;
      return { status: 'unavailable', detail };
    }
  }

  private projectOf({ configPath = '', options }: ProjectSettings): Project {
    const signature = JSON.stringify(options);
    const known = this.projects.get(configPath);
    if (known && JSON.stringify(known.options) === signature) return known;
    const project = { cache: new SourceCache(this.disk, this.libraries), options, program: undefined };
    this.projects.set(configPath, project);
    return project;
  }

  private hostFor(
    { cache }: Project,
    changed: { readonly name: string; readonly text: string },
    throwIfLate: () => void,
  ): ts.CompilerHost {
    const { disk } = this;
    return {
      getSourceFile: (path, options) => {
        throwIfLate();
        return path === changed.name ? ts.createSourceFile(path, changed.text, options) : cache.get(path, options);
      },
      getDefaultLibFileName: (options) => `${libraryFolder}/${ts.getDefaultLibFileName(options)}`,
      getDefaultLibLocation: () => libraryFolder,
      getCurrentDirectory: () => disk.root,
      getCanonicalFileName: (path) => (disk.caseSensitive ? path : path.toLowerCase()),
      useCaseSensitiveFileNames: () => disk.caseSensitive,
      getNewLine: () => '\n',
      writeFile: () => undefined,
      fileExists: (path) => path.startsWith(`${libraryFolder}/`) || disk.fileExists(path),
      readFile: (path) => disk.readFile(path),
      directoryExists: (path) => disk.directoryExists(path),
      getDirectories: (path) => disk.directoriesIn(path),
      realpath: (path) => disk.realPath(path),
    };
  }
}

const compilerName = ({ configPath }: ProjectSettings): string =>
  configPath === undefined ? `TypeScript ${ts.version} without a tsconfig` : `TypeScript ${ts.version}`;

function problemsOf(
  program: ts.Program,
  name: string,
  path: string,
  token: ts.CancellationToken,
): readonly TypeProblem[] {
  const file = program.getSourceFile(name);
  if (!file) return [];
  return program.getSemanticDiagnostics(file, token).map(({ code, messageText, start = 0 }) => ({
    path,
    code,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
    line: file.getLineAndCharacterOfPosition(start).line + 1,
  }));
}
