import { showDashboard } from '../../src/app/telemetry/show-dashboard.js';
import type { Dashboard } from '../../src/core/dashboard/dashboard.js';
import { gpuSeries, type Frame } from '../../src/core/telemetry/frame.js';
import { defaultCheckLimits } from '../../src/core/thresholds/default-checks.js';

const slotMs = 5000;
const sampleAgent = 'agents/speech_recognition_agent.py:SpeechRecognitionAgent';

/** A day of an agent on a card, with an hour that nobody measured, and a migration that made it half as slow again. */
export function sampleFrames(toMs: number, spanMs: number, gpu = 'GPU-a'): readonly Frame[] {
  const count = spanMs / slotMs;
  const frames: Frame[] = [];
  for (let i = 0; i < count; i++) {
    const atMs = toMs - spanMs + i * slotMs;
    const share = i / count;
    if (share > 0.3 && share < 0.34) continue;
    const wave = Math.sin(share * 40) + Math.sin(share * 611) / 4;
    const isMigrated = share >= 0.5;
    frames.push({
      atMs,
      values: {
        [gpuSeries(gpu, 'usedMiB')]: 14_000 + 6000 * wave,
        [gpuSeries(gpu, 'freeMiB')]: 10_000 - 6000 * wave,
        [gpuSeries(gpu, 'utilizationPercent')]: 50 + 30 * wave,
        [gpuSeries(gpu, 'temperatureCelsius')]: 68 + 14 * wave,
        [gpuSeries(gpu, 'powerWatts')]: 250 + 100 * wave,
        'host:cpuPercent': 30 + 20 * wave,
        'host:memoryUsedMiB': 20_000 + 2000 * wave,
        'host:memoryTotalMiB': 64_000,
        'host:load1': 4 + 2 * wave,
        [`agent:${sampleAgent}:responseMs`]: (isMigrated ? 60 : 40) + 5 * wave,
      },
    });
  }
  return frames;
}

/** What the dashboard makes of them, as the editor would ask for it. */
export function sampleDashboard(toMs: number, spanMs: number, pixels: number): Promise<Dashboard> {
  const frames = sampleFrames(toMs, spanMs);
  const read = (from: number, to: number) => Promise.resolve(frames.filter(({ atMs }) => atMs >= from && atMs <= to));
  const mark = { id: 'm-1', kind: 'migration', atMs: toMs - spanMs / 2, agent: sampleAgent } as const;
  return showDashboard(
    { read, record: () => Promise.resolve() },
    {
      span: { fromMs: toMs - spanMs, toMs },
      pixels,
      limits: defaultCheckLimits,
      gpuLabels: { 'GPU-a': 'GPU 0 · NVIDIA GeForce RTX 4090' },
      marks: [mark],
      compared: null,
    },
  );
}
