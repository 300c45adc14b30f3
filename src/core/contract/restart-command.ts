/**
 * The command that restarts one agent, as the contract says it: program and arguments, in which `{path}` and `{class}` stand for the
 * agent's file, relative to the workspace, and its class.
 */
export function restartCommand(
  restart: readonly [string, ...(readonly string[])],
  agent: { readonly path: string; readonly class: string },
): readonly [string, ...(readonly string[])] {
  const [program, ...rest] = restart;
  const filled = (part: string): string => part.replaceAll('{path}', agent.path).replaceAll('{class}', agent.class);
  return [filled(program), ...rest.map(filled)];
}
