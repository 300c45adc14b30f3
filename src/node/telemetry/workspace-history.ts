import { createHash } from 'node:crypto';
import type { TelemetryHistory } from '../../app/ports/telemetry-history.js';
import type { Frame } from '../../core/telemetry/frame.js';

const agentPrefix = 'agent:';

/**
 * The machine's history as one workspace sees it. Agents are named by their path in the workspace, which another one may have too: on the
 * disk their series carry the workspace, and agents of others are left out.
 */
export class WorkspaceHistory implements TelemetryHistory {
  private readonly prefix: string;
  private readonly written = new Map<string, string>();

  /** @param root Real path of the workspace folder. */
  constructor(
    private readonly machine: TelemetryHistory,
    root: string,
  ) {
    this.prefix = `agent@${createHash('sha256').update(root).digest('hex').slice(0, 8)}:`;
  }

  async read(fromMs: number, toMs: number): Promise<readonly Frame[]> {
    const frames = await this.machine.read(fromMs, toMs);
    return frames.map(({ atMs, values }) => ({ atMs, values: this.own(values) }));
  }

  record({ atMs, values }: Frame): Promise<void> {
    const renamed = Object.entries(values).map(([id, value]) => [this.nameOnDisk(id), value] as const);
    return this.machine.record({ atMs, values: Object.fromEntries(renamed) });
  }

  private own(values: Frame['values']): Frame['values'] {
    const seen: Record<string, number> = {};
    for (const [id, value] of Object.entries(values)) {
      if (!id.startsWith('agent')) seen[id] = value;
      else if (id.startsWith(this.prefix)) seen[this.nameInWorkspace(id)] = value;
    }
    return seen;
  }

  private nameOnDisk(id: string): string {
    return id.startsWith(agentPrefix) ? `${this.prefix}${id.slice(agentPrefix.length)}` : id;
  }

  /** The same few names come again with every frame of a day. */
  private nameInWorkspace(id: string): string {
    const known = this.written.get(id);
    if (known !== undefined) return known;
    const name = `${agentPrefix}${id.slice(this.prefix.length)}`;
    this.written.set(id, name);
    return name;
  }
}
