import type { RunnableModules } from '../../src/app/ports/runnable-modules.js';

/** For tests of Python alone. */
export const noModules: RunnableModules = {
  make: () => Promise.reject(new Error('Nothing in TypeScript is run here.')),
};
