import type { Signal } from '../../facts/source-facts.js';
import { asEvidence, nothing, type Factor } from '../agent-evidence.js';

/** From reading the state of a GPU, over placing work on it, to managing its memory by hand. */
export const gpuOperations: Factor = {
  id: 'gpuOperations',
  measure({ signals }, { gpu }) {
    const uses = signals.filter(isGpuUse);
    if (uses.length === 0) return nothing;
    const managing = uses.filter(({ kind }) => kind === 'gpu-managing').length;
    const vramMethods = signals.filter(({ kind }) => kind === 'vram-method');
    const managesMemory =
      (managing >= 1 && vramMethods.length >= gpu.vramMethods) ||
      (vramMethods.length >= gpu.manyVramMethods && uses.length >= gpu.callsWithManyVramMethods);
    if (managing >= gpu.managingCalls || managesMemory) {
      const shown = managesMemory ? [...uses, ...vramMethods].sort(inSourceOrder) : uses;
      return { severity: 'high', evidence: shown.map(asEvidence) };
    }
    const places = uses.some(({ kind }) => kind === 'gpu-placement');
    return { severity: managing >= 1 || places ? 'medium' : 'low', evidence: uses.map(asEvidence) };
  },
};

function isGpuUse({ kind }: Signal): boolean {
  return kind === 'gpu-query' || kind === 'gpu-placement' || kind === 'gpu-managing';
}

function inSourceOrder(a: Signal, b: Signal): number {
  return a.range.line - b.range.line || a.range.column - b.range.column;
}
