import type { GraphEdge, GraphPlace } from '../../protocol/waves-panel.js';
import { curve, isSamePlace, type Area, type Geometry } from './geometry.js';

/** How an edge stands to the node that is chosen. */
type Role = 'other' | 'needs' | 'needed-by';

const svgNamespace = 'http://www.w3.org/2000/svg';
const roles: readonly Role[] = ['other', 'needs', 'needed-by'];
const kinds: readonly GraphEdge['how'][] = ['imports', 'calls', 'lists'];

/** The lines between nodes: one path for each look, so that hundreds of lines are nine elements. */
export class EdgeLines {
  readonly element = document.createElementNS(svgNamespace, 'svg');
  private readonly paths = new Map<string, SVGPathElement>();

  constructor() {
    // What the lines say stands in the label of each node and in the panel below.
    this.element.setAttribute('aria-hidden', 'true');
    for (const role of roles) for (const kind of kinds) this.paths.set(`${role} ${kind}`, this.addPath(role, kind));
  }

  /** Draws those of the edges of which something lies in the area. */
  show(edges: Iterable<GraphEdge>, geometry: Geometry, area: Area, chosen: GraphPlace | undefined): void {
    const lines = new Map<string, string[]>();
    for (const edge of edges) {
      const needing = geometry.boxes[edge.from[0]]?.[edge.from[1]];
      const needed = geometry.boxes[edge.to[0]]?.[edge.to[1]];
      if (needing === undefined || needed === undefined) continue;
      const look = `${roleOf(edge, chosen)} ${edge.how}`;
      const line = curve(needed, needing, area);
      if (line === '') continue;
      const known = lines.get(look);
      if (known === undefined) lines.set(look, [line]);
      else known.push(line);
    }
    for (const [look, path] of this.paths) path.setAttribute('d', lines.get(look)?.join('') ?? '');
    this.element.classList.toggle('has-chosen', chosen !== undefined);
  }

  private addPath(role: Role, kind: string): SVGPathElement {
    const path = document.createElementNS(svgNamespace, 'path');
    path.setAttribute('class', `${role} ${kind}`);
    this.element.append(path);
    return path;
  }
}

function roleOf({ from, to }: GraphEdge, chosen: GraphPlace | undefined): Role {
  if (isSamePlace(from, chosen)) return 'needs';
  return isSamePlace(to, chosen) ? 'needed-by' : 'other';
}
