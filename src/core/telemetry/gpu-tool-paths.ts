/** The executables that measure GPUs, one for each vendor's tool; a bare name is looked up on PATH. */
export interface GpuToolPaths {
  readonly nvidiaSmi: string;
  /** AMD's tool of today. */
  readonly amdSmi: string;
  /** AMD's tool before. */
  readonly rocmSmi: string;
  /** Intel's. */
  readonly xpuSmi: string;
}

/** The tools under the names that their vendors install. */
export const gpuToolsOnPath: GpuToolPaths = {
  nvidiaSmi: 'nvidia-smi',
  amdSmi: 'amd-smi',
  rocmSmi: 'rocm-smi',
  xpuSmi: 'xpu-smi',
};
