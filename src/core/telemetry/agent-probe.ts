/** How an agent is asked whether it works. A command runs code of the workspace and needs trust and consent. */
export type AgentProbe =
  | { readonly kind: 'http'; readonly url: string }
  /** One line of JSON to a port of this machine; any line of JSON back is an answer. */
  | { readonly kind: 'tcp'; readonly port: number; readonly request: unknown }
  | { readonly kind: 'command'; readonly command: readonly string[] };
