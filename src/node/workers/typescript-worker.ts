// The one file that holds the TypeScript compiler: a worker thread runs it from the first plan of a TypeScript file on.
import { hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { InferenceRequest } from '../../app/ports/contract-inference.js';
import type { InferredContract } from '../../core/contract/inferred-contract.js';
import type { Runnable } from '../../core/validation/functionality/runnable-module.js';
import type { PlanWithBytes } from '../../core/rewrite/plan-request.js';
import { inferTypeScriptContract } from '../../languages/typescript/contract/infer-contract.js';
import { decodeTypeScript } from '../../languages/typescript/decode.js';
import { LibraryFiles } from '../../languages/typescript/project/library-files.js';
import { definesFields, projectRules, projectSettings } from '../../languages/typescript/project/project-settings.js';
import { WorkspaceChecks } from '../../languages/typescript/project/workspace-checks.js';
import { planTypeScript } from '../../languages/typescript/rewrite/plan-typescript.js';
import { TypeScriptModule } from '../../languages/typescript/rewrite/syntax/typescript-module.js';
import { runnableModule } from '../../languages/typescript/runnable/runnable-module.js';
import { serveTasks } from './serve-tasks.js';
import { packedLibrary, projectDisk } from './typescript-disk.js';
import type {
  PlanTypeScriptRequest,
  PrepareTypeScriptRequest,
  RunnableInWorkspace,
  TypeScriptTasks,
} from './typescript-tasks.js';

let libraries: LibraryFiles | undefined;

/** Programs by workspace: most of one plan's checking serves the next. */
const workspaces = new Map<string, { disk: ReturnType<typeof projectDisk>; checks: WorkspaceChecks }>();

function plan({ root, libraryFile, ...request }: PlanTypeScriptRequest): PlanWithBytes {
  const { disk, checks } = workspaceAt(root, libraryFile);
  const { settings, check } = checks.forFile(request.path);
  return planTypeScript(request, {
    hash: (content) => hash('sha256', content),
    project: projectRules(disk, { path: request.path, basePath: request.outside.base?.path }, settings),
    check,
  });
}

function prepare({ root, libraryFile, path }: PrepareTypeScriptRequest): undefined {
  workspaceAt(root, libraryFile).checks.prepare(path);
}

function infer({ sources, ...wanted }: InferenceRequest): InferredContract | undefined {
  const modules = sources.flatMap(({ module, bytes }) => {
    const decoded = decodeTypeScript(bytes);
    return decoded ? [new TypeScriptModule(decoded.text, `${module}.ts`)] : [];
  });
  return inferTypeScriptContract({ ...wanted, sources: modules });
}

function runnable({ root, ...request }: RunnableInWorkspace): Runnable {
  return runnableModule(request, definesFields(projectSettings(projectDisk(root), request.path)));
}

function workspaceAt(root: string, libraryFile: string) {
  const known = workspaces.get(root);
  if (known) return known;
  const disk = projectDisk(root);
  libraries ??= new LibraryFiles(packedLibrary(libraryFile));
  const workspace = { disk, checks: new WorkspaceChecks(disk, libraries) };
  workspaces.set(root, workspace);
  return workspace;
}

if (parentPort) serveTasks<TypeScriptTasks>(parentPort, { plan, prepare, infer, runnable });
