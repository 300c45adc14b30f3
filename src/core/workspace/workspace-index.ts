import { agentMatcher, pathMatcher } from '../config/agent-pattern.js';
import type { Config } from '../config/config.js';
import { detect, type DetectedAgent, type Detection } from '../detect/detect.js';
import type { DetectionContext } from '../detect/detection-context.js';
import type { ListeningAgent } from './listening-agent.js';
import { AgentReferenceIndex, type AgentDependency, type AgentReferences } from './agent-references.js';
import { ClassStandings, type Ancestry } from './class-standing.js';
import type { Manifest } from './manifest/manifest.js';
import { startedFiles, type StartedFile } from './manifest/started-files.js';
import { NameResolver, type ModuleFinder } from './name-resolution.js';
import { ModuleSettings, type SettingText } from './module-settings.js';
import { PythonModules } from './python-modules.js';
import { classKey, type ClassRef, type SourceFile } from './source-file.js';
import { TargetBases, type TargetBase } from './target-base.js';
import { TypeScriptModules } from './typescript-modules.js';
import { WorkspaceModules } from './workspace-modules.js';

export interface WorkspaceState {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly manifests: readonly Manifest[];
  readonly config: Config;
  /** The files that say how TypeScript's modules are found. */
  readonly moduleSettings?: readonly SettingText[];
}

/**
 * What the files of a workspace are to each other, at one moment: modules, bases, agents and who depends on them. Everything is worked out
 * when it is asked for, and kept. A file with other facts than the index holds, such as an unsaved buffer, may be asked about too.
 */
export class WorkspaceIndex implements DetectionContext {
  readonly names: NameResolver;
  readonly modules: ModuleFinder;
  /** The name of the package below the workspace's own that a file belongs to. */
  readonly packageOf: (path: string) => string | undefined;
  private readonly targets: TargetBases;
  private readonly standings: ClassStandings;
  private readonly started: readonly StartedFile[];
  private readonly manifestOfPath = new Map<string, string>();
  private readonly detections = new Map<SourceFile, Detection>();
  private readonly isDeclared: (path: string, className: string) => boolean;
  private readonly isIncluded: (path: string) => boolean;
  /** Classes by the last part of their bases' names. */
  private heirs: ReadonlyMap<string, readonly ClassRef[]> | undefined;
  private startedClasses: ReadonlySet<string> | undefined;
  private references: AgentReferenceIndex | undefined;

  private readonly ownFiles: Map<string, SourceFile>;
  private readonly config: Config;

  constructor({ files: given, manifests, config, moduleSettings = [] }: WorkspaceState) {
    const files = new Map(given);
    this.ownFiles = files;
    this.config = config;
    const settings = new ModuleSettings(moduleSettings);
    this.packageOf = (path) => settings.packageOf(path);
    const modules = new WorkspaceModules({
      python: new PythonModules(files.keys(), config.python.sourceRoots),
      typescript: new TypeScriptModules(files.keys(), settings),
    });
    this.modules = modules;
    this.names = new NameResolver(files, modules);
    this.targets = new TargetBases(config, { files, modules, names: this.names });
    this.standings = new ClassStandings(this.names, (file) => this.targets.of(file));
    this.started = startedFiles(manifests, files, modules);
    for (const { manifest, path } of this.started) {
      if (path !== undefined && !this.manifestOfPath.has(path)) this.manifestOfPath.set(path, manifest);
    }
    this.isDeclared = agentMatcher(config.agents);
    this.isIncluded = inclusion(config);
  }

  get files(): ReadonlyMap<string, SourceFile> {
    return this.ownFiles;
  }

  /** Folders from which modules are imported, beside the workspace itself. */
  get sourceRoots(): readonly string[] {
    return this.config.python.sourceRoots;
  }

  /** The configuration leaves the file to be assessed; others are read for what they define only. */
  includes(path: string): boolean {
    return this.isIncluded(path);
  }

  targetOf(file: SourceFile): TargetBase {
    return this.targets.of(file);
  }

  /** The base of Python agents that no rule of the configuration singles out. */
  targetOfWorkspace(): TargetBase {
    return this.targets.ofWorkspace('python');
  }

  ancestryOf(ref: ClassRef): Ancestry {
    return this.standings.of(ref);
  }

