import type { ApiEntry, ApiRule } from '../api-tree.js';
import type { Argument, CallSite } from '../call-site.js';
import type { PythonSource } from '../source.js';
import * as Keyword from '../scanner/keywords.js';
import * as Kind from '../tokens/kinds.js';
import { isVisiblyCuda } from './cuda-values.js';

/** Library calls that touch a GPU. */
export const gpuApis: readonly ApiEntry[] = [
  {
    kind: 'gpu-managing',
    paths: [
      ...['empty_cache', 'set_per_process_memory_fraction', 'set_device', 'device', 'device_of', 'ipc_collect'],
      ...['synchronize', 'Stream', 'ExternalStream', 'stream', 'set_stream', 'StreamContext', 'CUDAGraph', 'graph'],
      ...[
        'caching_allocator_alloc',
        'caching_allocator_delete',
        'memory.empty_cache',
        'memory.change_current_allocator',
      ],
      ...['memory.set_per_process_memory_fraction', 'memory.CUDAPluggableAllocator', 'streams.Stream', 'MemPool'],
      ...[
        'current_stream().synchronize',
        'default_stream().synchronize',
        'Stream().synchronize',
        'Stream().wait_stream',
      ],
      ...['Stream().wait_event', 'Event().synchronize'],
    ].map((name) => `torch.cuda.${name}`),
  },
  {
    kind: 'gpu-managing',
    paths: [
      'tensorflow.config.experimental.set_memory_growth',
      'tensorflow.config.experimental.set_virtual_device_configuration',
      'tensorflow.config.set_logical_device_configuration',
      'tensorflow.config.set_visible_devices',
      'tensorflow.config.experimental.set_visible_devices',
      'cupy.get_default_memory_pool().free_all_blocks',
      'cupy.get_default_memory_pool().set_limit',
      'cupy.get_default_pinned_memory_pool().free_all_blocks',
      'cupy.cuda.Device().use',
      'cupy.cuda.Device().synchronize',
      'cupy.cuda.Stream',
      'cupy.cuda.set_allocator',
      'numba.cuda.select_device',
      'numba.cuda.close',
      'numba.cuda.stream',
      'numba.cuda.synchronize',
    ],
  },
  {
    kind: 'gpu-placement',
    paths: ['torch.cuda.amp.*', 'numba.cuda.to_device', 'numba.cuda.jit', 'jax.device_put'],
  },
  {
    kind: 'gpu-placement',
    paths: ['tensorflow.device'],
    when: (call) => call.someString((content) => /gpu/i.test(content)),
  },
  {
    kind: 'gpu-placement',
    paths: [
      ...['BitsAndBytesConfig', 'GPTQConfig', 'AwqConfig', 'QuantoConfig', 'HqqConfig', 'AqlmConfig', 'EetqConfig'],
    ].flatMap((name) => [`transformers.${name}`, `transformers.utils.quantization_config.${name}`]),
  },
  {
    kind: 'gpu-placement',
    paths: [
      'auto_gptq.BaseQuantizeConfig',
      'auto_gptq.AutoGPTQForCausalLM.from_quantized',
      'awq.AutoAWQForCausalLM.from_quantized',
    ],
  },
  {
    kind: 'gpu-query',
    paths: [
      'torch.cuda.*',
      'pynvml.*',
      'py3nvml.*',
      'nvidia_smi.*',
      'GPUtil.*',
      'gpustat.*',
      'cupy.cuda.runtime.*',
      'numba.cuda.is_available',
    ],
  },
  {
    kind: 'gpu-query',
    paths: [
      'tensorflow.config.list_physical_devices',
      'tensorflow.config.experimental.list_physical_devices',
      'tensorflow.config.experimental.get_memory_info',
      'tensorflow.test.is_gpu_available',
    ],
  },
  {
    kind: 'gpu-query',
    detail: 'nvidia-smi',
    paths: [
      ...['run', 'Popen', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'].map(
        (name) => `subprocess.${name}`,
      ),
      ...['os.system', 'os.popen', 'asyncio.create_subprocess_exec', 'asyncio.create_subprocess_shell', 'shutil.which'],
    ],
    when: (call) => call.someString((content) => content.includes('nvidia-smi')),
  },
];

/** Calls that place something on a GPU whatever they are called on. */
export const gpuMethods: Readonly<Record<string, ApiRule>> = {
  cuda: { kind: 'gpu-placement' },
  to: { kind: 'gpu-placement', when: movesToCuda },
};

function movesToCuda(call: CallSite): boolean {
  const target = call.keyword('device') ?? call.positional(0);
  return target !== undefined && isVisiblyCuda(call.source, target, call.statement);
}

/** Keyword arguments that place something on a GPU, and the values with which they do. */
export const gpuKeywords: Readonly<
  Record<string, (value: Argument, source: PythonSource, statement: number) => boolean>
> = {
  device_map: (value, source) =>
    !/^(?:None|\{\s*\}|[frb]*["'](?:cpu|disk)["'])$/.test(source.excerpt(value.first, value.last)),
  n_gpu_layers: (value, source) => source.textOf(value.first) !== '0' || value.first !== value.last,
  load_in_4bit: isTrue,
  load_in_8bit: isTrue,
  device: (value, source, statement) => !isGivenToMove(value, source) && isVisiblyCuda(source, value, statement),
};

function isTrue(value: Argument, source: PythonSource): boolean {
  return source.textOf(value.first) === 'True';
}

/** `x.to(device=…)` is found as a call. */
function isGivenToMove({ first }: Argument, source: PythonSource): boolean {
  const { kinds } = source.tokens;
  return (
    kinds[first - 3] === Kind.LEFT_PARENTHESIS && kinds[first - 4] === Kind.NAME && source.nameOf(first - 4) === 'to'
  );
}

const cudaProviders = new Set(['CUDAExecutionProvider', 'TensorrtExecutionProvider']);

/** Whether the string names an ONNX execution provider on a GPU. */
export function isCudaProvider(token: number, { tokens, text }: PythonSource): boolean {
  const start = tokens.starts[token] ?? 0;
  const end = tokens.ends[token] ?? 0;
  const length = end - start;
  if (length < 23 || length > 29 || tokens.kinds[token] !== Kind.STRING) return false;
  return cudaProviders.has(text.slice(start + 1, end - 1));
}

/** Asking whether the provider is there only reads; naming it in any other way chooses it. */
export function providerUse(token: number, { tokens }: PythonSource): 'gpu-query' | 'gpu-placement' {
  const { kinds, ids } = tokens;
  const isCompared = kinds[token - 1] === Kind.COMPARISON || kinds[token + 1] === Kind.COMPARISON;
  const isSought = ids[token + 1] === Keyword.IN || (ids[token + 1] === Keyword.NOT && ids[token + 2] === Keyword.IN);
  return isCompared || isSought ? 'gpu-query' : 'gpu-placement';
}
