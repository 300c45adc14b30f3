import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { reasonCodes } from '../../src/core/reason.js';
import { contracts } from './contracts.js';

const useSchema = v.object({
  ...{ name: v.string(), path: v.string(), line: v.number() },
  isUnchecked: v.exactOptional(v.literal(true)),
});

const heirSchema = v.object({ ...useSchema.entries, methods: v.exactOptional(v.array(v.string())) });

const listeningSchema = v.object({ name: v.string(), port: v.number(), isAgent: v.boolean(), manifest: v.string() });

const optionsSchema = v.strictObject({
  /** Classes to migrate; the last class of the text when absent. */
  classes: v.optional(v.array(v.string())),
  contract: v.optional(v.picklist(Object.keys(contracts) as (keyof typeof contracts)[])),
  includeReview: v.optional(v.boolean()),
  /** The project wants overriding members to say so. */
  wantsOverride: v.optional(v.boolean()),
  /** The base is an ES module, which the file can only have by importing it. */
  isBaseOutOfReach: v.optional(v.boolean()),
  marker: v.optional(v.picklist(['comment', 'print', 'none'])),
  /** The package that the base belongs to, where it is not the agent's. */
  basePackage: v.optional(v.strictObject({ name: v.string(), specifier: v.exactOptional(v.string()) })),
  outside: v.optional(
    v.strictObject({
      attributes: v.optional(v.array(useSchema)),
      moduleNames: v.optional(v.array(useSchema)),
      subclassed: v.optional(v.array(heirSchema)),
      importsBySearchPath: v.optional(v.array(v.string())),
      listening: v.optional(v.array(listeningSchema)),
    }),
  ),
  refused: v.optional(v.strictObject({ code: v.picklist(reasonCodes), line: v.optional(v.number()) })),
});

export type RecipeOptions = v.InferOutput<typeof optionsSchema>;

/** A file and what a plan makes of it. */
export interface RecipeCase {
  readonly name: string;
  /** Of the file's name: `.py`, `.ts`. */
  readonly ending: string;
  readonly before: Buffer;
  /** Equal to `before` when nothing may change. */
  readonly after: Buffer;
  /** The base class that the case has in place of the documented one; its contract is what is inferred from it. */
  readonly base: Buffer | undefined;
  /** `line: reason` of everything that is left, in order. */
  readonly left: readonly string[];
  readonly options: RecipeOptions;
}

/** The cases in a folder, one sub-folder each: `before.py` or another ending, `after.py` unless nothing may change, `left.txt`, `options.json` and `base.ts`. */
export function recipeCases(folder: string): readonly RecipeCase[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const read = (file: string): Buffer | undefined => {
        const place = path.join(folder, name, file);
        return existsSync(place) ? readFileSync(place) : undefined;
      };
      const ending = path.extname(
        readdirSync(path.join(folder, name)).find((file) => file.startsWith('before.')) ?? '',
      );
      const before = read(`before${ending}`) ?? Buffer.alloc(0);
      const left = (read('left.txt')?.toString() ?? '').split('\n').filter((line) => line !== '');
      const written: unknown = JSON.parse(read('options.json')?.toString() ?? '{}');
      const after = read(`after${ending}`) ?? before;
      return { name, ending, before, after, base: read('base.ts'), left, options: v.parse(optionsSchema, written) };
    });
}
