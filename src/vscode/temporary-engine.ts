import type { FilePlanner } from '../app/ports/file-planner.js';

export const noPlanner: FilePlanner = () => {
  throw new Error('No planner yet.');
};
