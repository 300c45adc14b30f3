import type { Factor } from '../agent-evidence.js';
import { databaseDependencies } from './database-dependencies.js';
import { fileSize } from './file-size.js';
import { gpuOperations } from './gpu-operations.js';
import { systemCriticality } from './system-criticality.js';
import { threading } from './threading.js';

/** The rows of the risk matrix, in the order in which they are shown. */
export const factors: readonly Factor[] = [fileSize, gpuOperations, threading, databaseDependencies, systemCriticality];
