import * as v from 'valibot';
import type { FactorId, Severity } from '../assess/assessment.js';
import { nearestName } from '../text/nearest-name.js';
import { configSchema, schemasWithKeys, type WrittenConfig } from './config-schema.js';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import { contractRules, type ContractRule } from './contract-setting.js';
import { jsonErrorLine } from './json-error-line.js';
import type { PerformanceRule } from './performance-command.js';
import { keysOfSchema, unknownKeys, type UnknownKey } from './unknown-keys.js';

/** An agent that the team has decided to keep as it is. */
export interface PreservedAgent {
  /** A path glob or a class name. */
  readonly agent: string;
  readonly reason: string;
}

/** Bounds of the risk matrix that differ from the documented ones. */
export interface Thresholds {
  /** Rounded scores from which a level begins. */
  readonly levels?: { readonly medium?: number; readonly high?: number };
  /** File sizes from which the severity begins; `high` begins above its value. */
  readonly fileSizeKiB?: { readonly low?: number; readonly medium?: number; readonly high?: number };
  /** File sizes from which, and above which, the track is planned and high-risk. */
  readonly trackKiB?: { readonly planned?: number; readonly highRisk?: number };
  /** GPU-managing calls from which the severity is high. */
  readonly gpuManagingCalls?: number;
  readonly ownThreads?: { readonly medium?: number; readonly high?: number };
  readonly dependents?: { readonly low?: number; readonly medium?: number };
  /** Files that refer to an agent from which its criticality is low. */
  readonly references?: number;
}

/** How the project is migrated, read from `agent-migrator.json`; lists are empty and records partial when nothing is said. */
export interface Config {
  /** Path globs or class names of agents that the system cannot do without. */
  readonly core: readonly string[];
  /** Path globs or class names of classes that are agents although nothing in them shows it. */
  readonly agents: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** All five weights, which sum to 1, or none. */
  readonly weights?: Readonly<Record<FactorId, number>>;
  readonly thresholds: Thresholds;
  readonly severities: Readonly<Partial<Record<Exclude<Severity, 'none'>, number>>>;
  readonly preserve: readonly PreservedAgent[];
  readonly marker: 'comment' | 'print' | 'none';
  readonly contracts: readonly ContractRule[];
  readonly python: {
    /** Folders from which agents import modules, relative to the workspace; the workspace itself when empty. */
    readonly sourceRoots: readonly string[];
  };
  readonly performance: readonly PerformanceRule[];
}

export interface ParsedConfig {
  readonly config: Config;
  /** Keys that were passed over, one sentence each. */
  readonly warnings: readonly string[];
}

/** What holds in a workspace without a configuration file. */
export const defaultConfig: Config = {
  core: [],
  agents: [],
  include: [],
  exclude: [],
  thresholds: {},
  severities: {},
  preserve: [],
  marker: 'comment',
  contracts: [],
  python: { sourceRoots: [] },
  performance: [],
};

/** Reads the text of a configuration file called `fileName`. Throws `ConfigurationError` with every problem it found. */
export function parseConfig(text: string, fileName: string): ParsedConfig {
  const written = parseJson(text, fileName);
  const parsed = v.safeParse(configSchema, written);
  if (!parsed.success) throw new ConfigurationError(fileName, parsed.issues.map(problemOf));
  const unknown = unknownKeys(written, parsed.output);
  return { config: configOf(parsed.output), warnings: unknown.map((key) => warningOf(key, fileName)) };
}

function configOf(written: WrittenConfig): Config {
  const { core, agents, include, exclude, weights, thresholds, severities, preserve, marker, python, validation } =
    written;
  return {
    core: core ?? defaultConfig.core,
    agents: agents ?? defaultConfig.agents,
    include: include ?? defaultConfig.include,
    exclude: exclude ?? defaultConfig.exclude,
    ...(weights === undefined ? {} : { weights }),
    thresholds: thresholds ?? defaultConfig.thresholds,
    severities: severities ?? defaultConfig.severities,
    preserve: preserve ?? defaultConfig.preserve,
    marker: marker ?? defaultConfig.marker,
    contracts: contractRules(written.contract),
    python: { sourceRoots: python?.sourceRoots ?? defaultConfig.python.sourceRoots },
    performance: validation?.performance ?? defaultConfig.performance,
  };
}

function parseJson(text: string, fileName: string): unknown {
  const source = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(source);
  } catch (error) {
    const line = jsonErrorLine(error, source);
    const message = 'is not valid JSON (comments and a comma before a closing bracket are not allowed)';
    const problem = line === undefined ? { path: '', message } : { path: '', message, line };
    throw new ConfigurationError(fileName, [problem], { cause: error });
  }
}

function problemOf(issue: v.BaseIssue<unknown>): ConfigurationProblem {
  const isScalar = issue.input !== undefined && (typeof issue.input !== 'object' || issue.input === null);
  return { path: v.getDotPath(issue) ?? '', message: issue.message + (isScalar ? `, not ${issue.received}` : '') };
}

function warningOf(key: UnknownKey, fileName: string): string {
  // A key that is right elsewhere is no misspelling.
  const known = schemasWithKeys.flatMap(keysOfSchema);
  const suggestion = known.includes(key.name) ? undefined : nearestName(key.name, known);
  const hint = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  return `${fileName}: the key "${key.path}" is unknown and was passed over.${hint}`;
}
