import type { Dependent } from '../assess/agent-evidence.js';
import type { DetectedAgent } from '../detect/detect.js';
import type { ImportFact, Signal } from '../facts/source-facts.js';
import type { Range } from '../text/span.js';
import type { StartedFile } from './manifest/started-files.js';
import type { NameResolver } from './name-resolution.js';
import { stemOf } from './paths.js';
import type { SourceFile } from './source-file.js';

/** An agent of the workspace by the place of its class; `class` is null for an agent without one. */
export interface AgentPlace {
  readonly path: string;
  readonly class: string | null;
}

/** One place that says that an agent needs another one. */
export interface AgentDependency {
  readonly from: AgentPlace;
  readonly to: AgentPlace;
  readonly how: Dependent['how'];
  readonly path: string;
  readonly range: Range;
}

/** Who depends on and who refers to one agent. */
export interface AgentReferences {
  readonly dependents: readonly Dependent[];
  readonly referringFiles: readonly string[];
}

export interface ReferenceSources {
  readonly files: Iterable<SourceFile>;
  readonly agentFiles: readonly { readonly file: SourceFile; readonly agents: readonly DetectedAgent[] }[];
  readonly started: readonly StartedFile[];
  readonly names: NameResolver;
}

interface Target {
  readonly path: string;
  readonly agent: DetectedAgent;
  /** By the depending agent's name, so that variants of one agent count once; the first place that was found stands for it. */
  readonly dependents: Map<string, Dependent>;
  readonly referring: Set<string>;
}

/** Which other files use an agent: gathered once for all agents of a workspace. */
export class AgentReferenceIndex {
  private readonly targets = new Map<string, Target>();
  private readonly byFile = new Map<string, readonly Target[]>();
  private readonly byClassName = new Map<string, Target[]>();
  private readonly byFileName = new Map<string, Target[]>();
  /** By every name under which agents are called: class, file, manifest entry; spelling apart. */
  private readonly byPlainName = new Map<string, Target[]>();
  private readonly dependencies: AgentDependency[] = [];
  private readonly plainNames = new Map<string, string>();

  constructor(private readonly sources: ReferenceSources) {
    for (const { file, agents } of sources.agentFiles) this.addAgents(file.path, agents);
    for (const { entry, path } of sources.started) this.addManifestName(entry.name, path);
  }

  /** Looks through the files in small steps; answers are complete when it has ended. */
  *gather(): Generator<void> {
    for (const file of this.sources.files) {
      this.addUses(file);
      yield;
    }
    for (const started of this.sources.started) this.addDependencies(started);
  }

  of(agent: DetectedAgent, path: string): AgentReferences {
    const target = this.targets.get(keyOf(path, agent));
    if (!target) return { dependents: [], referringFiles: [] };
    return {
      dependents: [...target.dependents.values()].sort(byPlace),
      referringFiles: [...target.referring].sort(),
    };
  }

  /** Every dependency between two agents, those between variants of one agent left out, in the order of the files. */
  all(): readonly AgentDependency[] {
    return this.dependencies;
  }

  private addAgents(path: string, agents: readonly DetectedAgent[]): void {
    const added = agents.map((agent): Target => ({ path, agent, dependents: new Map(), referring: new Set() }));
    this.byFile.set(path, added);
    for (const target of added) {
      const { agent } = target;
      this.targets.set(keyOf(path, agent), target);
      if (agent.class) push(this.byClassName, agent.class.name, target);
      push(this.byPlainName, this.plain(agent.name), target);
    }
    this.addName(stemOf(path), added);
    for (const target of added) push(this.byFileName, stemOf(path), target);
  }

  private addManifestName(name: string, path: string | undefined): void {
    if (path !== undefined) this.addName(name, this.byFile.get(path) ?? []);
  }

