import type { FailurePresenter } from '../command-runner.js';
import type { Dialogs } from '../dialogs.js';
import type { Log } from '../log.js';
import type { Previews } from '../preview/previews.js';
import { shownText } from './round-trip.js';

export interface CorrectedSave {
  readonly path: string;
  /** What saving made of the file. */
  readonly saved: Uint8Array;
  /** What stands there now, because it is what was proved. */
  readonly planned: Uint8Array;
}

export interface TellCorrectedParts {
  readonly previews: Previews;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly log: Log;
}

/** Says that something else took part in a save and was put right: the next save will do the same again, so it is worth a look. */
export async function tellCorrected(parts: TellCorrectedParts, { path, saved, planned }: CorrectedSave): Promise<void> {
  const message = `Saving ${path} changed more than was planned, so the planned text was put in its place. The next save may change it again.`;
  parts.log.info(message);
  const show = 'Show What Saving Changed';
  if ((await parts.dialogs.notify('warning', message, show)) !== show) return;
  const title = `${path}: as planned and as saving changed it`;
  const page = { title, path, before: shownText(planned), after: shownText(saved) };
  await parts.previews.open({ kind: 'comparison', title, pages: [page] });
}
