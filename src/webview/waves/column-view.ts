import type { GraphColumn, GraphNode } from '../../protocol/waves-panel.js';
import { element } from '../page.js';
import { leftOf, type Box } from './geometry.js';
import { agentWords, columnLines, columnTitle, counted, progressSigns } from './words.js';

/** What a column has to ask about its nodes. */
export interface NodeWords {
  /** What the picture shows of the node in a row by its place and its lines, in words. */
  readonly rest: (row: number) => string;
}

/** One wave with its nodes, as it is drawn while it is in view. */
export class ColumnView {
  readonly element = element('section', 'column');
  readonly buttons: readonly HTMLButtonElement[];

  constructor(column: GraphColumn, index: number, boxes: readonly Box[], words: NodeWords) {
    this.element.style.left = `${leftOf(index)}px`;
    this.element.setAttribute('aria-label', columnTitle(column));
    this.element.append(head(column));
    this.buttons = column.nodes.map((node, row) => {
      const button = nodeButton(node, boxes[row]);
      button.dataset['column'] = String(index);
      button.dataset['row'] = String(row);
      button.append(element('span', 'visually-hidden', words.rest(row)));
      return button;
    });
    this.element.append(...this.buttons);
  }
}

function head(column: GraphColumn): HTMLElement {
  const head = element('header', column.wave?.isCanary === true ? 'canary' : '');
  head.append(element('h2', '', columnTitle(column)), ...columnLines(column).map((line) => element('p', '', line)));
  return head;
}

function nodeButton(node: GraphNode, box: Box | undefined): HTMLButtonElement {
  const button = element('button', `node ${node.agents.length > 1 ? 'group' : ''}`);
  // One of all nodes is a stop of Tab; the arrow keys go on from there.
  button.tabIndex = -1;
  if (box !== undefined) {
    button.style.top = `${box.y}px`;
    button.style.height = `${box.height}px`;
  }
  if (node.agents.length > 1)
    button.append(element('span', 'unit', `${counted(node.agents.length, 'agent')} that need each other`));
  for (const agent of node.agents) {
    const line = element('span', `agent ${agent.progress}`);
    const sign = element('span', 'sign', progressSigns[agent.progress]);
    const risk = element('span', `risk ${agent.risk?.level ?? ''}`, String(agent.risk?.score ?? ''));
    for (const one of [sign, risk]) one.setAttribute('aria-hidden', 'true');
    const words = element('span', 'visually-hidden', `, ${agentWords(agent)}. `);
    line.append(sign, element('span', 'name', agent.name), risk, words);
    button.append(line);
  }
  return button;
}
