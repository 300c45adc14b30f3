/** The names by which VS Code knows the tools; package.json declares the same ones, and a check holds them to the engine's tools. */
export const toolNames = [
  'agent-migrator_assess',
  'agent-migrator_explain',
  'agent-migrator_plan',
  'agent-migrator_validate',
  'agent-migrator_history',
  'agent-migrator_migrate',
] as const;

export type ToolName = (typeof toolNames)[number];
