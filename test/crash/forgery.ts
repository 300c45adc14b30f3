import { tryMutations, weakSeals } from '../support/store/journal-mutations.js';
import { judged, type Outcome, type Part } from './part.js';

export const forgery: readonly Part[] = [
  {
    id: 'journals',
    promise: 'nothing is believed of a changed journal that was not written',
    run: (every: number): Promise<Outcome> => {
      const { mutations, wrong, longestMs } = tryMutations({
        mutations: Math.ceil(1_000_000 / every),
        seed: Date.now(),
      });
      const missed = Object.entries(weakSeals).filter(
        ([, seal]) => tryMutations({ mutations: 5000, seed: 1, seal }).wrong.length === 0,
      );
      const counted = `${mutations} changed journals, ${wrong.length} wrongly believed, the longest read in ${longestMs.toFixed(0)} ms`;
      return Promise.resolve(judged([counted], [...wrong, ...missed.map(([name]) => `${name} are not found out`)]));
    },
  },
];
