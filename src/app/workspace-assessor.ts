import type { AssessmentReport, FileAssessment } from '../core/assess/assessment.js';
import { assessFile, type AssessmentRules } from '../core/assess/assess-file.js';
import { configuredProfile } from '../core/assess/configured-profile.js';
import { changedSettings } from '../core/assess/profile.js';
import { reportOf } from '../core/assess/report.js';
import { isSameForPeople, saysNothing } from '../core/assess/same-assessment.js';
import type { Config } from '../core/config/config.js';
import { Emitter } from '../core/emitter.js';
import { mayBeManifest, type Manifest } from '../core/workspace/manifest/manifest.js';
import type { SourceFile } from '../core/workspace/source-file.js';
import { WorkspaceIndex } from '../core/workspace/workspace-index.js';
import type { AssessmentPorts } from './assess-workspace.js';
import type { Operation } from './operation.js';
import { asSourceFile, isSource, listWorkspace, readManifests, readSources } from './read-workspace.js';
import { inSlices } from './slices.js';
import type { WorkspaceAssessments } from './workspace-assessments.js';

/**
 * Keeps facts and assessments of every file in memory. What a file says of itself is scanned once per content; how files relate is worked
 * out anew after a change on disk, in slices; a buffer is assessed alone, against the relations that hold.
 */
export class WorkspaceAssessor implements WorkspaceAssessments {
  private readonly files = new Map<string, SourceFile>();
  private readonly manifests = new Map<string, Manifest>();
  private readonly buffers = new Map<string, SourceFile>();
  private readonly changed = new Emitter<readonly string[]>();
  private assessments = new Map<string, FileAssessment>();
  private rules: AssessmentRules;
  private index: WorkspaceIndex;
  /** Changes of the files in memory happen one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private elapsedMs = 0;

  constructor(
    private readonly ports: AssessmentPorts,
    config: Config,
  ) {
    this.rules = { config, profile: configuredProfile(config) };
    this.index = this.buildIndex();
  }

  readonly onDidChange: WorkspaceAssessments['onDidChange'] = (listener) => this.changed.event(listener);

  async refresh(operation: Operation): Promise<void> {
    await this.inTurn(async () => {
      const { files, scanner, clock } = this.ports;
      const startedMs = clock.monotonicMs();
      const listing = await listWorkspace(files, { noIgnore: false, paths: [] }, operation);
      const sources = await readSources(scanner, listing.sources, { useCache: true, verify: 'no' }, operation);
      const manifests = await readManifests(files, listing.manifests, operation);
      this.files.clear();
      this.manifests.clear();
      for (const file of sources.values()) this.files.set(file.path, file);
      for (const manifest of manifests) this.manifests.set(manifest.path, manifest);
      await this.reassess(operation);
      this.elapsedMs = clock.monotonicMs() - startedMs;
    });
  }

  async filesChanged(paths: readonly string[], operation: Operation): Promise<void> {
    await this.inTurn(async () => {
      for (const path of paths) this.buffers.delete(path);
      const known = await this.listed(paths, operation);
      await this.readAgain(known.filter(isSource), operation);
      const manifests = known.filter(mayBeManifest);
      for (const path of manifests) this.manifests.delete(path);
      for (const manifest of await readManifests(this.ports.files, manifests, operation)) {
        this.manifests.set(manifest.path, manifest);
      }
      await this.reassess(operation);
    });
  }

  filesDeleted(paths: readonly string[]): void {
    const { signal } = new AbortController();
    void this.inTurn(async () => {
      for (const path of paths) {
        this.files.delete(path);
        this.manifests.delete(path);
        this.buffers.delete(path);
      }
      await this.reassess({ signal });
    });
  }

  async assessText(path: string, text: string, operation: Operation): Promise<FileAssessment> {
    const file = asSourceFile(await this.ports.scanner.scanText(path, text, operation));
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
      const options = { useCache: true, verify: 'all' } as const;
      const verified = await readSources(this.ports.scanner, known, options, operation);
      for (const file of verified.values()) this.files.set(file.path, file);
      await this.reassess(operation);
    });
  }

  async configure(config: Config, operation: Operation): Promise<void> {
    await this.inTurn(async () => {
      this.rules = { config, profile: configuredProfile(config) };
      await this.reassess(operation);
    });
  }

  get(path: string): FileAssessment | undefined {
    const found = this.assessments.get(path);
    return found && !saysNothing(found) ? found : undefined;
  }

  all(): readonly FileAssessment[] {
    return [...this.assessments.values()].filter((one) => !saysNothing(one)).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  report(): AssessmentReport {
    return reportOf({
      assessments: this.all(),
      files: this.files.size,
      elapsedMs: this.elapsedMs,
      changedSettings: changedSettings(this.rules.profile),
    });
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

  /** Those of the paths that an assessment of the workspace would read. */
  private async listed(paths: readonly string[], operation: Operation): Promise<readonly string[]> {
    const isNew = paths.some((path) => !this.files.has(path) && !this.manifests.has(path));
    if (!isNew) return paths;
    const listing = await listWorkspace(this.ports.files, { noIgnore: false, paths: [] }, operation);
    const readable = new Set([...listing.sources, ...listing.manifests]);
    return paths.filter((path) => readable.has(path) || this.files.has(path) || this.manifests.has(path));
  }

  private async readAgain(paths: readonly string[], operation: Operation): Promise<void> {
    const scanned = await readSources(this.ports.scanner, paths, { useCache: true, verify: 'no' }, operation);
    for (const file of scanned.values()) this.files.set(file.path, file);
  }

  private buildIndex(): WorkspaceIndex {
    const manifests = [...this.manifests.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return new WorkspaceIndex({ files: new Map(this.files), manifests, config: this.rules.config });
  }

  /** Works out relations and assessments anew and tells which files are judged differently. */
  private async reassess(operation: Operation): Promise<void> {
    const index = this.buildIndex();
    const { clock } = this.ports;
    for await (const file of inSlices(index.files.values(), clock, operation)) index.detectionOf(file);
    const next = new Map<string, FileAssessment>();
    const current = [...index.files.values()].map((file) => this.buffers.get(file.path) ?? file);
    for await (const file of inSlices(current, clock, operation))
      next.set(file.path, assessFile(file, index, this.rules));
    // A buffer of a file that is not on disk yet is no part of the index.
    for (const [path, file] of this.buffers) if (!next.has(path)) next.set(path, assessFile(file, index, this.rules));
    this.index = index;
    this.publish(next);
  }

  private publish(next: Map<string, FileAssessment>): void {
    const before = this.assessments;
    this.assessments = next;
    const paths = new Set([...before.keys(), ...next.keys()]);
    const different = [...paths].filter((path) => !isSameForPeople(before.get(path), next.get(path)));
    if (different.length > 0) this.changed.fire(different.sort());
  }

  private assessOne(path: string, file: SourceFile): FileAssessment {
    const assessment = assessFile(file, this.index, this.rules);
    const before = this.assessments.get(path);
    this.assessments.set(path, assessment);
    if (!isSameForPeople(before, assessment)) this.changed.fire([path]);
    return assessment;
  }
}