  isTargetBase(ref: ClassRef): boolean {
    const { ref: target } = this.targets.of(ref.file);
    return [...this.targets.all(), { ref: target }].some(
      (one) => one.ref !== undefined && classKey(one.ref) === classKey(ref),
    );
  }

  heirsOf(ref: ClassRef): readonly ClassRef[] {
    this.heirs ??= this.collectHeirs();
    const possible = this.heirs.get(ref.class.name) ?? [];
    return possible.filter((heir) =>
      this.ancestryOf(heir).parents.some((parent) => classKey(parent) === classKey(ref)),
    );
  }

  isStartedElsewhere(ref: ClassRef): boolean {
    this.startedClasses ??= this.collectStarted();
    return this.startedClasses.has(classKey(ref));
  }

  isDeclaredAgent({ file, class: { name } }: ClassRef): boolean {
    return this.isDeclared(file.path, name);
  }

  manifestOf(path: string): string | undefined {
    return this.manifestOfPath.get(path);
  }

  /** Who listens where, as the manifests say. */
  listening(): readonly ListeningAgent[] {
    return this.started.flatMap(({ manifest, entry: { name, port, healthPort }, path }) => {
      if (port === undefined) return [];
      const file = path === undefined ? undefined : this.files.get(path);
      const agents = file ? this.detectionOf(file).agents : [];
      const isAgent = agents.some((agent) => agent.class?.name === name);
      return [{ name, port, manifest, isAgent, ...(healthPort === undefined ? {} : { healthPort }) }];
    });
  }

  /** Takes a newer version of a file whose agents and whose shape are those of the version before, see `isSameShape`. */
  replace(file: SourceFile): void {
    const before = this.ownFiles.get(file.path);
    if (before) this.detections.delete(before);
    this.ownFiles.set(file.path, file);
  }

  detectionOf(file: SourceFile): Detection {
    const known = this.detections.get(file);
    if (known) return known;
    const detection = this.includes(file.path) ? detect(file, this) : { agents: [], components: [] };
    // Only the index's own files are kept: buffers come and go.
    if (this.files.get(file.path) === file) this.detections.set(file, detection);
    return detection;
  }

  referencesTo(agent: DetectedAgent, path: string): AgentReferences {
    return this.linked()?.of(agent, path) ?? { dependents: [], referringFiles: [] };
  }

  /** Every place that says that one agent of the workspace needs another. */
  dependencies(): readonly AgentDependency[] {
    return this.linked()?.all() ?? [];
  }

  private linked(): AgentReferenceIndex | undefined {
    const steps = this.link();
    while (!this.references && steps.next().done !== true);
    return this.references;
  }

  /** Works out in small steps what is otherwise worked out at once when it is first asked for. */
  *link(): Generator<void> {
    for (const file of this.files.values()) {
      this.detectionOf(file);
      yield;
    }
    const agentFiles = this.agentFiles();
    const references = new AgentReferenceIndex({
      files: this.files.values(),
      agentFiles,
      started: this.started,
      names: this.names,
    });
    yield* references.gather();
    this.references = references;
  }

  agentFiles(): readonly { readonly file: SourceFile; readonly agents: readonly DetectedAgent[] }[] {
    return [...this.files.values()].flatMap((file) => {
      const { agents } = this.detectionOf(file);
      return agents.length > 0 ? [{ file, agents }] : [];
    });
  }

  private collectHeirs(): ReadonlyMap<string, readonly ClassRef[]> {
    const heirs = new Map<string, ClassRef[]>();
    for (const file of this.files.values()) {
      for (const fact of file.facts.classes) {
        for (const { resolved } of fact.bases) {
          const name = resolved.slice(resolved.lastIndexOf('.') + 1);
          const known = heirs.get(name);
          if (known) known.push({ file, class: fact });
          else heirs.set(name, [{ file, class: fact }]);
        }
      }
    }
    return heirs;
  }

  private collectStarted(): ReadonlySet<string> {
    const started = new Set<string>();
    for (const file of this.files.values()) {
      for (const name of file.facts.entryPointClasses) {
        const found = this.names.resolve(file, name);
        if (found.kind === 'class' && found.ref.file !== file) started.add(classKey(found.ref));
      }
    }
    return started;
  }
}

function inclusion({ include, exclude }: Config): (path: string) => boolean {
  const isExcluded = pathMatcher(exclude);
  const isNamed = pathMatcher(include);
  return (path) => !isExcluded(path) && (include.length === 0 || isNamed(path));
}
