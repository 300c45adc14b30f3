import { beginAssessment, rememberedDocument, type ListedWorkspace } from '../app/assess/begin-assessment.js';
import type { Piece } from '../app/assess/document-pieces.js';
import { readConfigText } from '../app/config-text.js';
import { parseArguments } from './arguments/parse-arguments.js';
import { assessShape } from './commands/assess-shape.js';
import {
  composeBeginning,
  createCliWorkers,
  isUnread,
  type ComposeOptions,
  type Workers,
} from './compose-beginning.js';
import { askedForIn } from './asked-for.js';
import { resolveWorkspace } from './locations.js';
import type { CliHost } from './run-cli.js';
import { optimizeAgain } from './v8-flags.js';

/** How far an assessment has come without the engine: to its end, or no further than to the list of its files. */
export interface Beginning {
  readonly document?: readonly Piece[];
  readonly listed?: ListedWorkspace;
  /** Those that get ready to read the files. */
  readonly workers?: Workers;
}

/** Only these say nothing that memory does not know. */
const understood = new Set(['json', 'workspace', 'config', 'no-ignore', 'no-cache']);

/**
 * Answers `assess --json` of a workspace in which nothing has changed. Most of what such an answer takes is the loading of programs, so this
 * stands apart from them. Where many files have to be read, it has workers get ready for them while it looks for the others, and while the
 * programs are loaded. Whatever is not as expected is left to them, who begin anew and find the words for it.
 */
export async function beginHere(host: CliHost): Promise<Beginning> {
  try {
    return await begin(host);
  } catch {
    return {};
  }
}

async function begin({ argv, cwd, environment, signal }: CliHost): Promise<Beginning> {
  const { command, input, globals } = parseArguments(argv, [assessShape]);
  const { positionals } = input;
  const values: Readonly<Record<string, unknown>> = input.values;
  const isUnderstood = Object.keys(values).every((name) => understood.has(name)) && positionals.length === 0;
  if (!command || !isUnderstood || globals.json !== true) return {};
  const { workspace, configFile } = await resolveWorkspace({
    cwd,
    workspace: globals.workspace,
    config: globals.config,
  });
  const options = { workspace, environment };
  const ports = composeBeginning(options);
  const { text } = await readConfigText(ports.files, askedForIn(workspace, configFile));
  const noIgnore = values['no-ignore'] === true;
  const useCache = values['no-cache'] !== true;
  const early = !useCache || isUnread(options) ? new EarlyWorkers(options) : undefined;
  const onSource = early && { onSource: () => early.expectOneMore() };
  const request = { paths: [], noIgnore, useCache, verify: false, configuredBy: text ?? null, ...onSource };
  const begun = await beginAssessment(ports, request, { signal });
  const document = await rememberedDocument(ports, begun);
  signal.throwIfAborted();
  if (document) return { document };
  const listed = { listing: begun.listing, startedMs: begun.startedMs };
  return early?.workers ? { listed, workers: early.workers } : { listed };
}

/** Workers that are made when the first file is found that has to be read. */
class EarlyWorkers {
  workers: Workers | undefined;
  private expected = 0;

  constructor(private readonly options: ComposeOptions) {}

  expectOneMore(): void {
    // A thread that starts while V8 is not to optimize starts slowly.
    if (!this.workers) optimizeAgain();
    this.workers ??= createCliWorkers(this.options);
    this.workers.languages.expectFiles(++this.expected);
  }
}
