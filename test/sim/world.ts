import type { Frame } from '../../src/core/telemetry/frame.js';
import { HostNoise, type HostMoment } from './host-noise.js';
import { jobsBetween, ResponseNoise, type Job, type NoiseModel } from './noise-models.js';
import { Random } from './random.js';

export const agent = 'a.py:A';
export const intervalMs = 5000;
const hourMs = 3_600_000;
const cores = 16;
const agentCores = 0.4;
const cardMiB = 48_000;
const medianMs = 200;

/** What goes wrong after the migration, if anything. */
export interface Trouble {
  /** Factor on the agent's response time. */
  readonly slowdown?: number;
  /** From some moment on, another process holds so much VRAM that the card is full. */
  readonly othersFillTheCard?: boolean;
  /** `agent`: it cannot be asked any more; `machine`: no frames at all; by spells, and for good in the end. */
  readonly losesTelemetry?: boolean;
}

/** One simulated machine with one agent, day after day the same for the same seed. */
export class World {
  readonly startedAtMs: number;
  private readonly random: Random;
  private readonly response: ResponseNoise;
  private readonly jobs: readonly Job[];
  private readonly host: HostNoise | undefined;
  private readonly phaseMs: number;
  private readonly amplitudes: readonly [number, number];
  private readonly fullFromMs: number;
  private readonly silentFromMs: number;
  private vramWander = 0;

  constructor(
    private readonly model: NoiseModel,
    private readonly trouble: Trouble,
    seed: number,
  ) {
    this.random = new Random(seed);
    const { random } = this;
    this.startedAtMs = 1_700_000_000_000 + Math.floor(random.between(0, 24)) * hourMs;
    this.response = new ResponseNoise(model.variation, random);
    const fromMs = this.startedAtMs - model.baselineHours * hourMs;
    this.jobs = model.sharesGpu ? jobsBetween(fromMs, this.startedAtMs + 24 * hourMs, random) : [];
    const span = { fromMs, toMs: this.startedAtMs + 24 * hourMs };
    this.host = model.othersPerCore > 0 ? new HostNoise(model, cores, random, span) : undefined;
    this.phaseMs = random.between(0, 24) * hourMs;
    // No two days are alike: each swings a little more or less than the other.
    this.amplitudes = [0.15 + 0.02 * random.normal(), 0.15 + 0.02 * random.normal()];
    this.fullFromMs = this.startedAtMs + random.between(0.1, 8) * hourMs;
    this.silentFromMs = this.startedAtMs + random.between(0.1, 12) * hourMs;
  }

  baseline(): readonly Frame[] {
    const count = Math.round((this.model.baselineHours * hourMs) / intervalMs);
    return Array.from({ length: count }, (_, index) => this.frame(this.startedAtMs - (count - index) * intervalMs, {}));
  }

  /** The frames after the migration, one by one; what telemetry lost is left out. */
  *after(hours: number): Generator<Frame> {
    for (let atMs = this.startedAtMs + intervalMs; atMs <= this.startedAtMs + hours * hourMs; atMs += intervalMs) {
      const frame = this.frame(atMs, this.trouble);
      if (this.trouble.losesTelemetry !== true || !this.isSilent(atMs)) yield frame;
      else if (Math.floor(atMs / hourMs) % 2 === 0) yield withoutAgent(frame);
    }
  }

  private isSilent(atMs: number): boolean {
    const isSpell = Math.floor(atMs / (10 * 60_000)) % 5 === 0;
    return isSpell || atMs > this.silentFromMs;
  }

  private frame(atMs: number, trouble: Trouble): Frame {
    const job = this.jobs.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
    const course = this.model.isDiurnal ? this.timeOfDay(atMs) : 1;
    const host = this.host?.at(atMs);
    const slowdown = (trouble.slowdown ?? 1) * (job?.slowdown ?? 1) * (host?.slowdown ?? 1);
    const responseMs = medianMs * course * this.response.next() * slowdown;
    this.vramWander = 0.98 * this.vramWander + 4 * this.random.normal();
    const vramMiB = 2900 + Math.round(this.vramWander);
    const isFull = trouble.othersFillTheCard === true && atMs >= this.fullFromMs;
    const usedMiB = isFull ? 0.97 * cardMiB : Math.min(cardMiB, vramMiB + 600 + (job?.vramMiB ?? 0));
    const { othersLoad, cpuPercent } = host ?? this.usualHost(course);
    // The names are written out, because building them takes longer than all the rest.
    return {
      atMs,
      values: {
        'host:load1': othersLoad + agentCores,
        'host:cpuPercent': cpuPercent,
        'host:cpuCount': cores,
        'gpu:GPU-0:usedMiB': usedMiB,
        'gpu:GPU-0:freeMiB': cardMiB - usedMiB,
        'gpu:GPU-0:temperatureCelsius': 62,
        'agent:a.py:A:responseMs': responseMs,
        'agent:a.py:A:answered': 1,
        'agent:a.py:A:running': 1,
        'agent:a.py:A:cpuCores': agentCores * course,
        'agent:a.py:A:vramMiB': vramMiB,
        'agent:a.py:A:vramMiB@GPU-0': vramMiB,
      },
    };
  }

  /** Sixteen cores that others keep a little busy, where the model says nothing else. */
  private usualHost(course: number): HostMoment {
    const othersLoad = 2 * course + 0.3 * this.random.uniform() - agentCores;
    return { othersLoad, cpuPercent: (100 * (othersLoad + agentCores)) / cores, slowdown: 1 };
  }

  private timeOfDay(atMs: number): number {
    const amplitude = this.amplitudes[atMs < this.startedAtMs ? 0 : 1];
    return 1 + amplitude * Math.sin((2 * Math.PI * (atMs + this.phaseMs)) / (24 * hourMs));
  }
}

function withoutAgent({ atMs, values }: Frame): Frame {
  return { atMs, values: Object.fromEntries(Object.entries(values).filter(([id]) => !id.startsWith('agent:'))) };
}