  /** A name that stands for a file means its agent; where a file has several, it means none of them in particular. */
  private addName(name: string, targets: readonly Target[]): void {
    const [target, another] = targets;
    if (!target || another || this.byPlainName.get(this.plain(name))?.includes(target)) return;
    push(this.byPlainName, this.plain(name), target);
  }

  private addUses(file: SourceFile): void {
    const { facts, path } = file;
    for (const name of facts.mentions) {
      for (const target of this.byClassName.get(name) ?? this.byFileName.get(name) ?? []) refer(target, path);
    }
    const user = primary(this.byFile.get(path), path);
    for (const one of facts.imports) this.addImport(file, one, user);
    if (user)
      for (const signal of facts.signals) if (signal.kind === 'agent-message') this.addMessage(signal, user, path);
  }

  private addImport(file: SourceFile, { symbol, local, range }: ImportFact, user: DetectedAgent | undefined): void {
    // Only names of agent classes are followed; an agent's class is hardly ever imported under a module's name.
    if (symbol === undefined || !this.byClassName.has(symbol)) return;
    const found = this.sources.names.resolve(file, local);
    if (found.kind !== 'class' || found.ref.file.path === file.path) return;
    const target = this.targets.get(`${found.ref.file.path}#${found.ref.class.name}`);
    if (!target) return;
    refer(target, file.path);
    if (user) this.depend(target, user, file.path, { path: file.path, range, how: 'imports' });
  }

  private addMessage({ detail, range }: Signal, sender: DetectedAgent, path: string): void {
    for (const target of this.byPlainName.get(this.plain(detail)) ?? []) {
      if (target.path === path) continue;
      refer(target, path);
      this.depend(target, sender, path, { path, range, how: 'calls' });
    }
  }

  /** The dependent is the agent that the entry starts; an entry whose script is not there starts none. */
  private addDependencies({ manifest, entry, path }: StartedFile): void {
    const user = path === undefined ? undefined : primary(this.byFile.get(path), path);
    if (!user || path === undefined) return;
    for (const { name, range } of entry.dependencies) {
      for (const target of this.byPlainName.get(this.plain(name)) ?? []) {
        if (target.path !== path) this.depend(target, user, path, { path: manifest, range, how: 'lists' });
      }
    }
  }

  private depend(target: Target, user: DetectedAgent, userPath: string, use: Omit<Dependent, 'agent'>): void {
    const isItself = this.plain(user.name) === this.plain(target.agent.name);
    if (isItself) return;
    this.dependencies.push({ from: placeOf(userPath, user), to: placeOf(target.path, target.agent), ...use });
    const name = this.plain(user.name);
    if (!target.dependents.has(name)) target.dependents.set(name, { agent: user.name, ...use });
  }

  /** A few hundred names are asked for many thousand times. */
  private plain(name: string): string {
    const known = this.plainNames.get(name);
    if (known !== undefined) return known;
    const made = plain(name);
    this.plainNames.set(name, made);
    return made;
  }
}

/** The agent that a file is about: the one it is named after, else one named Agent, else the first. */
function primary(targets: readonly Target[] | undefined, path: string): DetectedAgent | undefined {
  const [first, second] = targets ?? [];
  if (!targets || !second) return first?.agent;
  const stem = plain(stemOf(path));
  const named = targets.find(({ agent }) => plain(agent.name) === stem);
  return (named ?? targets.find(({ agent }) => agent.name.endsWith('Agent')) ?? first)?.agent;
}

function placeOf(path: string, { class: fact }: DetectedAgent): AgentPlace {
  return { path, class: fact?.name ?? null };
}

function refer(target: Target, path: string): void {
  if (target.path !== path) target.referring.add(path);
}

function keyOf(path: string, { class: fact }: DetectedAgent): string {
  return `${path}#${fact?.name ?? ''}`;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Names of agents are written in many ways: `ModelManagerAgent`, `model_manager_agent`, `model-manager-agent`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/gu, '');
}

function byPlace(a: Dependent, b: Dependent): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.range.line - b.range.line || a.range.column - b.range.column;
}
