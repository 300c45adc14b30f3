import { agentName } from '../../core/assess/agent-name.js';
import * as vscode from 'vscode';
import { checkIds, type CheckId } from '../../core/validation/check-result.js';
import type { RiskStore } from '../risk/risk-store.js';
import { checkTitles } from './check-titles.js';

/** The checks of the agents of one file, which are carried out together. */
export interface FileTests {
  readonly uri: vscode.Uri;
  readonly only: readonly CheckId[];
  readonly items: readonly vscode.TestItem[];
}

/** The tree of the Testing view: every agent that is known, and below it its five checks. */
export class AgentTests {
  private readonly places = new Map<string, { readonly uri: vscode.Uri; readonly check: CheckId }>();
  private readonly classes = new Map<string, string>();

  constructor(
    private readonly controller: vscode.TestController,
    private readonly store: RiskStore,
  ) {}

  /** Follows the agents that are known now; those that stay keep their results. */
  update(): void {
    const agents = this.store.all().map(({ uri, assessment }) => {
      const id = `${uri.toString()}#${assessment.class ?? ''}`;
      const item = this.controller.items.get(id) ?? this.agentItem(id, uri, agentName(assessment));
      if (assessment.class !== null) this.classes.set(id, assessment.class);
      const line = Math.max(0, assessment.line - 1);
      item.range = new vscode.Range(line, 0, line, 0);
      return item;
    });
    const ids = new Set(agents.map(({ id }) => id));
    const isSame = ids.size === this.controller.items.size && agents.every(({ id }) => this.controller.items.get(id));
    if (!isSame) this.controller.items.replace(agents);
  }

  ofFile(uri: vscode.Uri): readonly vscode.TestItem[] {
    const file = uri.toString();
    return [...this.controller.items].flatMap(([, item]) => (item.uri?.toString() === file ? [item] : []));
  }

  /** What is asked for, by file; everything where nothing is named. */
  asked({ include, exclude }: vscode.TestRunRequest): readonly FileTests[] {
    const top = include ?? [...this.controller.items].map(([, item]) => item);
    const items = new Set(top.flatMap(withChecks).filter((item) => !withParents(item).some(isIn(exclude))));
    const files = new Map<string, { uri: vscode.Uri; only: Set<CheckId>; items: vscode.TestItem[] }>();
    for (const item of items) {
      const place = this.places.get(item.id);
      if (place === undefined) continue;
      const file = files.get(place.uri.toString()) ?? { uri: place.uri, only: new Set<CheckId>(), items: [] };
      files.set(place.uri.toString(), file);
      file.only.add(place.check);
      file.items.push(item);
    }
    return [...files.values()].map((file) => ({ ...file, only: checkIds.filter((id) => file.only.has(id)) }));
  }

  checkOf(item: vscode.TestItem): CheckId | undefined {
    return this.places.get(item.id)?.check;
  }

  /** Of an agent's item or one of its checks. */
  classOf(item: unknown): string | undefined {
    if (typeof item !== 'object' || item === null || !('id' in item)) return undefined;
    const parent = 'parent' in item ? this.classOf(item.parent) : undefined;
    return parent ?? this.classes.get(String(item.id));
  }

  private agentItem(id: string, uri: vscode.Uri, name: string): vscode.TestItem {
    const item = this.controller.createTestItem(id, name, uri);
    item.children.replace(
      checkIds.map((check, index) => {
        const child = this.controller.createTestItem(`${id}/${check}`, checkTitles[check], uri);
        child.sortText = String(index);
        this.places.set(child.id, { uri, check });
        return child;
      }),
    );
    return item;
  }
}

function withChecks(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].map(([, child]) => child);
}

function withParents(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.parent === undefined ? [item] : [item, item.parent];
}

function isIn(items: readonly vscode.TestItem[] | undefined): (item: vscode.TestItem) => boolean {
  return (item) => items?.includes(item) ?? false;
}
