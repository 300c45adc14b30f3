/**
 * The strongly connected groups of a graph whose nodes are 0 … `successors.length` − 1: nodes that reach each other stand in one group. A group
 * comes after every group that it reaches. Tarjan's algorithm, without recursion: a chain of thousands of agents must not overflow the stack.
 */
export function stronglyConnected(successors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const search = new Search(successors);
  for (let node = 0; node < successors.length; node += 1) search.visit(node);
  return search.groups;
}

interface Step {
  readonly node: number;
  /** The successor that is looked at next. */
  next: number;
}

class Search {
  readonly groups: (readonly number[])[] = [];
  private readonly order = new Map<number, number>();
  private readonly low = new Map<number, number>();
  private readonly open: number[] = [];
  private readonly isOpen = new Set<number>();

  constructor(private readonly successors: readonly (readonly number[])[]) {}

  visit(start: number): void {
    if (this.order.has(start)) return;
    const path: Step[] = [this.enter(start)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const successor = this.successors[step.node]?.[step.next];
      step.next += 1;
      if (successor === undefined) {
        path.pop();
        this.leave(step.node, path.at(-1)?.node);
      } else if (!this.order.has(successor)) path.push(this.enter(successor));
      else if (this.isOpen.has(successor)) this.lower(step.node, this.order.get(successor) ?? 0);
    }
  }

  private enter(node: number): Step {
    const position = this.order.size;
    this.order.set(node, position);
    this.low.set(node, position);
    this.open.push(node);
    this.isOpen.add(node);
    return { node, next: 0 };
  }

  private leave(node: number, parent: number | undefined): void {
    const low = this.low.get(node) ?? 0;
    if (parent !== undefined) this.lower(parent, low);
    if (low !== this.order.get(node)) return;
    const group = this.open.splice(this.open.lastIndexOf(node));
    for (const member of group) this.isOpen.delete(member);
    this.groups.push(group.sort((a, b) => a - b));
  }

  private lower(node: number, to: number): void {
    if (to < (this.low.get(node) ?? 0)) this.low.set(node, to);
  }
}
