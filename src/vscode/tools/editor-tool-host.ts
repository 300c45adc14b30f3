import { readHistory } from '../../app/report/history.js';
import { migrate } from '../../app/migrate/migrate.js';
import type { HistoryReport, MigrationReport } from '../../app/migration-report.js';
import type { Operation } from '../../app/operation.js';
import type { Validation, ValidationReport } from '../../app/ports/validation.js';
import { readSource } from '../../app/assess/read-source.js';
import { confirmedPlan } from '../../app/plan/confirmed-plan.js';
import type { MigrationQuestion, ToolHost, ToolPlanRequest } from '../../app/tools/tool-host.js';
import { ToolInputError } from '../../app/tools/tool-input-error.js';
import type { AssessmentReport } from '../../core/assess/assessment.js';
import { reportOf } from '../../core/assess/report.js';
import type { Reason } from '../../core/reason.js';
import type { Plan } from '../../core/rewrite/plan.js';
import { isWithin, joinPath } from '../../core/workspace/paths.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import type { AppliedChecks } from '../migrate/applied-checks.js';
import { assertTrusted } from '../trust.js';
import { folderOfPath } from './folder-of-path.js';

export interface EditorToolParts {
  readonly engines: () => readonly FolderEngine[];
  readonly dialogs: Dialogs;
  /** Resolves when every folder has been assessed in this window; what changes later is assessed as it changes. */
  readonly assessed: () => Promise<unknown>;
  readonly checks: () => AppliedChecks;
  /** A migration was carried out. */
  readonly migrated: () => void;
}

const agreement = 'Migrate';
const noExecution = 'Tools run no code of the workspace. Run this check in the Testing view.';

/** The workspace as tools meet it in the editor, for one call: what is open in it counts, and changes go through the editor. */
export class EditorToolHost implements ToolHost {
  /** The folder of the path that was located, of which the rest of the call is. */
  private located: FolderEngine | undefined;

  constructor(private readonly parts: EditorToolParts) {}

  async locate(written: string, need?: 'may-be-gone'): Promise<string> {
    const { folder, path = '' } = folderOfPath(this.folders(), written);
    const inside = joinPath('', path);
    if (inside === undefined) throw new ToolInputError(`"${written}" is outside the workspace.`);
    if (need === undefined && inside !== '' && (await folder.engine.files.kindOf(inside)) === undefined) {
      throw new ToolInputError(`There is no file or folder "${written}" in ${folder.name}.`);
    }
    this.located = folder.engine;
    return inside;
  }

  async assess(paths: readonly string[]): Promise<AssessmentReport> {
    await this.parts.assessed();
    const { assessments } = this.engine;
    const report = assessments.report();
    if (paths.length === 0) return report;
    const isAsked = (path: string): boolean => paths.some((one) => one === path || isWithin(path, one));
    const asked = assessments.all().filter(({ path }) => isAsked(path));
    const { changedSettings = [] } = report;
    return reportOf({ assessments: asked, files: asked.length, elapsedMs: 0, changedSettings });
  }

  async plan({ class: name, ...request }: ToolPlanRequest, operation: Operation): Promise<Plan> {
    const { ports } = this.engine;
    const { bytes } = await readSource(ports.sources, request.path);
    const classes = name === undefined ? {} : { classes: [name] };
    return (await ports.planFile({ ...request, bytes, ...classes }, operation)).plan;
  }

  async validate(target: string, operation: Operation): Promise<ValidationReport> {
    assertTrusted();
    return await this.validation().validate({ target }, operation);
  }

  async history(): Promise<HistoryReport> {
    return await readHistory(this.engine.ports.store);
  }

  /** Modal, whatever the chat was allowed to do by itself. */
  async refusedBy({ title, details }: MigrationQuestion): Promise<Reason | undefined> {
    assertTrusted();
    const answer = await this.parts.dialogs.ask(title, details.join('\n'), agreement);
    if (answer === agreement) return undefined;
    return { code: 'cancelled', message: 'The person did not agree, so nothing was changed.' };
  }

  /** Nobody looks at a failed check before the model goes on, so its stage is taken back at once. */
  async migrate({ path, ...request }: ToolPlanRequest, plan: string, operation: Operation): Promise<MigrationReport> {
    assertTrusted();
    const { ports } = this.engine;
    const planFile = confirmedPlan(ports.planFile, plan);
    const validate = this.parts.checks().inPlace(this.engine);
    const asked = { ...request, paths: [path], dryRun: false, requireClean: false };
    try {
      return await migrate({ ...ports, planFile, validate }, asked, operation);
    } finally {
      this.parts.migrated();
    }
  }

  private folders() {
    return this.parts.engines().map((engine) => {
      const { name, uri } = engine.folder;
      return { engine, name, root: uri.path };
    });
  }

  private get engine(): FolderEngine {
    return this.located ?? folderOfPath(this.folders(), undefined).folder.engine;
  }

  private validation(): Validation {
    return this.engine.createValidation(() => ({ allowed: false, reason: noExecution }));
  }
}
