import { defaultWaveSize } from '../../app/fleet/plan-fleet.js';
import type { Clock } from '../../app/ports/clock.js';
import { resultInSlices } from '../../app/assess/slices.js';
import { Emitter } from '../../core/emitter.js';
import { planWavesInSteps } from '../../core/fleet/plan-waves.js';
import type { FleetPlan, Wave } from '../../core/fleet/fleet-plan.js';
import { hadCanary } from '../../core/journal/run.js';
import { isSame, type WaveMove } from '../../core/fleet/wave-moves.js';
import type { AgentPlace } from '../../core/workspace/agent-references.js';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import type { FolderWaves } from './agent-groups.js';

/** Where moves are kept for a workspace; VS Code's memento fits. */
export interface WavesMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface WorkspaceWavesParts {
  readonly folders: WorkspaceFolders;
  readonly store: RiskStore;
  readonly memory: WavesMemory;
  readonly log: Pick<Log, 'error'>;
}

const memoryKey = 'waveMoves';

type Moves = Readonly<Record<string, readonly WaveMove[]>>;

/** Asked for a slice at a time, so that planning thousands of agents holds nobody up. */
const clock: Clock = { monotonicMs: () => performance.now(), nowMs: () => Date.now() };

/**
 * The waves of every folder, with the moves that a person made in them. They are planned once somebody looks at them, and from then on
 * anew, in slices, after every change.
 */
export class WorkspaceWaves {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new Emitter<undefined>());
  readonly onDidChange = this.changed.event;
  private plans = new Map<FolderEngine, FleetPlan>();
  private planning: AbortController | undefined;
  private isWatched = false;

  constructor(private readonly parts: WorkspaceWavesParts) {
    this.owned.add(parts.store.onDidChange(() => this.planAgain()));
    this.owned.add({ dispose: () => this.planning?.abort() });
  }

  /** As they were planned last; empty at first, and told of when they are there. */
  all(): readonly FolderWaves[] {
    if (!this.isWatched) {
      this.isWatched = true;
      this.planAgain();
    }
    return [...this.plans].map(([engine, plan]) => ({ folder: this.parts.folders.titleOf(engine), plan }));
  }

  /** The waves of one folder as it is now. */
  async planOf(engine: FolderEngine, signal: AbortSignal): Promise<FleetPlan> {
    const moves = this.moves()[engine.folder.uri.toString()] ?? [];
    const { history } = await engine.ports.store.view();
    const before = { hadCanary: hadCanary(history.runs, history.migrations) };
    const steps = planWavesInSteps({ ...engine.assessments.fleet(), waveSize: defaultWaveSize, moves, ...before });
    return await resultInSlices(steps, clock, { signal });
  }

  async move(engine: FolderEngine, { path, class: name }: AgentPlace, to: number): Promise<void> {
    const before = this.moves()[engine.folder.uri.toString()] ?? [];
    await this.keep(engine, [...before, { path, class: name, to }]);
  }

  /** Takes all moves back. */
  async reset(): Promise<void> {
    await this.write({});
  }

  /** A wave that was carried out is gone from the plan, and those behind it come forward by one. */
  async carriedOut(engine: FolderEngine, wave: Wave): Promise<void> {
    const before = this.moves()[engine.folder.uri.toString()] ?? [];
    if (before.length === 0) return;
    const waiting = before.filter((move) => !wave.agents.some((agent) => isSame(agent, move)));
    await this.keep(
      engine,
      waiting.map((move) => (move.to > wave.number ? { ...move, to: move.to - 1 } : move)),
    );
  }

  get isEdited(): boolean {
    return Object.values(this.moves()).some((moves) => moves.length > 0);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async keep({ folder }: FolderEngine, moves: readonly WaveMove[]): Promise<void> {
    await this.write({ ...this.moves(), [folder.uri.toString()]: moves });
  }

  private async write(moves: Moves): Promise<void> {
    await this.parts.memory.update(memoryKey, moves);
    this.planAgain();
  }

  /** What is being planned gives way to what is asked for now. */
  private planAgain(): void {
    if (!this.isWatched) return;
    this.planning?.abort();
    this.planning = new AbortController();
    void this.planAll(this.planning.signal);
  }

  /** Never rejects: waves that cannot be planned stay as they were, and the log says why. */
  private async planAll(signal: AbortSignal): Promise<void> {
    const plans = new Map<FolderEngine, FleetPlan>();
    try {
      for (const engine of this.parts.folders.all()) plans.set(engine, await this.planOf(engine, signal));
    } catch (error) {
      if (!signal.aborted) this.parts.log.error('Planning the waves failed', error);
      return;
    }
    this.plans = plans;
    this.changed.fire(undefined);
  }

  private moves(): Moves {
    const kept = this.parts.memory.get(memoryKey);
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).map(([folder, moves]) => [folder, movesFrom(moves)]));
  }
}

function movesFrom(value: unknown): readonly WaveMove[] {
  return Array.isArray(value) ? value.flatMap((one) => moveFrom(one) ?? []) : [];
}

function moveFrom(value: unknown): WaveMove | undefined {
  if (typeof value !== 'object' || value === null || !('path' in value && 'class' in value && 'to' in value))
    return undefined;
  const { path, class: name, to } = value;
  const isWhole = typeof path === 'string' && (typeof name === 'string' || name === null) && typeof to === 'number';
  return isWhole ? { path, class: name, to } : undefined;
}
