import { agentName } from '../../core/assess/agent-name.js';
import { counted } from '../../core/text/counted.js';
import * as vscode from 'vscode';
import { findEndpoints, type FoundEndpoints } from '../../app/fleet/find-endpoints.js';
import type { Operation } from '../../app/operation.js';
import type { FleetEndpoint } from '../../core/fleet/endpoints.js';
import { serviceRegistry } from '../../core/fleet/service-registry.js';
import { runCommand } from '../commands.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { withCancellableProgress } from '../progress.js';
import { lineStart } from '../text-range.js';
import { uriInFolder, type WorkspaceFolders } from '../workspace-folders.js';

export interface EndpointCommandParts {
  readonly folders: WorkspaceFolders;
  readonly dialogs: Dialogs;
}

interface FolderEndpoints extends FoundEndpoints {
  readonly engine: FolderEngine;
  /** Of its folder. */
  readonly title: string;
}

interface Choice extends vscode.QuickPickItem {
  readonly choose: () => PromiseLike<unknown>;
}

/** Lists the addresses that agents have written down, leads to each, and to the preview in which all of them are asked for by name. */
export class EndpointCommands {
  constructor(private readonly parts: EndpointCommandParts) {}

  async show(): Promise<void> {
    const found = await withCancellableProgress('Reading addresses', (operation) => this.findAll(operation));
    const endpoints = found.flatMap(({ engine, found: { endpoints: own } }) =>
      own.map((one) => placeItem(engine, one)),
    );
    const items = [...found.flatMap(rewriteItems), ...endpoints, ...found.map(registryItem)];
    const none = endpoints.length === 0 ? 'No agent has an address written down' : 'Where to?';
    const picked = await this.parts.dialogs.pick(items, { title: 'Hard-coded addresses', placeholder: none });
    await picked?.choose();
  }

  private async findAll(operation: Operation): Promise<readonly FolderEndpoints[]> {
    const all: FolderEndpoints[] = [];
    for (const engine of this.parts.folders.all()) {
      const { assessments, files, questions } = engine;
      if (assessments.all().length === 0) await assessments.refresh(operation);
      const question = { agents: assessments.report().agents, listening: assessments.listening() };
      const ports = { files, questions, planFile: engine.planOften() };
      all.push({
        engine,
        title: this.parts.folders.titleOf(engine),
        ...(await findEndpoints(ports, question, operation)),
      });
    }
    return all;
  }
}

function rewriteItems({ engine, title, agents, edits, found: { summary } }: FolderEndpoints): readonly Choice[] {
  if (summary.rewritable === 0) return [];
  const label = `$(replace-all) Ask for ${counted(summary.rewritable, 'address', 'addresses')} by name…`;
  const detail = 'Shows what would change; applying it is one run, which is rolled back as one';
  const seen = new Set<string>();
  const targets = agents.map(({ path, class: name }) => {
    // The edits of a file are told once, with the first of its agents.
    const own = seen.has(path) ? [] : [...(edits.get(path) ?? [])];
    seen.add(path);
    return { uri: uriInFolder(engine.folder, path), edits: own, ...(name === null ? {} : { class: name }) };
  });
  const choose = (): Promise<unknown> => runCommand('agentMigrator.previewMigration', targets[0], targets);
  return [{ label, description: title, detail, choose }];
}

function placeItem({ folder }: FolderEngine, endpoint: FleetEndpoint): Choice {
  const { path, line, address, pointsTo, reason } = endpoint;
  const options: vscode.TextDocumentShowOptions = { selection: lineStart(line) };
  return {
    label: `${agentName(endpoint)} → ${pointsTo ?? 'unknown'}`,
    description: `${address} · ${path}:${line}`,
    detail: reason === null ? 'Can be asked for by name' : `Stays: ${reason}`,
    choose: () => vscode.window.showTextDocument(uriInFolder(folder, path), options),
  };
}

function registryItem({ engine, title }: FolderEndpoints): Choice {
  const { assessments, readContract } = engine;
  const choose = async (): Promise<void> => {
    const { contract } = await readContract({}, { signal: new AbortController().signal });
    const content = `${JSON.stringify(serviceRegistry(contract, assessments.listening()), null, 2)}\n`;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content }));
  };
  return {
    label: '$(json) Registry of all agents',
    description: title,
    detail: 'Opens a document that says where every agent listens, by the start-up manifests',
    choose,
  };
}
