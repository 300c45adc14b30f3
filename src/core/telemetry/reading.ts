/**
 * One measured value, or why there is none. "Not measured" is never zero: an idle card reads 0, a broken one does not.
 * `unsupported`: the device does not offer it. `denied`: we may not read it. `fault`: it should be there and is not.
 */
export type Reading =
  | { readonly status: 'ok'; readonly value: number }
  | { readonly status: 'unsupported' }
  | { readonly status: 'denied' }
  | { readonly status: 'fault'; readonly text: string };

export const unsupported: Reading = { status: 'unsupported' };

export function ok(value: number): Reading {
  return { status: 'ok', value };
}

/** The value, or `undefined` when there is none. */
export function valueOf(reading: Reading): number | undefined {
  return reading.status === 'ok' ? reading.value : undefined;
}

/** The first reading that is not `ok`, so that a figure made of several tells why it is missing; else the computed value. */
export function combine(readings: readonly Reading[], compute: (values: readonly number[]) => number): Reading {
  const values: number[] = [];
  for (const reading of readings) {
    if (reading.status !== 'ok') return reading;
    values.push(reading.value);
  }
  return ok(compute(values));
}
