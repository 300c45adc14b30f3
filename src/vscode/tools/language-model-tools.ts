import * as vscode from 'vscode';
import type { AgentTool } from '../../app/tools/agent-tool.js';
import { agentTools } from '../../app/tools/agent-tools.js';
import { callTool } from '../../app/tools/call-tool.js';
import { EditorToolHost, type EditorToolParts } from './editor-tool-host.js';
import type { ToolName } from './tool-names.js';

export interface LanguageModelTools {
  /** What the chat shows before and while a tool runs; a change asks for confirmation. */
  prepare(name: ToolName, input: object): vscode.PreparedToolInvocation;
  invoke(name: ToolName, input: object, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult>;
}

/** The engine's tools for language models in the editor; a file of its own, which is read with the first call. */
export function createLanguageModelTools(parts: EditorToolParts): LanguageModelTools {
  return {
    prepare: (name, input) => {
      const { title, effect } = toolNamed(name);
      const subject = subjectOf(input);
      const invocationMessage = subject === undefined ? title : `${title}: ${subject}`;
      if (effect !== 'changes') return { invocationMessage };
      const message =
        'You are asked once more with the plan before the file is changed. It is saved first and can be rolled back.';
      return { invocationMessage, confirmationMessages: { title: `${invocationMessage}?`, message } };
    },
    invoke: async (name, input, token) => {
      const controller = new AbortController();
      const listener = token.onCancellationRequested(() => controller.abort());
      try {
        const operation = { signal: controller.signal };
        const { document } = await callTool(toolNamed(name), input, new EditorToolHost(parts), operation);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(document))]);
      } finally {
        listener.dispose();
      }
    },
  };
}

function toolNamed(name: ToolName): AgentTool {
  const tool = agentTools.find((one) => `agent-migrator_${one.name}` === name);
  if (tool === undefined) throw new Error(`There is no tool ${name}.`);
  return tool;
}

/** What a tool is to work on, as the model wrote it. */
function subjectOf(input: object): string | undefined {
  const written: unknown = 'path' in input ? input.path : 'target' in input ? input.target : undefined;
  return typeof written === 'string' ? written : undefined;
}
