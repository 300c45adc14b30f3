import type { FolderGraph, GraphEdge, GraphPlace } from '../../protocol/waves-panel.js';
import { element } from '../page.js';
import { isSamePlace } from './geometry.js';
import { agentWords, columnTitle, nodeName, reasonWords } from './words.js';

/** Beyond that a list is no help; the lines of the graph still show all. */
const mostListed = 100;

export interface DetailActions {
  readonly goTo: (place: GraphPlace) => void;
  readonly open: (path: string, line: number) => void;
  readonly move: (path: string, name: string | null) => void;
  readonly preview: (wave: number) => void;
}

/** What is known of the chosen node in words: how far its agents are, whom they need and who needs them, and why. */
export function renderDetails(graph: FolderGraph, place: GraphPlace, actions: DetailActions): readonly HTMLElement[] {
  const column = graph.columns[place[0]];
  const node = column?.nodes[place[1]];
  if (column === undefined || node === undefined) return [];
  const needs = graph.edges.filter(({ from }) => isSamePlace(from, place));
  const neededBy = graph.edges.filter(({ to }) => isSamePlace(to, place));
  const head = element('div', 'summary');
  head.append(element('h2', '', nodeName(node)));
  for (const agent of node.agents) {
    const name = node.agents.length > 1 ? agent.name : '';
    const words = [name, columnTitle(column), agentWords(agent)];
    head.append(element('p', '', words.filter(Boolean).join(' · ')));
  }
  const buttons = element('p', 'actions');
  for (const { name, path, line } of node.agents) {
    const which = node.agents.length > 1 ? ` ${name}` : '';
    buttons.append(button(`Open${which}`, () => actions.open(path, line)));
  }
  const { wave } = column;
  const [first] = node.agents;
  if (wave !== null && first !== undefined) {
    buttons.append(button('Move to another wave…', () => actions.move(first.path, first.class)));
    buttons.append(button(`Preview wave ${wave.number}…`, () => actions.preview(wave.number)));
  }
  head.append(buttons);
  return [
    head,
    edgeList(graph, 'Needs', needs, { end: ({ to }) => to, actions }),
    edgeList(graph, 'Needed by', neededBy, { end: ({ from }) => from, actions }),
  ];
}

interface EdgeListParts {
  readonly end: (edge: GraphEdge) => GraphPlace;
  readonly actions: DetailActions;
}

function edgeList(graph: FolderGraph, title: string, edges: readonly GraphEdge[], parts: EdgeListParts): HTMLElement {
  const list = element('ul');
  list.append(
    ...edges.slice(0, mostListed).map((edge) => {
      const item = element('li');
      const [column, row] = parts.end(edge);
      const node = graph.columns[column]?.nodes[row];
      item.append(
        button(node === undefined ? '' : nodeName(node), () => parts.actions.goTo([column, row])),
        ` by ${reasonWords[edge.how]}, `,
        button(`${edge.path}:${edge.line}`, () => parts.actions.open(edge.path, edge.line)),
      );
      return item;
    }),
  );
  if (edges.length > mostListed) list.append(element('li', '', `and ${edges.length - mostListed} more`));
  const section = element('section');
  section.append(element('h3', '', `${title} (${edges.length})`), edges.length > 0 ? list : element('p', '', 'nobody'));
  return section;
}

function button(text: string, pressed: () => void): HTMLButtonElement {
  const made = element('button', '', text);
  made.addEventListener('click', pressed);
  return made;
}
