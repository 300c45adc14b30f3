import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import type { LanguageModelTools } from './language-model-tools.js';
import { toolNames } from './tool-names.js';

/** Registers all tools at once, as VS Code asks of an extension that it activates for one; what stands behind them is loaded with the first call. */
export function registerTools(load: () => LanguageModelTools): Disposables {
  const registered = new Disposables();
  for (const name of toolNames) {
    registered.add(
      vscode.lm.registerTool<object>(name, {
        prepareInvocation: ({ input }) => load().prepare(name, input),
        invoke: ({ input }, token) => load().invoke(name, input, token),
      }),
    );
  }
  return registered;
}
