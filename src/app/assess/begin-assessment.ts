import type { Operation } from '../operation.js';
import type { Clock } from '../ports/clock.js';
import type { ReportCache } from '../ports/report-cache.js';
import type { WorkspaceFiles } from '../ports/workspace-files.js';
import type { Piece } from './document-pieces.js';
import { listWorkspace, type ListingRequest, type WorkspaceListing } from './read-workspace.js';
import { RememberedReport, type RememberingRequest } from './remembered-report.js';

export interface BeginningPorts {
  readonly clock: Clock;
  readonly files: WorkspaceFiles;
  /** Absent where assessments are kept in memory. */
  readonly reports?: ReportCache;
}

/** A workspace whose files have been listed to be assessed. */
export interface ListedWorkspace {
  readonly listing: WorkspaceListing;
  /** When it was begun, on the clock that never goes back. */
  readonly startedMs: number;
}

export interface BegunAssessment extends ListedWorkspace {
  readonly remembered: RememberedReport | undefined;
}

/** Lists the files, unless that has been done, and finds out what is remembered of them as they are. */
export async function beginAssessment(
  { clock, files, reports }: BeginningPorts,
  request: RememberingRequest & ListingRequest & { readonly listed?: ListedWorkspace },
  operation: Operation,
): Promise<BegunAssessment> {
  const startedMs = request.listed?.startedMs ?? clock.monotonicMs();
  const listing = request.listed?.listing ?? (await listWorkspace(files, request, operation));
  return { listing, startedMs, remembered: RememberedReport.for(reports, request, listing) };
}

/** The remembered document, with the time that it took to find. */
export async function rememberedDocument(
  { clock }: Pick<BeginningPorts, 'clock'>,
  { startedMs, remembered }: BegunAssessment,
): Promise<readonly Piece[] | undefined> {
  const pieces = await remembered?.getDocument();
  return pieces && [pieces[0], String(Math.round(clock.monotonicMs() - startedMs)), pieces[1]];
}
