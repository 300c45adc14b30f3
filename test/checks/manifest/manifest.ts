import { readFileSync } from 'node:fs';
import { withTexts, type TextFile } from './check-texts.js';

export interface ContributedCommand {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: unknown;
  readonly enablement?: string;
}

export interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

export interface SettingSchema {
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly scope?: string;
  readonly order?: number;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly deprecationMessage?: string;
}

export interface SettingGroup {
  readonly title: string;
  readonly properties: Readonly<Record<string, SettingSchema>>;
}

export interface ContributedView {
  readonly id: string;
  readonly name: string;
  readonly when?: string;
  readonly icon?: string;
}

export interface Welcome {
  readonly view: string;
  readonly contents: string;
  readonly when?: string;
}

export interface WalkthroughStep {
  readonly id: string;
  readonly description: string;
  readonly when?: string;
  readonly media?: Readonly<Record<string, unknown>>;
  readonly completionEvents?: readonly string[];
}

export interface Walkthrough {
  readonly id: string;
  readonly description: string;
  readonly when?: string;
  readonly steps: readonly WalkthroughStep[];
}

export interface ContributedTool {
  readonly name: string;
  readonly displayName: string;
  readonly modelDescription: string;
  readonly inputSchema: object;
  readonly when?: string;
}

export interface Contributions {
  readonly commands: readonly ContributedCommand[];
  readonly submenus: readonly { readonly id: string; readonly label: string }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
  readonly configuration: readonly SettingGroup[];
  readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon?: string }[]>>;
  readonly views: Readonly<Record<string, readonly ContributedView[]>>;
  readonly viewsWelcome: readonly Welcome[];
  readonly walkthroughs: readonly Walkthrough[];
  readonly languageModelTools: readonly ContributedTool[];
  readonly colors: readonly { readonly id: string; readonly description: string }[];
  readonly jsonValidation: readonly { readonly url: string }[];
}

/** The parts of package.json that VS Code reads. */
export interface Manifest {
  readonly icon?: string;
  readonly activationEvents: readonly string[];
  readonly contributes: Contributions;
}

const nothing: Contributions = {
  commands: [],
  submenus: [],
  menus: {},
  keybindings: [],
  configuration: [],
  viewsContainers: {},
  views: {},
  viewsWelcome: [],
  walkthroughs: [],
  languageModelTools: [],
  colors: [],
  jsonValidation: [],
};

type Written = Partial<Omit<Manifest, 'contributes'>> & { readonly contributes?: Partial<Contributions> };

/** Reads package.json in its own language; what it does not contribute is empty. */
export function readManifest(file = 'package.json', texts = readTexts()): Manifest {
  const written = withTexts(readJson(file), texts) as Written;
  return { activationEvents: [], ...written, contributes: { ...nothing, ...written.contributes } };
}

/** The texts of a language, by key. */
export function readTexts(file = 'package.nls.json'): TextFile['texts'] {
  return readJson(file) as TextFile['texts'];
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** All settings of all groups. */
export function settingsOf(manifest: Manifest): ReadonlyMap<string, SettingSchema> {
  return new Map(manifest.contributes.configuration.flatMap((group) => Object.entries(group.properties)));
}

/** All views of all containers. */
export function viewsOf(manifest: Manifest): readonly ContributedView[] {
  return Object.values(manifest.contributes.views).flat();
}
