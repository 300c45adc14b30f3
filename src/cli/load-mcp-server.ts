import { createRequire } from 'node:module';
import path from 'node:path';
import type * as server from './mcp/serve.js';

/** The server and the SDK in it stand in a file of their own: only whoever serves pays for reading it. */
export function loadMcpServer(): typeof server {
  const script = path.join(__dirname, 'mcp.js');
  return createRequire(script)(script) as typeof server;
}
