import asc from 'assemblyscript/asc';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const compilations = new Map();

/** `import bytes from './scanner.wasm'` gives the bytes of WebAssembly to which the AssemblyScript in the folder `scanner` is compiled. */
export const assemblyScript = {
  name: 'assembly-script',
  setup(target) {
    target.onResolve({ filter: /\.wasm$/ }, ({ path: file, resolveDir }) => ({
      path: path.resolve(resolveDir, file).replace(/\.wasm$/, ''),
      namespace: 'assembly-script',
    }));
    target.onLoad({ filter: /.*/, namespace: 'assembly-script' }, async ({ path: folder }) => {
      const sources = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
      if (!target.initialOptions.watch) compilations.set(folder, compilations.get(folder) ?? compile(folder));
      const contents = await (compilations.get(folder) ?? compile(folder));
      return { contents, loader: 'binary', watchFiles: sources.map((file) => path.join(folder, file)) };
    });
  },
};

async function compile(folder) {
  let bytes;
  const { error, stderr } = await asc.main(
    // Nothing is freed: memory is used again for the next text.
    [
      path.join(folder, 'index.ts'),
      '--outFile',
      'scanner.wasm',
      '-O3',
      '--runtime',
      'stub',
      '--noAssert',
      '--enable',
      'simd',
    ],
    { writeFile: (_, contents) => (bytes = contents) },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return bytes;
}
