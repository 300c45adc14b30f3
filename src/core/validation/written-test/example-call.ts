/** What came of a call, as text of Python: the value that it returned, or the name of the built-in exception that it raised. */
export type ExampleOutcome = { readonly returns: string } | { readonly raises: string };

/** One call of a public method of an agent, for a test that is kept. */
export type ExampleCall = ExampleOutcome & {
  readonly method: string;
  /** Which of the method's calls it is, in the order in which they are made of the agent's text. */
  readonly number: number;
  /** Names and values as text of Python. */
  readonly arguments: readonly (readonly [name: string, value: string])[];
};

/** Those of the first that came to the same in the second recording. */
export function agreeing(first: readonly ExampleCall[], second: readonly ExampleCall[]): readonly ExampleCall[] {
  const known = new Map(second.map((one) => [keyOf(one), outcomeOf(one)]));
  return first.filter((one) => known.get(keyOf(one)) === outcomeOf(one));
}

/** Numbers of the calls by method, as a recorder takes them. */
export function numbersByMethod(calls: readonly ExampleCall[]): Readonly<Record<string, readonly number[]>> {
  const numbers = new Map<string, number[]>();
  for (const { method, number } of calls) numbers.set(method, [...(numbers.get(method) ?? []), number]);
  return Object.fromEntries(numbers);
}

const keyOf = ({ method, number }: ExampleCall): string => `${method} ${number}`;
const outcomeOf = (one: ExampleOutcome): string =>
  'returns' in one ? `returns ${one.returns}` : `raises ${one.raises}`;
