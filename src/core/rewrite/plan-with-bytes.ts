import type { Reason } from '../reason.js';
import { planFile } from './plan-file.js';
import type { PlanRequest, PlanWithBytes } from './plan-request.js';
import type { RecipeContext } from './recipe.js';
import type { ReadSource, RewriteLanguage } from './rewrite-language.js';

export interface BytesJob<Source extends ReadSource, Context extends RecipeContext> {
  readonly request: PlanRequest;
  readonly id: string;
  readonly language: RewriteLanguage<Source, Context>;
  readonly source: Source;
  /** The bytes of a text in the encoding of the file. */
  readonly bytesOf: (text: string) => Uint8Array;
  /** SHA-256 in lower-case hex. */
  readonly hash: (bytes: Uint8Array) => string;
}

/** All stages of a file that was read, with the bytes that it has after each of them. */
export function planWithBytes<Source extends ReadSource, Context extends RecipeContext>({
  request: { dropped = [], ...request },
  bytesOf,
  hash,
  ...job
}: BytesJob<Source, Context>): PlanWithBytes {
  const planned = planFile({
    ...request,
    ...job,
    dropped: new Map(dropped.map(({ key, reason }) => [key, reason])),
    hash: (text) => hash(bytesOf(text)),
  });
  return { ...planned, stageBytes: planned.stageTexts.map(bytesOf) };
}

export interface UnplannedFile {
  readonly request: Pick<PlanRequest, 'path' | 'classes'>;
  readonly id: string;
  readonly sha256: string;
  /** Absent when the bytes could not be read as text. */
  readonly text?: string;
}

/** The plan of a file for which there is none, with the reason. */
export function refusedPlan({ request, id, sha256, text = '' }: UnplannedFile, refused: Reason): PlanWithBytes {
  const { path, classes } = request;
  const { code, message, line } = refused;
  const reason = { code, message, ...(line === undefined ? {} : { line }) };
  const plan = { schemaVersion: 1, id, path, classes, base: { sha256 }, stages: [], refused: reason } as const;
  return { plan, baseText: text, stageTexts: [], stageBytes: [], recipeTitles: {} };
}
