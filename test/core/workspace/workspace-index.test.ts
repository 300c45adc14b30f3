import assert from 'node:assert/strict';
import { defaultConfig, type Config } from '../../../src/core/config/config.js';
import type { Manifest } from '../../../src/core/workspace/manifest/manifest.js';
import { readManifest } from '../../../src/core/workspace/manifest/read-manifest.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { WorkspaceIndex } from '../../../src/core/workspace/workspace-index.js';
import { byPath, classFact, imported, signal, sourceFile } from '../../support/facts.js';

const base = sourceFile('common/core/base_agent.py', { classes: [classFact('BaseAgent')] });

function index(
  files: readonly SourceFile[],
  parts: { config?: Partial<Config>; manifests?: readonly Manifest[] } = {},
): WorkspaceIndex {
  const config = { ...defaultConfig, ...parts.config };
  return new WorkspaceIndex({ files: byPath(...files), manifests: parts.manifests ?? [], config });
}

function standing(of: WorkspaceIndex, file: SourceFile, position = 0): string {
  const fact = file.facts.classes[position];
  assert.ok(fact);
  const { standing: found } = of.ancestryOf({ file, class: fact });
  if (found.kind === 'target') return found.direct ? 'direct' : 'transitive';
  if (found.kind === 'unresolved') return found.claimsTarget ? `claims ${found.name}` : `lost ${found.name}`;
  return found.kind;
}

/** A file with one class `X` that extends `Base`, imported from `module`. */
function heir(path: string, module: string, name = 'BaseAgent'): SourceFile {
  return sourceFile(path, {
    imports: [imported(module, name)],
    classes: [classFact('X', { extends: [`${name}=${module}.${name}`] })],
  });
}

describe('the standing of a class', () => {
  const direct = heir('agents/a.py', 'common.core.base_agent');
  it('is the target where the base is the documented one', () => {
    assert.equal(standing(index([base, direct]), direct), 'direct');
  });

  it('is transitive through a class in between, whatever its name', () => {
    const middle = sourceFile('agents/middle.py', {
      imports: [imported('common.core.base_agent', 'BaseAgent')],
      classes: [classFact('Middle', { extends: ['BaseAgent=common.core.base_agent.BaseAgent'] })],
    });
    const file = heir('agents/b.py', 'agents.middle', 'Middle');
    assert.equal(standing(index([base, middle, file]), file), 'transitive');
  });

  it('is a claim where the module does not exist, or nothing is imported', () => {
    const dangling = heir('agents/a.py', 'common.old.base_agent');
    assert.equal(standing(index([base, dangling]), dangling), 'claims common.old.base_agent.BaseAgent');
    const unbound = sourceFile('agents/b.py', { classes: [classFact('X', { extends: ['BaseAgent'] })] });
    assert.equal(standing(index([base, unbound]), unbound), 'claims BaseAgent');
  });

  it('is never the target by the name alone', () => {
    const other = sourceFile('lib/other.py', { classes: [classFact('BaseAgent')] });
    const file = heir('agents/a.py', 'lib.other');
    assert.equal(standing(index([base, direct, other, file]), file), 'foreign');
  });

  it('is foreign for a library base, none for object', () => {
    const thread = heir('a.py', 'threading', 'Thread');
    assert.equal(standing(index([base, thread]), thread), 'foreign');
    const plain = sourceFile('b.py', { classes: [classFact('X', { extends: ['object'] })] });
    assert.equal(standing(index([base, plain]), plain), 'none');
  });

  it('does not hang on classes that inherit each other', () => {
    const one = sourceFile('one.py', {
      imports: [imported('two', 'B')],
      classes: [classFact('A', { extends: ['B=two.B'] })],
    });
    const two = sourceFile('two.py', {
      imports: [imported('one', 'A')],
      classes: [classFact('B', { extends: ['A=one.A'] })],
    });
    assert.equal(standing(index([one, two]), one), 'foreign');
  });
});

describe('the target base', () => {
  it('is the most inherited class of its name where the documented module is not there', () => {
    const own = sourceFile('lib/base.py', { classes: [classFact('BaseAgent')] });
    const copy = sourceFile('old/base.py', { classes: [classFact('BaseAgent')] });
    const files = [own, copy, heir('a.py', 'lib.base'), heir('b.py', 'lib.base'), heir('c.py', 'old.base')];
    const found = index(files);
    assert.equal(found.targetOf(own).ref?.file.path, 'lib/base.py');
    assert.equal(standing(found, files[4] ?? own), 'foreign');
  });

  it('is the one that the configuration names, by file or by module, for the files it names', () => {
    const one = sourceFile('one/base.py', { classes: [classFact('ServiceBase')] });
    const two = sourceFile('two/base.py', { classes: [classFact('WorkerBase')] });
    const files = [one, two, heir('a/x.py', 'one.base', 'ServiceBase'), heir('b/x.py', 'two.base', 'WorkerBase')];
    const contracts: Config['contracts'] = [
      { files: 'a/**', contract: { kind: 'class', reference: { file: 'one/base.py', class: 'ServiceBase' } } },
      {
        files: 'b/**',
        contract: { kind: 'written', extends: 'default', fields: { module: 'two.base', class: 'WorkerBase' } },
      },
    ];
    const found = index(files, { config: { contracts } });
    assert.equal(standing(found, files[2] ?? one), 'direct');
    assert.equal(standing(found, files[3] ?? one), 'direct');
    assert.deepEqual(found.detectionOf(one).agents, []);
  });

  it('may be no part of the workspace when it is declared external', () => {
    const file = heir('a.py', 'fleetkit.base', 'FleetAgent');
    const setting = { kind: 'written', extends: 'default' } as const;
    const fields = { module: 'fleetkit.base', class: 'FleetAgent' };
    const external = [{ files: '**', contract: { ...setting, fields: { ...fields, external: true } } }];
    assert.equal(standing(index([file], { config: { contracts: external } }), file), 'direct');
    const missing = [{ files: '**', contract: { ...setting, fields } }];
    assert.equal(standing(index([file], { config: { contracts: missing } }), file), 'claims fleetkit.base.FleetAgent');
  });
});

