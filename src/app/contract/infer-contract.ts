import type { InferredContract } from '../../core/contract/inferred-contract.js';
import { importedModule } from '../../core/workspace/imported-module.js';
import type { ClassRef } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import type { Operation } from '../operation.js';
import type { ContractInference, ModuleSource } from '../ports/contract-inference.js';
import type { WorkspaceFiles } from '../ports/workspace-files.js';

export interface InferencePorts {
  readonly files: Pick<WorkspaceFiles, 'read'>;
  readonly inference: ContractInference;
}

/** Levels of inheritance that are read above the class; real bases have one or two. */
const maxBases = 8;

/** The contract of a class of the workspace, with what its bases in the workspace add; `undefined` when its file cannot be read. */
export async function inferContract(
  ref: ClassRef,
  index: WorkspaceIndex,
  { files, inference }: InferencePorts,
  operation: Operation,
): Promise<InferredContract | undefined> {
  const module = importedModule(ref, index, index.sourceRoots);
  const language = ref.file.facts.languageId;
  const sources: ModuleSource[] = [];
  // Asked for once: a file that is gone by now is not there the next time either.
  const asked = new Set<string>();
  let pending = [{ module, ref }];
  let inferred: InferredContract | undefined;
  while (pending.length > 0 && sources.length <= maxBases) {
    for (const one of pending) {
      asked.add(one.module);
      const bytes = await files.read(one.ref.file.path);
      if (bytes !== undefined) sources.push({ module: one.module, bytes });
    }
    inferred = await inference.infer({ language, module, class: ref.class.name, sources }, operation);
    pending = basesToRead(inferred, ref, index).filter((base) => !asked.has(base.module));
  }
  return inferred;
}

/** The files behind the bases that the inference asked for. */
function basesToRead(
  inferred: InferredContract | undefined,
  ref: ClassRef,
  index: WorkspaceIndex,
): { readonly module: string; readonly ref: ClassRef }[] {
  const ancestors = ancestorsOf(ref, index);
  return (inferred?.missing ?? []).flatMap(({ module, name }) => {
    const found = ancestors.find((one) => one.class.name === name);
    return found === undefined ? [] : [{ module, ref: found }];
  });
}

function ancestorsOf(ref: ClassRef, index: WorkspaceIndex, depth = 0): readonly ClassRef[] {
  if (depth > maxBases) return [];
  const { parents } = index.ancestryOf(ref);
  return parents.flatMap((parent) => [parent, ...ancestorsOf(parent, index, depth + 1)]);
}
