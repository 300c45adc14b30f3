import { isDeepStrictEqual } from 'node:util';
import type { AgentTool } from '../../../src/app/tools/agent-tool.js';
import type { Finding } from '../finding.js';
import type { Manifest } from './manifest.js';

const prefix = 'agent-migrator_';

/** What package.json says of the tools for language models is what the engine's tools say of themselves. */
export function checkTools(
  manifest: Manifest,
  tools: readonly AgentTool[],
  registered: readonly string[],
): readonly Finding[] {
  const declared = manifest.contributes.languageModelTools;
  const known = tools.map(({ name }) => `${prefix}${name}`);
  return [
    ...difference(
      declared.map(({ name }) => name),
      known,
      'is a tool that the engine does not have',
    ),
    ...difference(known, registered, 'is registered by nothing; name it in src/vscode/tools/tool-names.ts'),
    ...difference(registered, known, 'is registered and no tool of the engine'),
    ...tools.flatMap((tool) => {
      const name = `${prefix}${tool.name}`;
      const one = declared.find((other) => other.name === name);
      if (one === undefined) return [{ where: name, message: 'is not declared in package.json' }];
      return [
        ...same(name, 'displayName', one.displayName, tool.title),
        ...same(name, 'modelDescription', one.modelDescription, tool.description),
        ...same(name, 'inputSchema', one.inputSchema, tool.inputSchema),
      ];
    }),
  ];
}

function difference(names: readonly string[], others: readonly string[], message: string): readonly Finding[] {
  return names.filter((name) => !others.includes(name)).map((where) => ({ where, message }));
}

function same(where: string, field: string, declared: unknown, own: unknown): readonly Finding[] {
  if (isDeepStrictEqual(declared, own)) return [];
  return [{ where, message: `declares another ${field} than the tool has: ${JSON.stringify(own)}` }];
}
