import type { AssessmentReport, FileAssessment } from '../../core/assess/assessment.js';
import { assessFile } from '../../core/assess/assess-file.js';
import { assessmentRules, type AssessmentRules } from '../../core/assess/assessment-rules.js';
import { changedSettings } from '../../core/assess/profile.js';
import { reportOf } from '../../core/assess/report.js';
import { isSameForPeople, saysNothing } from '../../core/assess/same-assessment.js';
import type { Config } from '../../core/config/config.js';
import { Emitter } from '../../core/emitter.js';
import { mayBeManifest, type Manifest } from '../../core/workspace/manifest/manifest.js';
import { isSameShape } from '../../core/workspace/same-shape.js';
import { isModuleSetting, type SettingText } from '../../core/workspace/module-settings.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import type { ListeningAgent } from '../../core/workspace/listening-agent.js';
import { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import type { AssessmentPorts } from './assess-workspace.js';
import type { Operation } from '../operation.js';
import type { ScanOptions } from '../ports/source-scanner.js';
import { asSourceFile, isSource, listWorkspace, readModuleSettings, readSources } from './read-workspace.js';
import { finishInSlices, inSlices } from './slices.js';
import type { WorkspaceAssessments, WorkspaceFleet } from './workspace-assessments.js';

/**
 * Keeps facts and assessments of every file in memory. What a file says of itself is scanned once per content; how files relate is worked
 * out anew after a change on disk, in slices; a buffer is assessed alone, against the relations that hold.
 */
export class WorkspaceAssessor implements WorkspaceAssessments {
  private readonly files = new Map<string, SourceFile>();
  private readonly manifests = new Map<string, Manifest>();
  private moduleSettings = new Map<string, SettingText>();
  private readonly buffers = new Map<string, SourceFile>();
  private readonly changed = new Emitter<readonly string[]>();
  private assessments = new Map<string, FileAssessment>();
  private rules: AssessmentRules;
  private index: WorkspaceIndex;
  /** Changes of the files in memory happen one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private elapsedMs = 0;
  /** The workspace was listed once, so that what is not known is left out. */
  private isRead = false;

  constructor(
    private readonly ports: AssessmentPorts,
    config: Config,
  ) {
    this.rules = assessmentRules(config);
    this.index = this.buildIndex();
  }

  readonly onDidChange: WorkspaceAssessments['onDidChange'] = (listener) => this.changed.event(listener);

  async refresh(operation: Operation): Promise<void> {
    await this.inTurn(async () => {
      const { files, clock } = this.ports;
      const startedMs = clock.monotonicMs();
      const listing = await listWorkspace(files, { noIgnore: false, paths: [] }, operation);
      const sources = await this.read(listing.sources, 'no', operation);
      const manifests = await this.ports.manifests.readManifests(listing.manifests, operation);
      this.moduleSettings = new Map(await this.readSettings(listing.settings, operation));
      this.files.clear();
      this.manifests.clear();
      for (const file of sources) this.files.set(file.path, file);
      for (const manifest of manifests) this.manifests.set(manifest.path, manifest);
      this.isRead = true;
      await this.reassess(operation);
      this.elapsedMs = clock.monotonicMs() - startedMs;
    });
  }

  async filesChanged(paths: readonly string[], operation: Operation): Promise<void> {
    await this.inTurn(async () => {
      for (const path of paths) this.buffers.delete(path);
      const known = await this.listed(await this.present(paths), operation);
      const sources = await this.read(known.filter(isSource), 'no', operation);
      const manifests = known.filter(mayBeManifest);
      const settings = known.filter(isModuleSetting);
      const affectsOthers =
        manifests.length + settings.length > 0 || sources.some((file) => !this.isSameToOthers(file));
      for (const file of sources) this.files.set(file.path, file);
      for (const path of manifests) this.manifests.delete(path);
      const started = await this.ports.manifests.readManifests(manifests, operation);
      for (const one of started) this.manifests.set(one.path, one);
      for (const [path, text] of await this.readSettings(settings, operation)) this.moduleSettings.set(path, text);
      if (affectsOthers) await this.reassess(operation);
      else for (const file of sources) this.replace(file);
    });
  }

  filesDeleted(paths: readonly string[]): void {
    const { signal } = new AbortController();
    // Nobody waits for files to be forgotten; should it fail, that is a defect and must not go unheard.
    void this.inTurn(async () => {
      for (const path of paths) {
        this.files.delete(path);
        this.manifests.delete(path);
        this.moduleSettings.delete(path);
        this.buffers.delete(path);
      }
      await this.reassess({ signal });
    });
  }

  async assessText(path: string, text: string, operation: Operation): Promise<FileAssessment> {
    const file = asSourceFile(await this.ports.scanner.scanText(path, text, operation));
    if (await this.isLeftOut(path)) {
      return { path, language: file.facts.languageId, sha256: file.sha256, agents: [], components: [], problems: [] };
    }
    this.buffers.set(path, file);
    return this.assessOne(path, file);
  }

  bufferClosed(path: string): void {
    if (!this.buffers.delete(path)) return;
    const file = this.files.get(path);
    if (file) this.assessOne(path, file);
    else if (this.assessments.delete(path)) this.changed.fire([path]);
  }

  async verify(paths: readonly string[], operation: Operation): Promise<void> {
    await this.inTurn(async () => {
      const known = paths.filter((path) => this.files.has(path));
      for (const file of await this.read(known, 'all', operation)) {
        this.files.set(file.path, file);
        this.replace(file);
      }
    });
  }

  async configure(config: Config, operation: Operation): Promise<void> {
    await this.inTurn(async () => {
      this.rules = assessmentRules(config);
      await this.reassess(operation);
    });
  }

  get(path: string): FileAssessment | undefined {
    const found = this.assessments.get(path);
    return found && !saysNothing(found) ? found : undefined;
  }

  judge(file: SourceFile): FileAssessment {
    return assessFile(file, this.index, this.rules);
  }

  all(): readonly FileAssessment[] {
    return [...this.assessments.values()].filter((one) => !saysNothing(one)).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  listening(): readonly ListeningAgent[] {
    return this.index.listening();
  }

  report(): AssessmentReport {
    return reportOf({
      assessments: this.all(),
      files: this.files.size,
      elapsedMs: this.elapsedMs,
      changedSettings: changedSettings(this.rules.profile),
    });
  }

  fleet(): WorkspaceFleet {
    const { agents, summary } = this.report();
    return { agents, summary, dependencies: this.index.dependencies(), preserve: this.rules.config.preserve };
  }

  dispose(): void {
    this.changed.dispose();
    this.buffers.clear();
  }

  /** One change at a time; a change that fails or is cancelled does not keep the next one from happening. */
  private async inTurn(change: () => Promise<void>): Promise<void> {
    const turn = this.queue.then(change);
    this.queue = turn.catch(() => undefined);
    await turn;
  }

  /** A file that is on disk but was not listed is left out, open or not; one that is not on disk yet is new. */
  private async isLeftOut(path: string): Promise<boolean> {
    if (!this.isRead || this.files.has(path)) return false;
    return await this.ports.files.exists(path);
  }

  /** An editor may tell of a change before it tells that the file is gone. */
  private async present(paths: readonly string[]): Promise<readonly string[]> {
    const isThere = await Promise.all(paths.map((path) => this.ports.files.exists(path)));
    return paths.filter((_, index) => isThere[index]);
  }

  /** Those of the paths that an assessment of the workspace would read. */
  private async listed(paths: readonly string[], operation: Operation): Promise<readonly string[]> {
    const isNew = paths.some((path) => !this.files.has(path) && !this.manifests.has(path));
    if (!isNew) return paths;
    const listing = await listWorkspace(this.ports.files, { noIgnore: false, paths: [] }, operation);
    const readable = new Set([...listing.sources, ...listing.manifests, ...listing.settings]);
    return paths.filter((path) => readable.has(path) || this.files.has(path) || this.manifests.has(path));
  }

  private async readSettings(
    paths: readonly string[],
    operation: Operation,
  ): Promise<readonly (readonly [string, SettingText])[]> {
    const read = await readModuleSettings(this.ports.files, paths, operation);
    return read.map((setting) => [setting.path, setting] as const);
  }

  /** What was verified stays so while the content is the same. */
  private async read(
    paths: readonly string[],
    verify: ScanOptions['verify'],
    operation: Operation,
  ): Promise<readonly SourceFile[]> {
    const scanned = await readSources(this.ports.scanner, paths, { useCache: true, verify }, operation);
    return [...scanned.values()].map((file) => {
      const before = this.files.get(file.path);
      return verify === 'no' && before?.sha256 === file.sha256 ? before : file;
    });
  }

  /** The file's relations and its own agents are the same, so that nothing said of another file can change. */
  private isSameToOthers(file: SourceFile): boolean {
    const before = this.index.files.get(file.path);
    if (!before || !isSameShape(before.facts, file.facts)) return false;
    const names = (one: SourceFile): string =>
      JSON.stringify(this.index.detectionOf(one).agents.map(({ name }) => name));
    return names(before) === names(file);
  }

  private replace(file: SourceFile): void {
    this.index.replace(file);
    this.assessOne(file.path, this.buffers.get(file.path) ?? file);
  }

  private buildIndex(): WorkspaceIndex {
    const manifests = [...this.manifests.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const moduleSettings = [...this.moduleSettings.values()];
    return new WorkspaceIndex({ files: this.files, manifests, config: this.rules.config, moduleSettings });
  }

  /** Works out relations and assessments anew, in slices, and tells which files are judged differently. */
  private async reassess(operation: Operation): Promise<void> {
    const index = this.buildIndex();
    const { clock } = this.ports;
    await finishInSlices(index.link(), clock, operation);
    const next = new Map<string, FileAssessment>();
    const assessed = new Map<string, SourceFile>();
    const different: string[] = [];
    const assess = (path: string): void => {
      const file = this.buffers.get(path) ?? index.files.get(path);
      if (!file || assessed.get(path) === file) return;
      assessed.set(path, file);
      next.set(path, assessFile(file, index, this.rules));
      if (!isSameForPeople(this.assessments.get(path), next.get(path))) different.push(path);
    };
    const before = [...this.assessments.keys()];
    for await (const path of inSlices(index.files.keys(), clock, operation)) assess(path);
    // Buffers that were typed in or closed meanwhile, and those of files that are not on disk yet.
    for (const path of [...before, ...this.buffers.keys()]) assess(path);
    different.push(
      ...before.filter((path) => !next.has(path) && !isSameForPeople(this.assessments.get(path), undefined)),
    );
    this.index = index;
    this.assessments = next;
    if (different.length > 0) this.changed.fire([...new Set(different)].sort());
  }

  private assessOne(path: string, file: SourceFile): FileAssessment {
    const assessment = this.judge(file);
    const before = this.assessments.get(path);
    this.assessments.set(path, assessment);
    if (!isSameForPeople(before, assessment)) this.changed.fire([path]);
    return assessment;
  }
}
