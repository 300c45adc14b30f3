/** Name of the project configuration at the root of the workspace. */
export const configFileName = 'agent-migrator.json';
