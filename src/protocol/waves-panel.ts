import type { WaveGraph } from '../core/fleet/wave-graph.js';
import type { AgentPlace } from '../core/workspace/agent-references.js';

export type { GraphAgent, GraphColumn, GraphEdge, GraphNode, GraphPlace, WaveGraph } from '../core/fleet/wave-graph.js';

/** The graph of one workspace folder. */
export interface FolderGraph extends WaveGraph {
  readonly folder: string;
}

/** Sent whole whenever it changes; the page keeps nothing but which node is chosen. */
export interface WavesPanelState {
  /** One graph for each folder with agents in it. */
  readonly folders: readonly FolderGraph[];
}

/** An agent of one of the folders. */
export interface AgentInFolder extends AgentPlace {
  readonly folder: string;
}

export interface HostToWaves {
  readonly state: WavesPanelState;
}

export interface WavesToHost {
  /** The page listens: send everything. */
  readonly ready: null;
  readonly open: { readonly folder: string; readonly path: string; readonly line: number };
  /** Another wave is to be chosen for an agent. */
  readonly move: AgentInFolder;
  /** Everything that a wave would change is to be shown. */
  readonly preview: { readonly folder: string; readonly wave: number };
}
