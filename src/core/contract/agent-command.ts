/**
 * A command that starts or restarts one agent, as contract or configuration say it: program and arguments, in which `{path}` and `{class}`
 * stand for the agent's file, relative to the workspace, and its class.
 */
export function agentCommand(
  [program, ...rest]: readonly [string, ...(readonly string[])],
  agent: { readonly path: string; readonly class: string },
): readonly [string, ...string[]] {
  const filled = (part: string): string => part.replaceAll('{path}', agent.path).replaceAll('{class}', agent.class);
  return [filled(program), ...rest.map(filled)];
}
