import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { defaultConfig, parseConfig } from '../../../src/core/config/config.js';
import { ConfigurationError } from '../../../src/core/config/configuration-error.js';
import { defaultPythonContract } from '../../../src/core/contract/default-profile.js';
import { accepted, contradictory, misspelt, refused } from './config-examples.js';

const parse = (document: unknown): ReturnType<typeof parseConfig> =>
  parseConfig(JSON.stringify(document), 'agent-migrator.json');

describe('the configuration file', () => {
  const schema: unknown = JSON.parse(readFileSync('media/agent-migrator.schema.json', 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  const fitsSchema = ajv.compile(schema as object);

  for (const [name, document] of Object.entries(accepted)) {
    it(`may hold ${name}`, () => {
      assert.deepEqual(parse(document).warnings, []);
      assert.ok(fitsSchema(document), ajv.errorsText(fitsSchema.errors));
    });
  }

  for (const [name, [document, key]] of Object.entries(refused)) {
    it(`may not hold ${name}`, () => {
      assert.throws(() => parse(document), hasProblemAt(key));
      assert.ok(!fitsSchema(document), 'the schema accepts what the parser refuses');
    });
  }

  for (const [name, [document, warning]] of Object.entries(misspelt)) {
    it(`warns of ${name} that nobody knows and goes on`, () => {
      assert.ok(parse(document).warnings[0]?.includes(warning), parse(document).warnings.join());
      assert.ok(!fitsSchema(document), 'the editor does not underline the key');
    });
  }

  for (const [name, [document, key]] of Object.entries(contradictory)) {
    it(`may not hold ${name}`, () => {
      assert.throws(() => parse(document), hasProblemAt(key));
    });
  }

  it('means the defaults when it says nothing', () => {
    assert.deepEqual(parse({}).config, defaultConfig);
  });

  it('takes the documented contract as it is printed', () => {
    assert.deepEqual(parse({ contract: defaultPythonContract }).warnings, []);
    assert.ok(fitsSchema({ contract: defaultPythonContract }), ajv.errorsText(fitsSchema.errors));
    const [rule] = parse({ contract: defaultPythonContract }).config.contracts;
    assert.deepEqual(rule?.contract, { kind: 'written', extends: 'nothing', fields: defaultPythonContract });
  });

  it('names the line where JSON ends too early', () => {
    assert.throws(() => parseConfig('{\n  "core": [', 'c.json'), /c\.json:2: the file is not valid JSON/);
  });

  it('may begin with a byte order mark', () => {
    assert.deepEqual(parseConfig('\uFEFF{}', 'c.json').config, defaultConfig);
  });

  it('reports all problems at once, each with its key', () => {
    assert.throws(
      () => parse({ core: 1, marker: 'x' }),
      (error: unknown) => error instanceof ConfigurationError && error.problems.length === 2,
    );
  });
});

function hasProblemAt(key: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.ok(error.message.includes(`${key} `), `${error.message} does not name ${key}`);
    return true;
  };
}
