import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { inputSchemaOf, readParameters, type ParameterTable } from '../../../src/app/tools/parameters.js';

const table: ParameterTable = {
  path: { type: 'string', required: true, description: 'A file.' },
  level: { type: 'string', choices: ['low', 'high'], description: 'A level.' },
  limit: { type: 'integer', range: [1, 10], description: 'A number.' },
  all: { type: 'boolean', description: 'All of them.' },
};

describe('the parameters of a tool', () => {
  it('are taken and refused as their schema says', () => {
    const validate = new Ajv().compile(inputSchemaOf(table));
    const value = fc.oneof(
      fc.constantFrom('low', 'high', 'a.py', true, false, null),
      fc.integer({ min: -1, max: 12 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(['low']),
    );
    const input = fc.oneof(
      // As JSON brings them.
      fc.dictionary(fc.constantFrom('path', 'level', 'limit', 'all', 'other'), value, { noNullPrototype: true }),
      fc.array(value),
      value,
    );
    fc.assert(
      fc.property(input, (one) => {
        const isTaken = validate(one);
        if (isTaken) assert.deepEqual(readParameters(table, one), one);
        else assert.throws(() => readParameters(table, one), { name: 'ToolInputError' });
      }),
    );
  });

  it('that are refused are named, with what they take', () => {
    const refused = (input: unknown, message: string): void =>
      assert.throws(() => readParameters(table, input), { name: 'ToolInputError', message });
    refused({}, '"path" takes a text.');
    refused({ path: 'a.py', level: 'medium' }, '"level" takes one of low, high.');
    refused({ path: 'a.py', limit: 11 }, '"limit" takes a whole number from 1 to 10.');
    refused({ path: 'a.py', all: 'yes' }, '"all" takes true or false.');
    refused({ path: 'a.py', file: 'b.py' }, 'There is no parameter "file".');
  });
});
