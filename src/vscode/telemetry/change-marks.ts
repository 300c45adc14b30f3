import type { ChangeMark } from '../../core/dashboard/dashboard.js';
import type { FolderLog } from '../rollback/migration-log.js';

/** Every migration and rollback that took effect, as marks for the charts. */
export function changeMarks(logs: readonly Pick<FolderLog, 'history'>[]): readonly ChangeMark[] {
  return logs.flatMap(({ history: { migrations, rollbacks } }) => {
    const agents = new Map(migrations.map(({ id, path, begun }) => [id, `${path}:${begun.classes[0] ?? ''}`]));
    const effective = rollbacks.filter(({ state }) => state === 'applied' || state === 'rolled-back');
    return [
      ...migrations
        .filter(({ state }) => state === 'applied' || state === 'rolled-back')
        .map(({ id, startedAtMs }) => ({
          id,
          kind: 'migration' as const,
          atMs: startedAtMs,
          agent: agents.get(id) ?? '',
        })),
      ...effective.map(({ id, path, begun, startedAtMs }) => ({
        id,
        kind: 'rollback' as const,
        atMs: startedAtMs,
        agent: agents.get(begun.of) ?? `${path}:`,
      })),
    ];
  });
}
