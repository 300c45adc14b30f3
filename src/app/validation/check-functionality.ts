import type { CheckResult } from '../../core/validation/check-result.js';
import { isSkipped } from '../../core/validation/check-outcomes.js';
import { handedOverMethods } from '../../core/validation/functionality/handed-over-methods.js';
import { functionalityCheck } from '../../core/validation/functionality/functionality-check.js';
import type { Operation } from '../operation.js';
import { nodeCommandLine } from './node-command-line.js';
import type { Subject } from './subject.js';
import type { ValidationPorts } from './validation-ports.js';

/** Whether the agent still does what it did: both versions run side by side, which takes consent and something to compare with. */
export async function checkFunctionality(
  {
    execution,
    compileCheck,
    node,
    parallelTest,
  }: Pick<ValidationPorts, 'execution' | 'compileCheck' | 'node' | 'parallelTest'>,
  { path, classes, contract, now, original, isComplete }: Subject,
  operation: Operation,
): Promise<CheckResult> {
  const id = 'functionality';
  const isPython = now.file.facts.languageId === 'python';
  const permission = isPython ? execution() : execution(nodeCommandLine);
  if (!permission.allowed) return isSkipped(id, permission.reason);
  if (original === undefined)
    return isSkipped(id, 'What it was before its migration is not known: there is nothing to compare it with.');
  const interpreter = isPython ? await compileCheck.interpreter(operation) : node;
  if ('missing' in interpreter) return isSkipped(id, interpreter.missing);
  const versions = { legacy: original.bytes, migrated: now.bytes, isComplete };
  const handedOver = handedOverMethods(original.file.facts, now.file.facts, classes);
  const findModule = (specifier: string, importer: string): string | undefined =>
    now.index.modules.find(specifier, importer);
  const request = { path, ...versions, classes, handedOver, contract, interpreter, findModule };
  const handler = contract.requestHandler?.name;
  return functionalityCheck(await parallelTest.run(request, operation), {
    ...{ path, classes, facts: now.file.facts, interpreter: interpreter.name },
    ...(handler === undefined ? {} : { requestHandler: handler }),
  });
}
