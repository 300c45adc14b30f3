import * as v from 'valibot';
import * as vscode from 'vscode';

/** What is asked of the Python extension; `environments` is its published API. */
const pythonExtension = v.object({
  environments: v.object({ getActiveEnvironmentPath: v.function(), resolveEnvironment: v.function() }),
});
const activePath = v.object({ path: v.string() });
const resolved = v.object({ executable: v.object({ uri: v.optional(v.object({ fsPath: v.string() })) }) });

/** The Python environment that is selected for a folder in the Python extension, as far as that is installed. */
export class SelectedInterpreter {
  private known: string | undefined;

  constructor(private readonly folder: vscode.Uri) {}

  /** Path of the executable when it was last looked for. */
  get executable(): string | undefined {
    return this.known;
  }

  /** Asks again. Never rejects: without an answer, nothing is selected. */
  async look(): Promise<void> {
    this.known = await this.ask().catch(() => undefined);
  }

  private async ask(): Promise<string | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    const api: unknown = await vscode.extensions.getExtension('ms-python.python')?.activate();
    if (!v.is(pythonExtension, api)) return undefined;
    const active = api.environments.getActiveEnvironmentPath(this.folder);
    if (!v.is(activePath, active)) return undefined;
    const environment: unknown = await api.environments.resolveEnvironment(active);
    return v.is(resolved, environment) ? environment.executable.uri?.fsPath : undefined;
  }
}
