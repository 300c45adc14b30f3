import * as vscode from 'vscode';
import type { WatchedAgent } from '../../app/ports/agent-watch.js';
import { probeFor, type ObservationSettings } from '../settings/observation-settings.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

/** An agent whose file is in view, as telemetry measures it. */
export interface VisibleAgent extends WatchedAgent {
  readonly uri: vscode.Uri;
  readonly class: string | null;
}

/** The agents of one folder whose files can be seen in an editor now. */
export function visibleAgents(
  folders: WorkspaceFolders,
  store: Pick<RiskStore, 'agents'>,
  folder: vscode.WorkspaceFolder,
  probes: ObservationSettings['probes'],
): readonly VisibleAgent[] {
  const uris = new Map(vscode.window.visibleTextEditors.map(({ document: { uri } }) => [uri.toString(), uri]));
  return [...uris.values()].flatMap((uri) => {
    const file = folders.find(uri);
    if (file?.engine.folder !== folder) return [];
    return store.agents(uri).map(({ class: name }) => {
      const agent = `${file.path}:${name ?? ''}`;
      return { agent, path: file.path, uri, class: name, ...probeFor(probes, agent) };
    });
  });
}
