import type { FolderGraph, GraphAgent, GraphEdge, GraphPlace } from '../../protocol/waves-panel.js';
import { element } from '../page.js';
import { ColumnView } from './column-view.js';
import { EdgeLines } from './edge-lines.js';
import {
  columnsBetween,
  geometryOf,
  isSamePlace,
  placeByKey,
  rowsBetween,
  type Area,
  type Geometry,
} from './geometry.js';
import { placeWords } from './words.js';

export interface WaveGraphEvents {
  /** A node has the focus. */
  readonly chosen: (place: GraphPlace) => void;
  readonly opened: (agent: GraphAgent) => void;
}

const columnMargin = 40;
const rowMargin = 12;
/** Rows are drawn so far above and below of what is in view, in CSS pixels, so that scrolling meets no gap. */
const drawnBeyond = 160;

/**
 * Waves as columns, drawn only where they are in view: a fleet of thousands is a wide picture, and what it has behind it a high one. One
 * node of all is a stop of Tab; the arrow keys go from node to node and bring what is not drawn yet into view.
 */
export class WaveGraphView {
  private readonly canvas = element('div', 'canvas');
  private readonly lines = new EdgeLines();
  private readonly drawn = new Map<number, ColumnView>();
  private graph: FolderGraph = { folder: '', adopted: 0, columns: [], edges: [] };
  private geometry: Geometry = geometryOf(this.graph);
  /** Edges that begin or end in a column. */
  private edgesAt: readonly (readonly GraphEdge[])[] = [];
  private place: GraphPlace | undefined;
  private isDue = false;

  constructor(
    private readonly stage: HTMLElement,
    private readonly events: WaveGraphEvents,
  ) {
    this.canvas.append(this.lines.element);
    stage.append(this.canvas);
    stage.addEventListener('scroll', () => this.drawSoon(), { passive: true });
    new ResizeObserver(() => this.drawSoon()).observe(stage);
    this.canvas.addEventListener('keydown', (event) => this.moveByKey(event));
    this.canvas.addEventListener('click', (event) => {
      // By the keyboard, or for the second time: the first click chooses.
      if (event.detail !== 1) this.open(placeOf(event.target));
    });
    this.canvas.addEventListener('focusin', (event) => this.choose(placeOf(event.target)));
  }

  get chosen(): GraphPlace | undefined {
    return this.place;
  }

  /** Takes a new state. The agent that was chosen stays chosen, and has the focus if it had it, wherever it stands now. */
  show(graph: FolderGraph): void {
    const agent = this.agentAt(this.place);
    const hadFocus = this.canvas.contains(document.activeElement);
    this.graph = graph;
    this.geometry = geometryOf(graph);
    this.edgesAt = graph.columns.map(() => []);
    const edgesAt = graph.columns.map((): GraphEdge[] => []);
    for (const edge of graph.edges) for (const [column] of [edge.from, edge.to]) edgesAt[column]?.push(edge);
    this.edgesAt = edgesAt;
    this.canvas.style.width = `${this.geometry.width}px`;
    this.canvas.style.height = `${this.geometry.height}px`;
    for (const { element: column } of this.drawn.values()) column.remove();
    this.drawn.clear();
    this.place = this.placeOfAgent(agent) ?? (graph.columns.length > 0 ? [0, 0] : undefined);
    this.draw();
    if (hadFocus) this.focus(this.place);
  }

  /** Brings a node into view and gives it the focus. */
  focus(place: GraphPlace | undefined): void {
    const box = place && this.geometry.boxes[place[0]]?.[place[1]];
    if (place === undefined || box === undefined) return;
    const { stage } = this;
    const left = box.x - columnMargin;
    const right = box.x + box.width + columnMargin;
    // With the first of a column, its heading is seen.
    const top = place[1] === 0 ? 0 : box.y - rowMargin;
    const bottom = box.y + box.height + rowMargin;
    if (left < stage.scrollLeft) stage.scrollLeft = left;
    else if (right > stage.scrollLeft + stage.clientWidth) stage.scrollLeft = right - stage.clientWidth;
    // What is higher than the view is seen from its top.
    if (top < stage.scrollTop || bottom - top > stage.clientHeight) stage.scrollTop = top;
    else if (bottom > stage.scrollTop + stage.clientHeight) stage.scrollTop = bottom - stage.clientHeight;
    this.draw();
    this.drawn.get(place[0])?.buttons.get(place[1])?.focus({ preventScroll: true });
  }

