import { hash } from 'node:crypto';
import type { PlanWithBytes } from '../../core/rewrite/plan-request.js';
import { loadPythonParser } from '../../languages/python/parser.js';
import { planPython } from '../../languages/python/rewrite/plan-python.js';
import type { PlanSourceRequest } from './language-tasks.js';

/** Plans one Python file. */
export async function planSource({ wasmFolder, ...request }: PlanSourceRequest): Promise<PlanWithBytes> {
  const parser = await loadPythonParser(wasmFolder);
  return planPython(parser, request, (content) => hash('sha256', content));
}
