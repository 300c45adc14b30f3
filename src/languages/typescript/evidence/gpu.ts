import { propertyValue, type CallSite } from '../call-site.js';
import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import type { ApiRule, ModuleApi, ModuleApis } from './api.js';

const query: readonly ApiRule[] = [{ kind: 'gpu-query' }];
const managing: readonly ApiRule[] = [{ kind: 'gpu-managing' }];
const placement: readonly ApiRule[] = [{ kind: 'gpu-placement' }];
const gpuBackend: readonly ApiRule[] = [
  { kind: 'gpu-placement', when: (call) => /^(?:webgl|webgpu|tensorflow)$/.test(call.string(0) ?? '') },
];

const tensorflow: ModuleApi = {
  members: {
    memory: query,
    getBackend: query,
    env: query,
    ready: query,
    dispose: managing,
    disposeVariables: managing,
    removeBackend: managing,
    'engine().startScope': managing,
    'engine().endScope': managing,
    tidy: managing,
    keep: managing,
    setBackend: gpuBackend,
  },
};

/** Library calls that touch a GPU. */
export const gpuApis: ModuleApis = {
  ...Object.fromEntries(
    ['tfjs', 'tfjs-core', 'tfjs-node', 'tfjs-backend-webgl', 'tfjs-backend-webgpu'].map((name) => [
      `@tensorflow/${name}`,
      tensorflow,
    ]),
  ),
  // Whatever is called on this build runs on the GPU.
  '@tensorflow/tfjs-node-gpu': { ...tensorflow, any: placement },
  'node-llama-cpp': {
    members: {
      getLlama: [{ kind: 'gpu-placement', when: (call: CallSite) => call.hasProperty('gpu') }],
      'getLlama().getVramState': query,
      'getLlama().getGpuDeviceNames': query,
    },
  },
  systeminformation: { members: { graphics: query, gpu: query } },
  'gpu.js': { members: { GPU: placement, '': placement } },
};

/** Libraries whose models, sessions and tensors hold memory of the GPU. */
export const gpuModules: ReadonlySet<string> = new Set([
  ...['@tensorflow/tfjs', '@tensorflow/tfjs-core', '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
  ...['node-llama-cpp', 'onnxruntime-node', 'onnxruntime-web', '@huggingface/transformers', '@xenova/transformers'],
]);

/** What `navigator.gpu.requestAdapter()` leads to, as if it were a module. */
export const webGpu = 'navigator.gpu';

/** What a call on a value of one of these libraries does; `undefined` when it says nothing of the GPU. */
export function gpuMethodKind(module: string, method: string): 'gpu-managing' | 'gpu-query' | undefined {
  if (module === webGpu) return method === 'destroy' ? 'gpu-managing' : undefined;
  if (method === 'dispose') return 'gpu-managing';
  if (method === 'release') return module.startsWith('onnxruntime') ? 'gpu-managing' : undefined;
  const isQuery = module === 'node-llama-cpp' && (method === 'getVramState' || method === 'getGpuDeviceNames');
  return isQuery ? 'gpu-query' : undefined;
}

interface GpuProperty {
  /** Libraries of which the file must import one; any file when absent. */
  readonly modules?: RegExp;
  readonly places: (value: string) => boolean;
}

const layers: GpuProperty = { places: (value) => !/^(?:0|false|undefined|null)$|=>/.test(value) };
const transformers = /^@(?:huggingface|xenova)\/transformers$/;

/** Properties of object literals that place something on a GPU, by name. */
const properties: ReadonlyMap<string, GpuProperty> = new Map([
  [
    'executionProviders',
    {
      modules: /^onnxruntime-(?:node|web)$/,
      places: (value: string) => /['"](?:cuda|tensorrt|dml|webgpu|coreml|rocm)['"]/.test(value),
    },
  ],
  ['gpuLayers', layers],
  ['n_gpu_layers', layers],
  ['num_gpu', layers],
  ['device', { modules: transformers, places: (value: string) => /^['"](?:cuda|webgpu|dml)['"]$/.test(value) }],
  ['dtype', { modules: transformers, places: (value: string) => /^['"](?:q4|q8|fp16)['"]$/.test(value) }],
]);

export const gpuPropertyNames: readonly string[] = [...properties.keys()];

/** The last token of a property that places something on a GPU; `undefined` for any other name. */
export function gpuPropertyEnd(source: TypeScriptSource, key: number, modules: readonly string[]): number | undefined {
  const property = properties.get(source.nameOf(key));
  if (!property || source.kindOf(key + 1) !== Kind.COLON || source.isInType(key + 2)) return undefined;
  const before = source.kindOf(key - 1);
  if (before !== Kind.LEFT_BRACE && before !== Kind.COMMA) return undefined;
  const wanted = property.modules;
  if (wanted && !modules.some((module) => wanted.test(module))) return undefined;
  const value = propertyValue(source, key);
  return property.places(source.excerpt(value.first, value.last)) ? value.last : undefined;
}
