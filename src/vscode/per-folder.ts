import type { FolderEngine } from './folder-engine.js';

/** Makes a thing once for each folder that asks for it, such as what reads its workspace for all files of one run. */
export function perFolder<T>(create: (engine: FolderEngine) => T): (engine: FolderEngine) => T {
  const made = new Map<FolderEngine, T>();
  return (engine) => {
    const one = made.get(engine) ?? create(engine);
    made.set(engine, one);
    return one;
  };
}
