import type { Observation } from '../../app/ports/observation.js';
import type { CheckLimits, CheckRules } from '../../core/thresholds/default-checks.js';
import type { Dialogs } from '../dialogs.js';
import type { ObservationDocuments } from './observation-documents.js';
import { replayCard, triedLimits, type TriedLimit } from './replay-card.js';

export interface ReplayParts {
  readonly observation: () => Pick<Observation, 'replay'>;
  readonly settings: () => { readonly limits: CheckLimits; readonly rules: CheckRules; readonly intervalMs: number };
  readonly documents: ObservationDocuments;
  readonly dialogs: Dialogs;
}

const hours = 24;
const title = 'Replay thresholds';

/** Asks for one changed threshold and shows what the last day would have been like under it, before anybody saves it. */
export async function replayThresholds({ observation, settings, documents, dialogs }: ReplayParts): Promise<void> {
  const { limits, rules, intervalMs } = settings();
  const items = triedLimits.map((limit) => ({ label: limit.title, description: `now ${limit.of(limits)}`, limit }));
  const chosen = await dialogs.pick(items, { title, placeholder: 'Which threshold would you change?' });
  const value = chosen === undefined ? undefined : await askFor(dialogs, chosen.limit, limits);
  if (chosen === undefined || value === undefined) return;
  const toMs = Date.now();
  const span = { fromMs: toMs - hours * 3_600_000, toMs, rules, intervalMs };
  const [now, tried] = await Promise.all(
    [limits, chosen.limit.with(limits, value)].map((one) => observation().replay({ ...span, limits: one })),
  );
  const change = `${chosen.limit.title}: ${value} instead of ${chosen.limit.of(limits)}`;
  const { setting } = chosen.limit;
  const text = replayCard({ hours, change, setting, now: now ?? [], tried: tried ?? [] });
  await documents.show('Thresholds, replayed', 'replay', () => text);
}

async function askFor(dialogs: Dialogs, limit: TriedLimit, limits: CheckLimits): Promise<number | undefined> {
  const problem = (text: string): string | undefined =>
    text.trim() !== '' && Number(text) > 0 ? undefined : 'Write a number above 0';
  const value = String(limit.of(limits));
  const answer = await dialogs.input({ title, prompt: limit.title, value, problem });
  return answer === undefined ? undefined : Number(answer);
}
