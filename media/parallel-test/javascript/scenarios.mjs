// Runs the scenario of a request, and says why where it cannot be run to its end.
import { Life } from './life.mjs';
import { Methods } from './methods.mjs';
import { Program } from './program.mjs';
import { Stuck } from './turns.mjs';

const kinds = { program: Program, methods: Methods, life: Life };

export function recordingOf(request, modules) {
  const scenario = new kinds[request.run.scenario](request, modules);
  try {
    return scenario.run();
  } catch (error) {
    if (!(error instanceof Stuck)) throw error;
    scenario.problem = error.message;
    return { ...scenario.trace(), resources: [], threads: [], failures: [], isLimit: true };
  }
}
