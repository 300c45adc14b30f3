import type { AgentProbe } from '../../core/telemetry/agent-probe.js';
import { portOf } from './port-option.js';
import { UsageError } from './usage-error.js';

/** How an agent is asked; shared by the commands that measure agents. */
export const probeOptions = {
  health: { type: 'string', value: 'URL', summary: 'Ask the agent at this address of this machine' },
  port: { type: 'string', value: 'PORT', summary: 'Ask the agent by a line of JSON on this port of this machine' },
  request: { type: 'string', value: 'JSON', summary: 'The line for --port (default {"action":"health_check"})' },
  command: { type: 'string', value: 'PROGRAM', summary: 'Ask the agent by a program; needs --allow-exec' },
  'allow-exec': { type: 'boolean', summary: 'Consent to run the program of --command' },
} as const;

export interface ProbeValues {
  readonly health?: string;
  readonly port?: string;
  readonly request?: string;
  readonly command?: string;
  readonly 'allow-exec'?: boolean;
}

/** The one probe that was given, if any; throws `UsageError` for several and for one that cannot be used. */
export function probeOf(values: ProbeValues): AgentProbe | undefined {
  const given = [values.health, values.port, values.command].filter((one) => one !== undefined);
  if (given.length > 1)
    throw new UsageError('Give one of --health, --port and --command: an agent is asked in one way.');
  if (values.health !== undefined) return { kind: 'http', url: urlOf(values.health) };
  if (values.port !== undefined) {
    return { kind: 'tcp', port: portOf(values.port), request: jsonOf(values.request ?? '{"action":"health_check"}') };
  }
  if (values.command === undefined) return undefined;
  if (values['allow-exec'] !== true) throw new UsageError('--command runs a program; consent to it with --allow-exec.');
  return { kind: 'command', command: [values.command] };
}

function urlOf(written: string): string {
  if (URL.canParse(written) && /^https?:/i.test(written)) return written;
  throw new UsageError(`--health takes an http address, not "${written}".`);
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new UsageError(`--request takes JSON, not "${written}".`);
  }
}
