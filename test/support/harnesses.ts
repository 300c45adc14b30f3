import path from 'node:path';

/** Both harnesses of the parallel test, that of TypeScript as it is built. */
export const harnesses = {
  python: path.resolve('media/parallel-test/run.py'),
  typescript: path.resolve('dist/parallel-test.js'),
};
