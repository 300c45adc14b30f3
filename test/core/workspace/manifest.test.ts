import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DataNode } from '../../../src/core/workspace/manifest/data-node.js';
import { FlowReader, NotReadable } from '../../../src/core/workspace/manifest/flow-reader.js';
import { mayBeManifest } from '../../../src/core/workspace/manifest/manifest.js';
import { readManifest } from '../../../src/core/workspace/manifest/read-manifest.js';
import { readToml } from '../../../src/core/workspace/manifest/toml-reader.js';
import { readYaml } from '../../../src/core/workspace/manifest/yaml-reader.js';

/** The value without its places; keys that stand twice keep the last value. */
function plain(node: DataNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.value, plain(value)]));
}

const yaml = (text: string): unknown => plain(readYaml(text));

describe('the YAML reader', () => {
  const table: readonly (readonly [string, string, unknown])[] = [
    ['maps and texts', 'a: 1\nb: two words\nc:\n', [{ a: '1', b: 'two words', c: '' }]],
    ['nested maps', 'a:\n  b:\n    c: d\n  e: f\ng: h', [{ a: { b: { c: 'd' }, e: 'f' }, g: 'h' }]],
    ['lists under a key, indented or not', 'a:\n- x\n- y\nb:\n  - z\n', [{ a: ['x', 'y'], b: ['z'] }]],
    ['lists of maps', '- name: A\n  port: 1\n- name: B\n', [[{ name: 'A', port: '1' }, { name: 'B' }]]],
    ['lists in lists', '- - a\n  - b\n- c', [[['a', 'b'], 'c']]],
    [
      'flow collections',
      'a: [x, "y, z", {k: v}]\nb: {c: [1, 2], d: e}\nc: []',
      [{ a: ['x', 'y, z', { k: 'v' }], b: { c: ['1', '2'], d: 'e' }, c: [] }],
    ],
    ['flow collections over lines', 'a: [\n  x,\n  y # no\n]\nb: 1', [{ a: ['x', 'y'], b: '1' }]],
    ['quoted texts', `a: "x: # y"\nb: 'it # is'\n"c d": e`, [{ a: 'x: # y', b: 'it # is', 'c d': 'e' }]],
    ['comments', '# top\na: 1 # end\n# between\nb: c#d\n', [{ a: '1', b: 'c#d' }]],
    ['block texts', 'a: |\n  one\n  two\nb: >-\n  three\n  four\nc: 1', [{ a: 'one\ntwo', b: 'three four', c: '1' }]],
    [
      'addresses and templates',
      'a: tcp://*:5555\nb: ${PORT}+7200\nc: http://x:1/y',
      [{ a: 'tcp://*:5555', b: '${PORT}+7200', c: 'http://x:1/y' }],
    ],
    ['several documents', '---\na: 1\n---\nb: 2\n', [{ a: '1' }, { b: '2' }]],
    ['tags and anchors', 'a: &x !!str y\nb: *x', [{ a: 'y', b: '*x' }]],
    ['carriage returns', 'a: 1\r\nb:\r\n  - c\r\n', [{ a: '1', b: ['c'] }]],
  ];
  for (const [what, text, expected] of table) it(`reads ${what}`, () => assert.deepEqual(yaml(text), expected));

  it('refuses tabs as indentation', () => assert.throws(() => yaml('a:\n\tb: 1'), NotReadable));

  it('tells where values stand', () => {
    const root = readYaml('agents:\n  - name: Alpha\n    deps: [Beta]\n');
    assert.equal(root.kind, 'list');
    const found = places(root);
    assert.deepEqual(found.get('Alpha'), [2, 11, 16]);
    assert.deepEqual(found.get('Beta'), [3, 12, 16]);
  });
});

function places(node: DataNode, found = new Map<string, readonly number[]>()): Map<string, readonly number[]> {
  if (node.kind === 'scalar') found.set(node.value, [node.line, node.column, node.endColumn]);
  if (node.kind === 'list') for (const item of node.items) places(item, found);
  if (node.kind === 'map') for (const { value } of node.entries) places(value, found);
  return found;
}

