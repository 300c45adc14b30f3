import type * as vscode from 'vscode';
import { PastAssessments } from '../../app/prediction/past-assessments.js';
import type { Assessment } from '../../core/assess/assessment.js';
import type { History } from '../../core/journal/replay.js';
import { featuresOf } from '../../core/prediction/features.js';
import { decidedMigrations } from '../../core/prediction/outcome.js';
import { predictionCases } from '../../core/prediction/prediction-cases.js';
import { fewestOutcomes, learn, type PredictionModel } from '../../core/prediction/prediction-model.js';
import { predictionText } from '../../core/prediction/prediction-text.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { canBeTicked } from './agent-nodes.js';

export interface PredictionsParts {
  readonly folders: Pick<WorkspaceFolders, 'find'>;
  readonly migrations: Pick<MigrationLog, 'logs'>;
  readonly log: Pick<Log, 'error'>;
}

interface Learned {
  readonly history: History;
  readonly model: Promise<PredictionModel | undefined>;
}

/**
 * How likely a migration of an agent stands, by what the journal of its folder has seen. Learned when somebody first looks, and again
 * once the journal has changed; nothing of it leaves the machine, and no score depends on it.
 */
export class Predictions {
  private readonly learned = new WeakMap<FolderEngine, Learned>();
  private readonly past = new WeakMap<FolderEngine, PastAssessments>();
  private readonly ended = new AbortController();

  constructor(private readonly parts: PredictionsParts) {}

  /** One line; `undefined` for an agent that is not to be migrated, and while too few outcomes are known. Never rejects. */
  async textFor(uri: vscode.Uri, agent: Assessment): Promise<string | undefined> {
    const engine = canBeTicked(agent) ? this.parts.folders.find(uri)?.engine : undefined;
    const model = engine && (await this.modelOf(engine));
    return model && predictionText(model, featuresOf(agent));
  }

  dispose(): void {
    this.ended.abort();
  }

  private async modelOf(engine: FolderEngine): Promise<PredictionModel | undefined> {
    const { history, warning } = this.parts.migrations.logs.find((one) => one.engine === engine) ?? {};
    // What is only shown of a journal is nothing to learn from.
    if (history === undefined || warning !== undefined) return undefined;
    const known = this.learned.get(engine);
    if (known?.history === history) return await known.model;
    const model = this.learnFrom(engine, history);
    this.learned.set(engine, { history, model });
    return await model;
  }

  private async learnFrom(engine: FolderEngine, history: History): Promise<PredictionModel | undefined> {
    const decided = decidedMigrations(history);
    if (decided.length < fewestOutcomes) return undefined;
    const { assessments, ports, questions, folder } = engine;
    const past = this.past.get(engine) ?? new PastAssessments({ store: ports.store, questions });
    this.past.set(engine, past);
    try {
      const migrations = decided.map(({ migration }) => migration);
      const { signal } = this.ended;
      const before = await past.of(migrations, 'before', (file) => assessments.judge(file), { signal });
      return learn(predictionCases(decided, before));
    } catch (error) {
      if (!this.ended.signal.aborted) this.parts.log.error(`Learning from the journal of ${folder.name} failed`, error);
      return undefined;
    }
  }
}
