import type * as vscode from 'vscode';
import type { Observation } from '../../app/ports/observation.js';
import { localTime } from '../../app/run/may-start.js';
import {
  calmestHours,
  emptyWeek,
  withFrames,
  type HourOfWeek,
  type WeekProfile,
} from '../../core/schedule/hours-of-week.js';
import type { FolderEngine } from '../folder-engine.js';
import type { WavesMemory } from './workspace-waves.js';

const memoryKey = 'machineWeek';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostProposed = 3;

/** What each hour of the week was like on this machine: the history on disk holds a day, what is taken from it is kept. */
export class MachineWeek {
  constructor(
    private readonly memory: WavesMemory,
    private readonly observation: (folder: vscode.Uri) => Pick<Observation, 'history'>,
  ) {}

  /** The calmest hours, best first; nothing before enough was measured. */
  async calmest(engine: FolderEngine): Promise<readonly HourOfWeek[]> {
    return calmestHours(await this.takeIn(engine), mostProposed);
  }

  /** An hour at a time, so that nobody waits for a whole day to be read. */
  async takeIn({ folder }: Pick<FolderEngine, 'folder'>): Promise<WeekProfile> {
    const kept = this.memory.get(memoryKey);
    let profile = isProfile(kept) ? kept : emptyWeek;
    const toMs = Date.now();
    for (let fromMs = Math.max(profile.untilMs + 1, toMs - dayMs); fromMs < toMs; fromMs += hourMs) {
      const frames = await this.observation(folder.uri).history(fromMs, Math.min(toMs, fromMs + hourMs - 1));
      profile = withFrames(profile, frames, hourOf);
    }
    await this.memory.update(memoryKey, profile);
    return profile;
  }
}

function hourOf(atMs: number): number {
  const { day, minute } = localTime(atMs);
  return day * 24 + Math.floor(minute / 60);
}

function isProfile(value: unknown): value is WeekProfile {
  if (typeof value !== 'object' || value === null || !('untilMs' in value) || !('hours' in value)) return false;
  return typeof value.untilMs === 'number' && Array.isArray(value.hours);
}