describe('the JSON reader', () => {
  const read = (text: string): unknown => {
    const reader = new FlowReader(text, { separator: ':', comments: false });
    const root = reader.value();
    assert.ok(reader.atEnd());
    return plain(root);
  };

  it('reads what JSON.parse reads, scalars as texts', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree'))),
    }));
    const asTexts = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(asTexts)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asTexts(one)]))
          : String(value);
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        const root = [value];
        assert.deepEqual(read(JSON.stringify(root, undefined, indent)), asTexts(root));
      }),
    );
  });

  for (const text of ['{"a": 1', '["a" "b"]', '{"a": "b}', '']) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => read(text), NotReadable));
  }
});

describe('the TOML reader', () => {
  it('reads tables, arrays of tables and values in brackets', () => {
    const text = [
      'title = "x"',
      '[agents.alpha]',
      'script = "a.py" # where',
      'depends_on = [',
      '  "beta",',
      ']',
      '[[process]]',
      "name = 'one'",
      'options = { port = 1, on = true }',
      '[[process]]',
      'name = "two"',
    ].join('\n');
    const root = readToml(text);
    assert.deepEqual(plain(root.entries.find(({ key }) => key.value === 'agents')?.value ?? root), {
      alpha: { script: 'a.py', depends_on: ['beta'] },
    });
    const processes = root.entries.filter(({ key }) => key.value === 'process').map(({ value }) => plain(value));
    assert.deepEqual(processes, [{ name: 'one', options: { port: '1', on: 'true' } }, { name: 'two' }]);
  });

  it('refuses what is no TOML', () => assert.throws(() => readToml('- a\n- b'), NotReadable));
});

describe('a start-up manifest', () => {
  const entries = (path: string, text: string): unknown =>
    readManifest(path, text)?.entries.map(({ name, script, isModule, dependencies }) => ({
      name,
      script,
      ...(isModule ? { isModule } : {}),
      dependencies: dependencies.map((one) => one.name),
    }));

  it('names entries by their key or by their name', () => {
    const text =
      'group:\n  Alpha:\n    script_path: agents/alpha.py\n    dependencies: [Beta]\nlist:\n- name: Beta\n  script_path: agents/beta.py\n';
    assert.deepEqual(entries('startup.yaml', text), [
      { name: 'Alpha', script: 'agents/alpha.py', dependencies: ['Beta'] },
      { name: 'Beta', script: 'agents/beta.py', dependencies: [] },
    ]);
  });

  it('reads commands, modules and both forms of depends_on', () => {
    const text = [
      'services:',
      '  one:',
      '    command: ["python", "agents/one.py", "--port", "1"]',
      '    depends_on:',
      '      two: {condition: healthy}',
      '  two:',
      '    command: python -m agents.two',
      '    depends_on: [one]',
    ].join('\n');
    assert.deepEqual(entries('docker-compose.yml', text), [
      { name: 'one', script: 'agents/one.py', dependencies: ['two'] },
      { name: 'two', script: 'agents.two', isModule: true, dependencies: ['one'] },
    ]);
  });

  it('reads the port of an entry when it is a number', () => {
    const ports = ['7000', '"7001"', '"${BASE}+1"', '70000', '0'];
    const text = ports.map((port, at) => `a${at}:\n  script: a.py\n  port: ${port}\n`).join('');
    const read = readManifest('agents.yaml', text)?.entries.map((entry) => entry.port);
    assert.deepEqual(read, [7000, 7001, undefined, undefined, undefined]);
  });

  it('takes a path for a script only where the entry looks like a service', () => {
    assert.deepEqual(entries('a.json', '{"x": {"path": "a.py", "port": 1}}'), [
      { name: 'x', script: 'a.py', dependencies: [] },
    ]);
    assert.equal(entries('a.json', '{"x": {"path": "a.py", "issues": 1}}'), undefined);
  });

  it('is none when it names no script or cannot be read', () => {
    assert.equal(entries('a.yaml', 'models:\n  path: a.gguf\n'), undefined);
    assert.equal(entries('a.json', '{"script": "a.py"'), undefined);
    assert.equal(entries('a.yaml', 'script: a.py\n\tport: 1'), undefined);
  });

  it('is no report, schema or build step', () => {
    assert.ok(mayBeManifest('config/startup_config.yaml'));
    assert.ok(mayBeManifest('services/scanner/reporting.toml'));
    for (const path of [
      'analysis_results.json',
      'out/audit-report.json',
      '.github/workflows/ci.yml',
      'agent.schema.json',
      'a.py',
    ]) {
      assert.ok(!mayBeManifest(path), path);
    }
  });
});