describe('references to an agent', () => {
  const alpha = sourceFile('agents/alpha_agent.py', {
    classes: [classFact('AlphaAgent')],
    signals: [signal('service-loop')],
  });
  const user = (path: string, name: string, parts: Partial<SourceFile['facts']>): SourceFile =>
    sourceFile(path, {
      classes: [classFact(name)],
      ...parts,
      signals: [signal('service-loop'), ...(parts.signals ?? [])],
    });
  const referencesTo = (of: WorkspaceIndex): { how: readonly string[]; files: readonly string[] } => {
    const [agent] = of.detectionOf(alpha).agents;
    assert.ok(agent);
    const { dependents, referringFiles } = of.referencesTo(agent, alpha.path);
    return { how: dependents.map((one) => `${one.agent} ${one.how} ${one.path}`), files: referringFiles };
  };

  it('are imports by other agents, resolved to the class', () => {
    const one = user('agents/one.py', 'OneAgent', { imports: [imported('agents.alpha_agent', 'AlphaAgent')] });
    const wrong = user('agents/two.py', 'TwoAgent', { imports: [imported('elsewhere', 'AlphaAgent')] });
    const helper = sourceFile('agents/helper.py', { imports: [imported('agents.alpha_agent', 'AlphaAgent')] });
    const { how, files } = referencesTo(index([alpha, one, wrong, helper]));
    assert.deepEqual(how, ['OneAgent imports agents/one.py']);
    assert.deepEqual(files, ['agents/helper.py', 'agents/one.py']);
  });

  it('are messages by name, however it is spelled', () => {
    const one = user('agents/one.py', 'OneAgent', { signals: [signal('agent-message', { detail: 'alpha-agent' })] });
    assert.deepEqual(referencesTo(index([alpha, one])).how, ['OneAgent calls agents/one.py']);
  });

  it('are dependencies in a manifest, with their place, and under the name that the manifest gives', () => {
    const text =
      'TheFirst:\n  script_path: agents/alpha_agent.py\nOne:\n  script_path: agents/one.py\n  dependencies:\n  - TheFirst\nGone:\n  script_path: gone.py\n  dependencies: [TheFirst]\n';
    const manifest = readManifest('startup.yaml', text);
    assert.ok(manifest);
    const of = index([alpha, user('agents/one.py', 'OneAgent', {})], { manifests: [manifest] });
    assert.deepEqual(referencesTo(of).how, ['OneAgent lists startup.yaml']);
    const [agent] = of.detectionOf(alpha).agents;
    assert.ok(agent);
    const [dependent] = of.referencesTo(agent, alpha.path).dependents;
    assert.deepEqual([dependent?.range.line, dependent?.range.column], [6, 5]);
  });

  it('count an agent once, whatever it does and however many variants of it there are', () => {
    const imports = [imported('agents.alpha_agent', 'AlphaAgent')];
    const signals = [signal('agent-message', { detail: 'AlphaAgent' })];
    const files = [
      alpha,
      user('agents/one.py', 'OneAgent', { imports, signals }),
      user('agents/one_v2.py', 'OneAgent', { imports }),
    ];
    assert.deepEqual(referencesTo(index(files)).how, ['OneAgent imports agents/one.py']);
  });

  it('are not what an agent says of itself', () => {
    const copy = {
      ...alpha,
      path: 'agents/alpha_copy.py',
      facts: { ...alpha.facts, imports: [imported('agents.alpha_agent', 'AlphaAgent')] },
    };
    assert.deepEqual(referencesTo(index([alpha, copy])).how, []);
  });
});

describe('who listens where', () => {
  it('is what manifests say, with whether the script holds an agent of that name', () => {
    const agent = sourceFile('agents/a.py', { classes: [classFact('AAgent')], signals: [signal('service-loop')] });
    const text =
      'AAgent:\n  script: agents/a.py\n  port: 7000\nOther:\n  script: agents/a.py\n  port: 7001\nSilent:\n  script: agents/a.py\nGone:\n  script: gone.py\n  port: 7002\n';
    const manifest = readManifest('startup.yaml', text);
    assert.ok(manifest);
    const listening = index([base, agent], { manifests: [manifest] }).listening();
    assert.deepEqual(
      listening.map(({ name, port, isAgent }) => [name, port, isAgent]),
      [
        ['AAgent', 7000, true],
        ['Other', 7001, false],
        ['Gone', 7002, false],
      ],
    );
    assert.deepEqual(new Set(listening.map((one) => one.manifest)), new Set(['startup.yaml']));
  });
});

describe('a configuration', () => {
  const agent = sourceFile('agents/a.py', { classes: [classFact('AAgent')], signals: [signal('service-loop')] });
  it('leaves files unassessed that it excludes or does not include, and still resolves through them', () => {
    const file = heir('agents/b.py', 'common.core.base_agent');
    const found = index([base, agent, file], { config: { include: ['agents/**'], exclude: ['agents/a.py'] } });
    assert.deepEqual(found.detectionOf(agent).agents, []);
    assert.equal(found.detectionOf(file).agents.length, 1);
    assert.equal(standing(found, file), 'direct');
  });
});
