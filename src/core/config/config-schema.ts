import * as v from 'valibot';
import { contractEntries } from './contract-schema.js';
import { list, object, oneOf, text, texts, wholeNumber } from './schema-parts.js';

const atLeastOne = v.pipe(wholeNumber, v.minValue(1, 'must be at least 1'));
const kibibytes = v.pipe(v.number('must be a number of KiB'), v.minValue(0, 'must not be negative'));
const share = v.pipe(
  v.number('must be a number from 0 to 1'),
  v.minValue(0, 'must be a number from 0 to 1'),
  v.maxValue(1, 'must be a number from 0 to 1'),
);
const score = v.pipe(
  v.number('must be a score from 0 to 100'),
  v.minValue(0, 'must be a score from 0 to 100'),
  v.maxValue(100, 'must be a score from 0 to 100'),
);
const optional = v.exactOptional;

/** Refuses bounds that do not grow: a severity whose range is empty could never be reached. */
const growing = (...keys: readonly string[]): v.CheckAction<Record<string, number | undefined>, string> =>
  v.check(
    (bounds) => {
      const given = keys.flatMap((key) => bounds[key] ?? []);
      return given.every((bound, index) => index === 0 || bound >= (given[index - 1] ?? bound));
    },
    `must not fall: ${keys.join(' ≤ ')}`,
  );

const weights = v.pipe(
  object({
    fileSize: share,
    gpuOperations: share,
    threading: share,
    databaseDependencies: share,
    systemCriticality: share,
  }),
  v.check(
    (all) => Math.abs(Object.values(all).reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9,
    'must sum to 1, so that scores keep their scale',
  ),
);

const thresholds = object({
  levels: optional(v.pipe(object({ medium: optional(score), high: optional(score) }), growing('medium', 'high'))),
  fileSizeKiB: optional(
    v.pipe(
      object({ low: optional(kibibytes), medium: optional(kibibytes), high: optional(kibibytes) }),
      growing('low', 'medium', 'high'),
    ),
  ),
  trackKiB: optional(
    v.pipe(object({ planned: optional(kibibytes), highRisk: optional(kibibytes) }), growing('planned', 'highRisk')),
  ),
  gpuManagingCalls: optional(atLeastOne),
  ownThreads: optional(
    v.pipe(object({ medium: optional(atLeastOne), high: optional(atLeastOne) }), growing('medium', 'high')),
  ),
  dependents: optional(
    v.pipe(object({ low: optional(atLeastOne), medium: optional(atLeastOne) }), growing('low', 'medium')),
  ),
  references: optional(atLeastOne),
});

const severities = v.pipe(
  object({ low: optional(share), medium: optional(share), high: optional(share) }),
  growing('low', 'medium', 'high'),
);

const classReference = v.pipe(
  v.string('must be text'),
  v.regex(/^[^:]+\.[A-Za-z]+:[A-Za-z_$][\w$]*$/, 'must name a class as "path/to/file.py:ClassName"'),
);

const extendsFields = {
  extends: optional(
    v.union([v.literal('default'), classReference], 'must be "default" or name a class as "path/to/file.py:ClassName"'),
  ),
};

const writtenContract = v.pipe(
  object({ ...contractEntries, ...extendsFields }),
  v.check(
    (contract) => contract.extends !== undefined || (contract.module !== undefined && contract.class !== undefined),
    'must give `module` and `class`, or say in `extends` where they come from',
  ),
);

const oneContract = v.lazy((input) => (typeof input === 'string' ? classReference : writtenContract));
const contractRules = list(object({ files: text, contract: oneContract }));
const contract = v.lazy((input) => (Array.isArray(input) ? contractRules : oneContract));

const commandLine = v.pipe(
  v.tupleWithRest([text], text, 'must be a list that begins with a program'),
  v.check(
    (parts) => parts.some((part) => part.includes('{path}')),
    'must have {path} where the file of the agent belongs',
  ),
);

/** What may stand in the configuration file. Nothing is transformed, so that what is missing from the output was not known. */
export const configSchema = object({
  $schema: optional(v.string('must be text')),
  core: optional(texts),
  agents: optional(texts),
  include: optional(texts),
  exclude: optional(texts),
  weights: optional(weights),
  thresholds: optional(thresholds),
  severities: optional(severities),
  preserve: optional(list(object({ agent: text, reason: text }))),
  marker: optional(oneOf(['comment', 'print', 'none'])),
  contract: optional(contract),
  python: optional(object({ sourceRoots: optional(texts) })),
  validation: optional(object({ performance: optional(list(object({ files: text, command: commandLine }))) })),
});

export type WrittenConfig = v.InferOutput<typeof configSchema>;
export type WrittenContractSetting = v.InferOutput<typeof oneContract>;

/** Schemas whose keys a misspelt key may have meant; the contract's stand behind a choice that is made by value. */
export const schemasWithKeys = [configSchema, writtenContract, object({ files: text })];
