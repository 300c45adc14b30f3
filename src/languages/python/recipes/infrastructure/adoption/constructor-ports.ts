// Which port keywords the base's constructor may be given while the agent still serves by itself.
//
// The base binds its ports in its constructor, before any of the agent's own statements has run. Passing the agent's port while the agent
// goes on binding it would be two binds of one port, so the keyword is withheld until the recipe that removes the agent's own socket passes
// it. Withholding alone is not enough: what the base binds instead must not be the agent's either.
// - Nothing for the port: the documented base takes the first free port of a range. An agent whose own port lies in that range, or just
//   behind it, where the ports derived from it fall, could find it taken when it comes to bind it. Only a person can tell whether that
//   may be, so the adoption is then for review.
// - A port without the health port: the base takes the ports next to it, which is where agents like to keep their own health socket.
// - A health port alone: its HTTP neighbour is taken, which may be the agent's main port.
// So every combination of keywords is judged by all ports that the base would bind with it, against all ports that the file binds; the
// first combination without a collision is used, the fuller ones first.
import type { BoundPort, Contract } from '../../../../../core/contract/contract.js';
import { isSamePort, type PortValue } from '../../../rewrite/values/port-values.js';

/** A port that somebody binds: what the source says it is, and the numbers it may be. */
export interface BindSite {
  readonly value: PortValue | undefined;
  readonly numbers: ReadonlySet<number>;
  /** 1-based. */
  readonly line: number;
  /** Nothing in the file is seen to bind it: what it is given to may. */
  readonly isHandedOn?: true;
}

/** A port as the base would bind it. */
type BaseBind =
  | { readonly kind: 'value'; readonly value: PortValue; readonly numbers: ReadonlySet<number> }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

export interface PortDecision {
  /** Keywords that are passed. */
  readonly passed: readonly string[];
  /** The first own bind that stands against passing everything. */
  readonly inTheWay: BindSite | undefined;
  /** An own bind that the base may take even when nothing is passed. */
  readonly risk: BindSite | undefined;
}

/** `offered` are the values that could be passed, by keyword; `own` are the binds that the file keeps. */
export function decidePorts(
  contract: Contract,
  offered: ReadonlyMap<string, Omit<BindSite, 'line'>>,
  own: readonly BindSite[],
): PortDecision {
  const keywords = contract.ports.flatMap(({ keyword }) =>
    keyword !== undefined && offered.has(keyword) ? [keyword] : [],
  );
  const combinations = subsets(keywords);
  const collision = (passed: readonly string[], sites = own): BindSite | undefined => {
    const binds = baseBinds(contract.ports, offered, new Set(passed));
    return sites.find((site) => binds.some((bind) => mayBeSame(site, bind)));
  };
  const inTheWay = combinations[0] && collision(combinations[0]);
  const passed = combinations.find((one) => !collision(one));
  if (passed) return { passed, inTheWay, risk: undefined };
  const risk = collision(
    [],
    own.filter(({ isHandedOn }) => isHandedOn !== true),
  );
  return { passed: [], inTheWay, risk };
}

/** All combinations, fuller ones first; among equals those with the earlier keywords. */
function subsets(keywords: readonly string[]): readonly (readonly string[])[] {
  let all: string[][] = [[]];
  for (const keyword of keywords) all = [...all.map((one) => [...one, keyword]), ...all];
  return all.sort((a, b) => b.length - a.length);
}

/** The ports that a base binds which is given those, and no others; the ones of a range are any. */
export function portsBoundWith(
  { ports }: Contract,
  given: ReadonlyMap<string, Omit<BindSite, 'line'>>,
  line: number,
): readonly BindSite[] {
  const binds = baseBinds(ports, given, new Set(given.keys()));
  return binds.flatMap((bind) => (bind.kind === 'value' ? [{ value: bind.value, numbers: bind.numbers, line }] : []));
}

function baseBinds(
  ports: readonly BoundPort[],
  offered: ReadonlyMap<string, Omit<BindSite, 'line'>>,
  passed: ReadonlySet<string>,
): readonly BaseBind[] {
  const byAttribute = new Map<string, BaseBind>();
  for (const port of ports) {
    const given = port.keyword !== undefined && passed.has(port.keyword) ? offered.get(port.keyword) : undefined;
    const bind = given?.value
      ? ({ kind: 'value', value: given.value, numbers: given.numbers } as const)
      : withheld(port, byAttribute);
    if (bind) byAttribute.set(port.attribute, bind);
  }
  return [...byAttribute.values()];
}

function withheld({ whenWithheld }: BoundPort, others: ReadonlyMap<string, BaseBind>): BaseBind | undefined {
  switch (whenWithheld.kind) {
    case 'first-free':
      return { kind: 'range', from: whenWithheld.from, to: whenWithheld.from + whenWithheld.span - 1 };
    case 'fixed':
      return { kind: 'range', from: whenWithheld.port, to: whenWithheld.port };
    case 'offset': {
      const other = others.get(whenWithheld.of);
      return other && shifted(other, whenWithheld.by);
    }
    case 'not-bound':
    case 'unknown':
      return undefined;
  }
}

function shifted(bind: BaseBind, by: number): BaseBind {
  if (bind.kind === 'range') return { ...bind, from: bind.from + by, to: bind.to + by };
  const { root, offset } = bind.value;
  return {
    kind: 'value',
    value: { root, offset: offset + by },
    numbers: new Set([...bind.numbers].map((n) => n + by)),
  };
}

/** Two ports of unknown relation are taken for different only when their defaults say so. */
function mayBeSame(site: BindSite, bind: BaseBind): boolean {
  if (bind.kind === 'range') return [...site.numbers].some((number) => number >= bind.from && number <= bind.to);
  const same = site.value && isSamePort(site.value, bind.value);
  if (same !== undefined) return same;
  const known = site.numbers.size > 0 && bind.numbers.size > 0;
  return !known || [...site.numbers].some((number) => bind.numbers.has(number));
}
