/** Takes samples of this machine one after the other and prints what one costs, all threads together. */
import path from 'node:path';
import { gpuToolsOnPath } from '../../../src/core/telemetry/gpu-tool-paths.js';
import { MachineTelemetry } from '../../../src/node/telemetry/machine-telemetry.js';

const count = 40;
const telemetry = new MachineTelemetry({ distDir: path.resolve('dist'), gpuTools: gpuToolsOnPath });
const { signal } = new AbortController();
for (let warmUp = 0; warmUp < 3; warmUp++) await telemetry.sample(signal);
const startedMs = performance.now();
const before = process.cpuUsage();
for (let sample = 0; sample < count; sample++) await telemetry.sample(signal);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wallMs: (performance.now() - startedMs) / count, cpuMs: (user + system) / 1000 / count }));
telemetry.dispose();
