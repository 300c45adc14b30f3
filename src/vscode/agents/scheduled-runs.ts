import { isDeepStrictEqual } from 'node:util';
import { counted } from '../../core/text/counted.js';
import * as vscode from 'vscode';
import type { Observation } from '../../app/ports/observation.js';
import { planRun } from '../../app/run/plan-run.js';
import { lookAgainMs, mayStart } from '../../app/run/may-start.js';
import { findRunObstacle } from '../../app/run/run-obstacle.js';
import { openRun } from '../../core/journal/run.js';
import type { Reason } from '../../core/reason.js';
import { parseSchedule, scheduleText, type Schedule } from '../../core/schedule/schedule.js';
import type { FailurePresenter } from '../command-runner.js';
import type { ContextKeys } from '../context-keys.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { inBackground } from '../in-background.js';
import type { Log } from '../log.js';
import { withCancellableProgress } from '../progress.js';
import { assertTrusted } from '../trust.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { waveTitle } from './agent-groups.js';
import type { AgentsView } from './agents-view.js';
import type { FleetRuns } from './fleet-runs.js';
import type { MachineWeek } from './machine-week.js';
import { askForSchedule } from './schedule-input.js';
import { scheduledFrom, type ScheduledRun } from './scheduled-run.js';
import type { WaveCommands } from './wave-commands.js';
import type { WavesMemory } from './workspace-waves.js';

export interface ScheduledRunsParts {
  readonly folders: WorkspaceFolders;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly contextKeys: ContextKeys;
  readonly memory: WavesMemory;
  readonly view: Pick<AgentsView, 'say'>;
  readonly waves: WaveCommands;
  readonly runs: FleetRuns;
  readonly week: MachineWeek;
  readonly observation: (folder: vscode.Uri) => Observation;
  readonly log: Log;
}

const memoryKey = 'scheduledRun';
const never = { signal: new AbortController().signal };

/** One wave that begins by itself when the machine is calm, or at its time of day. It is kept with the workspace, so it outlives a window. */
export class ScheduledRuns {
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(private readonly parts: ScheduledRunsParts) {}

  /** Takes up again what was scheduled before, and what the day-long history of this machine says of the hours of the week. */
  async start(): Promise<void> {
    const { folders, week, log } = this.parts;
    this.show('');
    clearInterval(this.timer);
    if (this.scheduled() !== undefined) this.watch();
    const [engine] = folders.all();
    if (engine === undefined) return;
    await week
      .takeIn(engine)
      .catch((error: unknown) => log.error('The history of the machine could not be read', error));
  }

  /** Plans a wave, asks when it may begin, and waits for that. What was seen now is what is carried out then. */
  async schedule(args: readonly unknown[]): Promise<void> {
    assertTrusted();
    const chosen = await this.parts.waves.choose(args, 'Schedule wave');
    if (chosen === undefined) return;
    const { engine, wave } = chosen;
    const when = await askForSchedule(this.parts.dialogs, await this.parts.week.calmest(engine));
    if (when === undefined) return;
    const ports = { sources: engine.ports.sources, planFile: engine.planOften() };
    const { items } = await withCancellableProgress('Planning the wave', (operation) =>
      planRun(ports, { agents: wave.agents, through: 'integration', includeReview: false }, operation),
    );
    const title = waveTitle(wave);
    const files = counted(items.length, 'file');
    const detail = `It begins when "${scheduleText(when)}" holds and nothing is uncommitted, and stops as every run does.`;
    if (items.length === 0)
      void this.parts.dialogs.notify('information', `${title} has nothing that could be migrated.`);
    else if ((await this.parts.dialogs.ask(`Migrate ${title} (${files}) later?`, detail, 'Schedule')) === 'Schedule')
      await this.keep({ folder: engine.folder.uri.toString(), title, when: scheduleText(when), items });
  }

  async cancel(): Promise<void> {
    await this.keep(undefined);
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private scheduled(): ScheduledRun | undefined {
    return scheduledFrom(this.parts.memory.get(memoryKey));
  }

  private async keep(run: ScheduledRun | undefined): Promise<void> {
    await this.parts.memory.update(memoryKey, run);
    clearInterval(this.timer);
    this.show('');
    if (run !== undefined) this.watch();
  }

  private watch(): void {
    this.timer = setInterval(() => void this.tryLook(), lookAgainMs);
    void this.tryLook();
  }

  private show(because: string): void {
    const run = this.scheduled();
    this.parts.contextKeys.set('agentMigrator.runScheduled', run !== undefined);
    const why = because === '' ? '' : `: ${because}`;
    this.parts.view.say('schedule', run === undefined ? '' : `${run.title} waits for "${run.when}"${why}.`);
  }

  private async tryLook(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.parts.log.error('A scheduled wave could not begin', error);
    }
  }

  private async look(): Promise<void> {
    const run = this.scheduled();
    const when = run && parseSchedule(run.when);
    const engine = this.parts.folders.all().find(({ folder }) => folder.uri.toString() === run?.folder);
    if (
      this.isLooking ||
      run === undefined ||
      when === undefined ||
      engine === undefined ||
      !vscode.workspace.isTrusted
    )
      return;
    this.isLooking = true;
    try {
      const decision = await this.decide(engine, when);
      // Somebody may have cancelled it meanwhile, or scheduled another wave.
      if (!isDeepStrictEqual(this.scheduled(), run)) return;
      if (!decision.start) {
        this.show(decision.because);
        return;
      }
      // Forgotten before it begins: from here on the journal knows of it, and a person is told what keeps it from beginning.
      await this.keep(undefined);
      inBackground(this.parts.failures, () => this.parts.runs.begin(engine, run.items));
    } finally {
      this.isLooking = false;
    }
  }

  private async decide(engine: FolderEngine, when: Schedule): ReturnType<typeof mayStart> {
    const observation = this.parts.observation(engine.folder.uri);
    const obstacle = (): Promise<Reason | undefined> => obstacleOf(engine);
    return await mayStart({ observation, obstacle, nowMs: () => Date.now() }, when, never);
  }
}

/** To begin a run gives an interrupted one up, which is for a person to decide. */
async function obstacleOf({ ports }: FolderEngine): Promise<Reason | undefined> {
  const { history, warning } = await ports.store.view();
  if (warning !== undefined) return { code: 'foreign-journal', message: warning };
  if (openRun(history.runs) !== undefined) return { code: 'locked', message: 'another run waits to be gone on with' };
  return await findRunObstacle(ports, never);
}
