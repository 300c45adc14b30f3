import { dispatch, type MessageOf } from '../protocol/messages.js';
import type { FolderGraph, GraphPlace, HostToWaves, WavesPanelState, WavesToHost } from '../protocol/waves-panel.js';
import { announce } from './announcer.js';
import { byId } from './page.js';
import { renderDetails } from './waves/details.js';
import { WaveGraphView } from './waves/wave-graph-view.js';
import { counted } from './waves/words.js';

const vscode = acquireVsCodeApi();
const folders = byId('folders');
let shown: readonly FolderGraph[] = [];
let folder = '';
let failed = -1;

const view = new WaveGraphView(byId('graph'), {
  chosen: describe,
  opened: ({ path, line }) => post({ type: 'open', value: { folder, path, line } }),
});

function post(message: MessageOf<WavesToHost>): void {
  vscode.postMessage(message);
}

function show(state: WavesPanelState): void {
  shown = state.folders;
  byId('none').hidden = shown.length > 0;
  offerFolders();
  showFolder(shown.find((one) => one.folder === folder) ?? shown[0]);
}

function showFolder(graph: FolderGraph | undefined): void {
  folder = graph?.folder ?? '';
  const empty = { folder, adopted: 0, columns: [], edges: [] };
  view.show(graph ?? empty);
  byId('status').textContent = graph === undefined ? '' : summary(graph);
  describe(view.chosen);
  announceFailures(graph ?? empty);
}

function summary({ adopted, columns, edges }: FolderGraph): string {
  const agents = columns.flatMap(({ nodes }) => nodes.flatMap((node) => node.agents));
  const waves = counted(columns.filter(({ wave }) => wave !== null).length, 'wave');
  return `${adopted} of ${counted(agents.length, 'agent')} migrated, ${waves}, ${counted(edges.length, 'dependency', 'dependencies')}`;
}

/** Speaks when an agent has failed, not at every step of a run. */
function announceFailures({ columns }: FolderGraph): void {
  const agents = columns.flatMap(({ nodes }) => nodes.flatMap((node) => node.agents));
  const names = agents.filter(({ progress }) => progress === 'failed').map(({ name }) => name);
  if (failed >= 0 && names.length > failed) announce(`Failed: ${names.join(', ')}`);
  failed = names.length;
}

function describe(place: GraphPlace | undefined): void {
  const graph = shown.find((one) => one.folder === folder);
  const details = byId('details');
  // Who goes through the lists while a run goes on stays where they are.
  const focused = [...details.querySelectorAll('button')].findIndex((one) => one === document.activeElement);
  details.replaceChildren();
  if (graph === undefined || place === undefined) return;
  details.append(
    ...renderDetails(graph, place, {
      goTo: (to) => view.focus(to),
      open: (path, line) => post({ type: 'open', value: { folder, path, line } }),
      move: (path, name) => post({ type: 'move', value: { folder, path, class: name } }),
      preview: (wave) => post({ type: 'preview', value: { folder, wave } }),
    }),
  );
  if (focused >= 0) details.querySelectorAll('button')[focused]?.focus();
}

/** A choice only where there are several folders. */
function offerFolders(): void {
  folders.hidden = shown.length < 2;
  const select = folders.querySelector('select');
  const names = shown.map((one) => one.folder);
  if (select === null || [...select.options].map(({ value }) => value).join('\n') === names.join('\n')) return;
  select.replaceChildren(...names.map((name) => new Option(name, name)));
  select.value = folder;
  select.onchange = () => showFolder(shown.find((one) => one.folder === select.value));
}

window.addEventListener('message', (event) => dispatch<HostToWaves>(event.data, { state: show }));
post({ type: 'ready', value: null });
