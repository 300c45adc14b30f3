import type { ObservationReport } from '../../app/observation/observe-migration.js';
import { isStanding } from '../../core/journal/replay.js';
import { newestObservation } from '../../core/observation/observation-record.js';
import { activeTarget, targetsFrom } from '../agent-target.js';
import { runCommand } from '../commands.js';
import type { Dialogs } from '../dialogs.js';
import { historyNodeFrom } from '../rollback/history-nodes.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import { migrationState, migrationTitle } from '../rollback/position-titles.js';
import type { MigrationOfFolder } from '../rollback/rollback-aim.js';
import { assertTrusted } from '../trust.js';
import { uriInFolder } from '../workspace-folders.js';
import { observationCard } from './observation-card.js';
import type { ObservationDocuments } from './observation-documents.js';
import type { Observations } from './observations.js';
import { timeLeft } from './time-left.js';

export interface ObservationCommandParts {
  readonly observations: Observations;
  readonly documents: ObservationDocuments;
  readonly migrations: Pick<MigrationLog, 'logs' | 'standing'>;
  readonly dialogs: Dialogs;
}

const [showDetails, rollBack, keep, showHistory] = ['Show Details', 'Roll Back…', 'Keep', 'Show History'] as const;

/** What a person does about observations, and what they are told. */
export class ObservationCommands {
  constructor(private readonly parts: ObservationCommandParts) {}

  async observe(args: readonly unknown[]): Promise<void> {
    assertTrusted();
    const chosen = this.given(args) ?? (await this.pick('Observe a migration', this.all().filter(canBeObserved)));
    if (chosen !== undefined) this.parts.observations.begin(chosen);
  }

  async show(args: readonly unknown[]): Promise<void> {
    const { running } = this.parts.observations;
    const [only] = running.length === 1 ? running : [];
    const chosen = this.given(args) ?? only ?? (await this.pick('Show an observation', this.all().filter(isObserved)));
    if (chosen !== undefined) await this.showCard(chosen);
  }

  async stop(args: readonly unknown[]): Promise<void> {
    const { observations } = this.parts;
    const { running } = observations;
    const [only] = running.length === 1 ? running : [];
    const chosen = this.given(args) ?? only ?? (await this.pick('Stop an observation', running));
    if (chosen === undefined) return;
    const verb = 'Stop Observing';
    const question = `Stop observing ${migrationTitle(chosen.migration)}?`;
    const detail = 'Its migration stays as it is, without a verdict.';
    if ((await this.parts.dialogs.ask(question, detail, verb)) === verb)
      await observations.stop(chosen, 'You stopped it.');
  }

  /** Speaks up when something happened or is asked; a pass stands in the history. */
  async tell(subject: MigrationOfFolder, { phase, verdict, rollback }: ObservationReport): Promise<void> {
    if (phase === 'passed' || phase === 'cancelled') return;
    const name = migrationTitle(subject.migration);
    const why = verdict?.because[0]?.text ?? '';
    const isBack = rollback?.status === 'restored';
    const message = isBack ? `${name} was rolled back by itself. ${why}` : `${name}: ${questionOf(phase)} ${why}`;
    const buttons = isBack ? [showDetails, showHistory] : [rollBack, keep, showDetails];
    const chosen = await this.parts.dialogs.notify('warning', message, ...buttons);
    if (chosen === showDetails) await this.showCard(subject);
    if (chosen === showHistory) await runCommand('agentMigrator.showHistory');
    if (chosen !== rollBack) return;
    await runCommand('agentMigrator.rollback', uriInFolder(subject.engine.folder, subject.migration.path));
  }

  private async showCard(subject: MigrationOfFolder): Promise<void> {
    const { engine, migration } = subject;
    const key = new URLSearchParams({ folder: engine.folder.uri.toString(), id: migration.id }).toString();
    await this.parts.documents.show(`${migrationTitle(migration)} observation`, key, () => {
      const log = this.parts.migrations.logs.find((one) => one.engine === engine);
      const now = log?.history.migrations.find(({ id }) => id === migration.id) ?? migration;
      const { state } = this.parts.observations.of(subject) ?? {};
      return observationCard({ migration: now, rollbacks: log?.history.rollbacks ?? [], state });
    });
  }

  private given(args: readonly unknown[]): MigrationOfFolder | undefined {
    const node = historyNodeFrom(args[0]);
    if (node?.kind === 'migration') return node;
    const target = targetsFrom(args)[0] ?? activeTarget();
    return target === undefined ? undefined : this.parts.migrations.standing(target.uri);
  }

  private all(): readonly MigrationOfFolder[] {
    return this.parts.migrations.logs.flatMap(({ engine, history }) =>
      history.migrations.map((migration) => ({ engine, migration })),
    );
  }

  private async pick(title: string, among: readonly MigrationOfFolder[]): Promise<MigrationOfFolder | undefined> {
    const items = among.map((subject) => ({
      label: migrationTitle(subject.migration),
      description: this.description(subject),
      detail: subject.migration.path,
      subject,
    }));
    const placeholder = items.length === 0 ? 'There is none' : 'Which migration?';
    return (await this.parts.dialogs.pick(items.reverse(), { title, placeholder }))?.subject;
  }

  private description(subject: MigrationOfFolder): string {
    const running = this.parts.observations.of(subject);
    if (running !== undefined) return running.state === undefined ? 'waits for the agent' : timeLeft(running.state);
    return newestObservation(subject.migration.notes)?.ended?.phase ?? migrationState(subject.migration);
  }
}

function canBeObserved({ migration }: MigrationOfFolder): boolean {
  return isStanding(migration) && migration.state === 'applied';
}

function isObserved({ migration }: MigrationOfFolder): boolean {
  return newestObservation(migration.notes) !== undefined;
}

function questionOf(phase: 'failed' | 'inconclusive'): string {
  return phase === 'failed'
    ? 'its observation says to roll back, and it was left for you to decide.'
    : 'its observation could not decide.';
}
