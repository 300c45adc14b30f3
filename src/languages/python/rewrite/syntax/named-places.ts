import { kindOf } from './node-table.js';
import type { SyntaxNode, SyntaxTree } from './syntax-node.js';

/** Nodes of a tree by a name that each of them has: two lists of numbers, and no node before it is asked for. */
export class NamedPlaces {
  /** Where the places of each name begin in the list of all. */
  private readonly firsts: Int32Array;
  private readonly places: Int32Array;

  /** `names` are the numbers of the nodes' names; a node with 0 is left out. */
  constructor(
    private readonly tree: SyntaxTree,
    places: Int32Array,
    names: Int32Array,
  ) {
    const firsts = new Int32Array(tree.table.names.size + 1);
    for (let index = 0; index < names.length; index++) {
      const name = names[index] ?? 0;
      firsts[name + 1] = (firsts[name + 1] ?? 0) + 1;
    }
    for (let name = 1; name < firsts.length; name++) firsts[name] = (firsts[name] ?? 0) + (firsts[name - 1] ?? 0);
    const next = firsts.slice();
    this.places = new Int32Array(places.length);
    for (let index = 0; index < places.length; index++) {
      const name = names[index] ?? 0;
      this.places[next[name] ?? 0] = places[index] ?? 0;
      next[name] = (next[name] ?? 0) + 1;
    }
    this.firsts = firsts;
  }

  /** In source order. */
  named(name: string): readonly SyntaxNode[] {
    const { tree, firsts } = this;
    const number = tree.table.names.find(name);
    // Names that came with another text have higher numbers than all that stand here.
    if (number === 0 || number + 1 >= firsts.length) return [];
    return tree.nodesAt(this.places.subarray(firsts[number], firsts[number + 1]));
  }

  *names(): Generator<string> {
    const { firsts } = this;
    for (let number = 1; number + 1 < firsts.length; number++)
      if (firsts[number] !== firsts[number + 1]) yield this.tree.table.names.wordOf(number);
  }
}

/** Every `object.name` by its name. */
export function attributesOf(tree: SyntaxTree): NamedPlaces {
  const { table } = tree;
  const places = tree.placesOf('attribute');
  const names = new Int32Array(places.length);
  for (let index = 0; index < places.length; index++) names[index] = table.name(table.part(places[index] ?? 0, 1));
  return new NamedPlaces(tree, places, names);
}

const attribute = kindOf('attribute');

/** Every call of a plain name or of anything with that attribute name. */
export function callsOf(tree: SyntaxTree): NamedPlaces {
  const { table } = tree;
  const places = tree.placesOf('call');
  const names = new Int32Array(places.length);
  for (let index = 0; index < places.length; index++) {
    const callee = table.part(places[index] ?? 0, 0);
    names[index] = table.name(table.kind(callee) === attribute ? table.part(callee, 1) : callee);
  }
  return new NamedPlaces(tree, places, names);
}

/** Every place of each name, whatever it does there. */
export function identifiersOf(tree: SyntaxTree): NamedPlaces {
  const { table } = tree;
  const places = tree.placesOf('identifier');
  const names = new Int32Array(places.length);
  for (let index = 0; index < places.length; index++) names[index] = table.name(places[index] ?? 0);
  return new NamedPlaces(tree, places, names);
}
