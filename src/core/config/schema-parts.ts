import * as v from 'valibot';

// Messages complete the sentence "<path of the key> …".
export const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));
export const flag = v.boolean('must be true or false');
export const wholeNumber = v.pipe(v.number('must be a number'), v.integer('must be a whole number'));

/** A list of `item`. */
export function list<const T extends v.GenericSchema>(item: T): v.ArraySchema<T, string> {
  return v.array(item, 'must be a list');
}

export const texts = list(text);

/** One of a closed list of texts; the message names them all. */
export function oneOf<const T extends readonly string[]>(values: T): v.PicklistSchema<T, string> {
  return v.picklist(values, `must be one of ${values.map((value) => JSON.stringify(value)).join(', ')}`);
}

type Fields<T extends v.ObjectEntries> = v.ObjectSchema<T, string>;
type PlainObject = v.CustomSchema<object, v.ErrorMessage<v.CustomIssue> | undefined>;

/** An object with these keys, not a list; keys it does not know are dropped, `unknownKeys` names them. */
export function object<const T extends v.ObjectEntries>(
  entries: T,
): v.SchemaWithPipe<readonly [PlainObject, Fields<T>]> {
  const isPlainObject = (input: unknown): boolean =>
    typeof input === 'object' && input !== null && !Array.isArray(input);
  return v.pipe(v.custom<object>(isPlainObject, 'must be an object'), fields(entries));
}

/** The keys of one choice of a variant, which itself sees to it that there is an object. */
export function fields<const T extends v.ObjectEntries>(entries: T): Fields<T> {
  return v.object(entries, 'is missing');
}
