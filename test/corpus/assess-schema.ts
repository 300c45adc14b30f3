import * as v from 'valibot';
import { reasonCodes } from '../../src/core/reason.js';

// The document that `assess --json` promises, written down a second time: strictly, so that a key too many is found as well.
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const position = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.minLength(1));
const reason = v.strictObject({ code: v.picklist(reasonCodes), message: text, line: v.optional(position) });

const evidence = v.strictObject({
  path: v.optional(text),
  ...{ line: position, column: position, endLine: position, endColumn: position },
  message: text,
});

const factor = v.strictObject({
  id: v.picklist(['fileSize', 'gpuOperations', 'threading', 'databaseDependencies', 'systemCriticality']),
  weight: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  severity: v.picklist(['none', 'low', 'medium', 'high']),
  points: v.pipe(v.number(), v.multipleOf(0.5)),
  evidence: v.array(evidence),
});

const agent = v.strictObject({
  path: text,
  language: v.picklist(['python', 'typescript']),
  class: v.nullable(text),
  line: position,
  why: text,
  score: v.pipe(v.number(), v.multipleOf(0.5), v.minValue(0), v.maxValue(35)),
  level: v.picklist(['low', 'medium', 'high']),
  track: v.picklist(['immediate', 'planned', 'high-risk', 'legacy']),
  readiness: v.picklist(['ready', 'migrated', 'partial', 'blocked']),
  reason: v.nullable(reason),
  factors: v.pipe(v.array(factor), v.length(5)),
});

export const assessSchema = v.strictObject({
  schemaVersion: v.literal(1),
  summary: v.strictObject({
    ...{ files: count, agents: count, migrated: count, partial: count, ready: count, blocked: count },
    adoptionPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    totalScore: v.number(),
    levels: v.strictObject({ low: count, medium: count, high: count }),
    tracks: v.strictObject({ immediate: count, planned: count, 'high-risk': count, legacy: count }),
    elapsedMs: count,
  }),
  agents: v.array(agent),
  components: v.array(v.strictObject({ path: text, class: text, line: position, why: text })),
  problems: v.array(
    v.strictObject({ path: text, code: v.picklist(reasonCodes), line: v.optional(position), message: text }),
  ),
});

export type Assessment = v.InferOutput<typeof assessSchema>;
