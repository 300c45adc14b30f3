import type { History, Migration } from './replay.js';

/** Every migration of the run that this one was part of, in the order in which they began; itself alone when it was the only one. */
export function batchOf({ migrations }: History, migration: Migration): readonly Migration[] {
  const batch = batchId(migration);
  return migrations.filter((one) => batchId(one) === batch);
}

/** Names the run: the id of its first migration. */
export function batchId({ id, begun }: Migration): string {
  return begun.batch ?? id;
}
