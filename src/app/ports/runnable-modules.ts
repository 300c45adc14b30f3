import type { Runnable, RunnableRequest } from '../../core/validation/functionality/runnable-module.js';
import type { Operation } from '../operation.js';

/** Makes JavaScript of the workspace's TypeScript; nothing of the workspace is run for it, its own compiler included. */
export interface RunnableModules {
  make(request: RunnableRequest, operation: Operation): Promise<Runnable>;
}
