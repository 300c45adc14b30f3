// Whether the base or the agent does something: as the calls stand on the stack, awaited ones included.
import { world } from './world.mjs';

const FRAMES = 30;
const prefix = 'file://';

/**
 * The base acts when, above the nearest code of the agent, its constructor or a method of its own life runs, such as `run` or `cleanup`;
 * what the agent asks one of the base's services for, the agent does.
 */
export function whoActs() {
  if (world.basePath === null) return 'agent';
  let reachedBase = false;
  for (const frame of stack()) {
    const file = frame.getFileName() ?? '';
    const path = file.startsWith(prefix) ? decodeURIComponent(file.slice(prefix.length)) : file;
    if (path === world.basePath) {
      if (isLife(frame)) return 'base';
      reachedBase = true;
    } else if (path in world.sources) return 'agent';
  }
  return reachedBase ? 'base' : 'agent';
}

function isLife(frame) {
  const name = frame.getFunctionName() ?? '';
  return (
    frame.isConstructor() || name === '<instance_members_initializer>' || world.baseLife.has(name.replace(/^.*\./, ''))
  );
}

function stack() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, frames) => frames;
  Error.stackTraceLimit = FRAMES;
  try {
    return new Error('stack').stack ?? [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
