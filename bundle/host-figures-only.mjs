/**
 * systeminformation without what it knows of printers, networks and the like: its index asks for every file, and all that is measured of
 * the host stands in two.
 */
export const hostFiguresOnly = {
  name: 'host-figures-only',
  setup(target) {
    target.onResolve({ filter: /^systeminformation$/ }, () => ({
      path: 'systeminformation',
      namespace: 'host-figures',
    }));
    target.onLoad({ filter: /.*/, namespace: 'host-figures' }, () => ({
      contents: `
        export { currentLoad } from 'systeminformation/lib/cpu.js';
        export { mem } from 'systeminformation/lib/memory.js';`,
      resolveDir: process.cwd(),
    }));
  },
};
