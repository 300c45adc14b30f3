import type { GraphColumn, GraphNode } from '../../protocol/waves-panel.js';
import { element } from '../page.js';
import { leftOf, type Box } from './geometry.js';
import { agentWords, columnLines, columnTitle, counted, progressSigns } from './words.js';

export interface ColumnParts {
  readonly column: GraphColumn;
  readonly index: number;
  readonly boxes: readonly Box[];
  /** What the picture shows of the node in a row by its place and its lines, in words. */
  readonly rest: (row: number) => string;
}

/** One wave, as it is drawn while it is in view, with those of its nodes that are. */
export class ColumnView {
  readonly element = element('section', 'column');
  private readonly drawn = new Map<number, HTMLButtonElement>();

  constructor(private readonly parts: ColumnParts) {
    const { column, index } = parts;
    this.element.style.left = `${leftOf(index)}px`;
    this.element.setAttribute('aria-label', columnTitle(column));
    this.element.append(head(column));
  }

  /** The nodes that are drawn, by row; in no order. */
  get buttons(): ReadonlyMap<number, HTMLButtonElement> {
    return this.drawn;
  }

  /** Draws these rows alone, and the one that has the focus, or it would fall to the page. */
  show(first: number, last: number): void {
    for (const [row, button] of this.drawn) {
      if ((row >= first && row <= last) || button === document.activeElement) continue;
      button.remove();
      this.drawn.delete(row);
    }
    // From below, so that each stands before the next one: who reads the page goes from top to bottom.
    let next = firstBelow(this.drawn, last);
    for (let row = last; row >= first; row -= 1) next = this.drawn.get(row) ?? this.draw(row, next);
  }

  private draw(row: number, next: HTMLButtonElement | null): HTMLButtonElement | null {
    const { column, index, boxes, rest } = this.parts;
    const node = column.nodes[row];
    if (node === undefined) return next;
    const button = nodeButton(node, boxes[row], rest(row));
    button.dataset['column'] = String(index);
    button.dataset['row'] = String(row);
    this.element.insertBefore(button, next);
    this.drawn.set(row, button);
    return button;
  }
}

/** The first that is drawn below a row, if any is. */
function firstBelow(drawn: ReadonlyMap<number, HTMLButtonElement>, row: number): HTMLButtonElement | null {
  const [below] = [...drawn.keys()].filter((one) => one > row).sort((a, b) => a - b);
  return below === undefined ? null : (drawn.get(below) ?? null);
}

function head(column: GraphColumn): HTMLElement {
  const head = element('header', column.wave?.isCanary === true ? 'canary' : '');
  head.append(element('h2', '', columnTitle(column)), ...columnLines(column).map((line) => element('p', '', line)));
  return head;
}

function nodeButton(node: GraphNode, box: Box | undefined, rest: string): HTMLButtonElement {
  const button = element('button', `node ${node.agents.length > 1 ? 'group' : ''}`);
  // One of all nodes is a stop of Tab; the arrow keys go on from there.
  button.tabIndex = -1;
  if (box !== undefined) {
    button.style.top = `${box.y}px`;
    button.style.height = `${box.height}px`;
  }
  if (node.agents.length > 1)
    button.append(element('span', 'unit', `${counted(node.agents.length, 'agent')} that need each other`));
  for (const [index, agent] of node.agents.entries()) {
    const line = element('span', `agent ${agent.progress}`);
    const sign = element('span', 'sign', progressSigns[agent.progress]);
    const risk = element('span', `risk ${agent.risk?.level ?? ''}`, String(agent.risk?.score ?? ''));
    for (const one of [sign, risk]) one.setAttribute('aria-hidden', 'true');
    const words = `, ${agentWords(agent)}. ${index === node.agents.length - 1 ? rest : ''}`;
    line.append(sign, element('span', 'name', agent.name), risk, element('span', 'visually-hidden', words));
    button.append(line);
  }
  return button;
}