  private drawSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.draw();
    });
  }

  private draw(): void {
    const area = this.areaToDraw();
    const [first, last] = columnsBetween(area.left, area.right, this.graph.columns.length);
    for (const [index, view] of this.drawn) {
      if (index >= first && index <= last) continue;
      view.show(0, -1);
      if (view.buttons.size > 0) continue;
      view.element.remove();
      this.drawn.delete(index);
    }
    for (let index = first; index <= last; index += 1) {
      const [top, bottom] = rowsBetween(area.top, area.bottom, this.geometry.boxes[index] ?? []);
      (this.drawn.get(index) ?? this.drawColumn(index))?.show(top, bottom);
    }
    const inView = new Set<GraphEdge>();
    for (let index = first; index <= last; index += 1) for (const edge of this.edgesAt[index] ?? []) inView.add(edge);
    this.lines.show(inView, this.geometry, area, this.place);
    this.markChosen();
  }

  private areaToDraw(): Area {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.stage;
    const bottom = scrollTop + clientHeight + drawnBeyond;
    return { left: scrollLeft, right: scrollLeft + clientWidth, top: scrollTop - drawnBeyond, bottom };
  }

  private drawColumn(index: number): ColumnView | undefined {
    const column = this.graph.columns[index];
    if (column === undefined) return undefined;
    const rest = (row: number): string => {
      const edges = this.edgesAt[index] ?? [];
      const needs = edges.filter(({ from }) => isSamePlace(from, [index, row])).length;
      const neededBy = edges.filter(({ to }) => isSamePlace(to, [index, row])).length;
      return placeWords(column, row, needs, neededBy);
    };
    const view = new ColumnView({ column, index, boxes: this.geometry.boxes[index] ?? [], rest });
    this.drawn.set(index, view);
    const next = [...this.drawn.keys()].filter((one) => one > index).sort((a, b) => a - b)[0];
    this.canvas.insertBefore(view.element, (next === undefined ? undefined : this.drawn.get(next)?.element) ?? null);
    return view;
  }

  private choose(place: GraphPlace | undefined): void {
    if (place === undefined || isSamePlace(place, this.place)) return;
    this.place = place;
    this.draw();
    this.events.chosen(place);
  }

  private markChosen(): void {
    const { place } = this;
    for (const [column, { buttons }] of this.drawn) {
      for (const [row, button] of buttons) {
        const isChosen = isSamePlace([column, row], place);
        button.classList.toggle('chosen', isChosen);
        button.tabIndex = isChosen ? 0 : -1;
      }
    }
    // Tab comes to what is in view where the chosen one is not.
    if (place !== undefined && this.drawn.get(place[0])?.buttons.has(place[1]) === true) return;
    const first = this.canvas.querySelector<HTMLElement>('button.node');
    if (first !== null) first.tabIndex = 0;
  }

  private moveByKey(event: KeyboardEvent): void {
    const place = placeOf(event.target);
    const to = place && placeByKey(event.key, place, this.geometry);
    if (to === undefined) return;
    event.preventDefault();
    this.focus(to);
  }

  private open(place: GraphPlace | undefined): void {
    const agent = this.agentAt(place);
    if (agent !== undefined) this.events.opened(agent);
  }

  private agentAt(place: GraphPlace | undefined): GraphAgent | undefined {
    return place && this.graph.columns[place[0]]?.nodes[place[1]]?.agents[0];
  }

  private placeOfAgent(agent: GraphAgent | undefined): GraphPlace | undefined {
    if (agent === undefined) return undefined;
    for (const [column, { nodes }] of this.graph.columns.entries()) {
      const row = nodes.findIndex(({ agents }) =>
        agents.some(({ path, class: name }) => path === agent.path && name === agent.class),
      );
      if (row >= 0) return [column, row];
    }
    return undefined;
  }
}

function placeOf(target: EventTarget | null): GraphPlace | undefined {
  const button = target instanceof Element ? target.closest<HTMLElement>('button.node') : null;
  const { column, row } = button?.dataset ?? {};
  return column === undefined || row === undefined ? undefined : [Number(column), Number(row)];
}
