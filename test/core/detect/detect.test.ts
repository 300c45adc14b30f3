import assert from 'node:assert/strict';
import { defaultConfig } from '../../../src/core/config/config.js';
import type { Detection } from '../../../src/core/detect/detect.js';
import type { SourceFacts } from '../../../src/core/facts/source-facts.js';
import { readManifest } from '../../../src/core/workspace/manifest/read-manifest.js';
import { WorkspaceIndex } from '../../../src/core/workspace/workspace-index.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { at, byPath, classFact, imported, method, moduleSignal, signal, sourceFile } from '../../support/facts.js';

interface Surroundings {
  readonly others?: readonly SourceFile[];
  /** The file is named in a start-up manifest. */
  readonly deployed?: boolean;
  readonly sizeBytes?: number;
}

const base = sourceFile('common/core/base_agent.py', {
  classes: [classFact('BaseAgent', { methods: [method('run')] })],
});

function detected(
  parts: Partial<SourceFacts>,
  { others = [], deployed = false, sizeBytes = 1000 }: Surroundings = {},
): Detection {
  const file = sourceFile('agents/it.py', parts, sizeBytes);
  const manifest = readManifest('startup.yaml', 'It:\n  script_path: agents/it.py\n  port: 1\n');
  const manifests = deployed && manifest ? [manifest] : [];
  const files = byPath(base, file, ...others);
  return new WorkspaceIndex({ files, manifests, config: defaultConfig }).detectionOf(file);
}

function names(parts: Partial<SourceFacts>, surroundings?: Surroundings): readonly (string | null)[] {
  return detected(parts, surroundings).agents.map((agent) => agent.class?.name ?? null);
}

const inheriting = {
  imports: [imported('common.core.base_agent', 'BaseAgent')],
  classes: [classFact('Worker', { extends: ['BaseAgent=common.core.base_agent.BaseAgent'] })],
};
const serving = [signal('socket'), signal('service-loop')];

describe('an agent by its base (a)', () => {
  it('needs nothing but the base', () => {
    const { agents } = detected(inheriting);
    assert.deepEqual(
      agents.map(({ name, why }) => [name, why]),
      [['Worker', 'inherits the base class']],
    );
  });

  it('is one that claims a base which cannot be found', () => {
    const { agents } = detected({ classes: [classFact('Worker', { extends: ['BaseAgent'] })] });
    assert.equal(agents[0]?.why, 'claims BaseAgent, which cannot be found');
  });
});

describe('an agent by its name (b)', () => {
  const named = { classes: [classFact('SpeechAgent')] };
  it('needs one piece of run-time or life-cycle evidence', () => {
    assert.deepEqual(names(named), []);
    for (const kind of [
      'socket',
      'service-loop',
      'health-check',
      'thread',
      'asyncio',
      'executor',
      'process',
      'server',
    ] as const) {
      assert.deepEqual(names({ ...named, signals: [signal(kind)] }), ['SpeechAgent'], kind);
    }
    for (const name of ['run', 'start', 'cleanup', 'stop']) {
      assert.deepEqual(
        names({ classes: [classFact('SpeechAgent', { methods: [method(name)] })] }),
        ['SpeechAgent'],
        name,
      );
    }
    assert.deepEqual(names({ ...named, entryPointClasses: ['SpeechAgent'] }), ['SpeechAgent']);
  });

  it('does not take the evidence of another class or of the module', () => {
    const classes = [classFact('SpeechAgent', { line: 10 }), classFact('Other', { line: 30 })];
    const signals = [signal('socket', { range: at(33), classIndex: 1 }), moduleSignal('thread')];
    assert.deepEqual(names({ classes, signals }), []);
  });

  it('does not take a lock or an async method for run-time evidence', () => {
    assert.deepEqual(names({ ...named, signals: [signal('lock'), signal('async-def')] }), []);
  });

  it('says why', () => {
    assert.equal(detected({ ...named, signals: [signal('service-loop')] }).agents[0]?.why, 'named Agent, owns a loop');
  });
});

describe('an agent by the configuration', () => {
  const plugin = sourceFile('plugins/slack.py', { classes: [classFact('SlackConnector'), classFact('Message')] });
  const whyOf = (agents: readonly string[]): readonly (readonly [string, string])[] => {
    const config = { ...defaultConfig, agents };
    const index = new WorkspaceIndex({ files: byPath(base, plugin), manifests: [], config });
    return index.detectionOf(plugin).agents.map(({ name, why }) => [name, why]);
  };

  it('needs nothing but its name, or its place', () => {
    assert.deepEqual(whyOf([]), []);
    assert.deepEqual(whyOf(['*Connector']), [['SlackConnector', 'named in agent-migrator.json']]);
    assert.deepEqual(
      whyOf(['plugins/**']).map(([name]) => name),
      ['SlackConnector', 'Message'],
    );
  });
});

describe('an agent by its role (c)', () => {
  for (const name of ['CacheManager', 'HealthMonitor', 'TaskRouterV2', 'TaskRouterEnhanced', 'ChatAgentV3']) {
    it(`needs two pieces of run-time evidence and an entry point: ${name}`, () => {
      const classes = [classFact(name)];
      assert.deepEqual(names({ classes, signals: serving, entryPointClasses: [name] }), [name]);
      assert.deepEqual(names({ classes, signals: [signal('thread')], entryPointClasses: [name] }), []);
      assert.deepEqual(names({ classes, signals: [signal('thread'), signal('health-check')] }), []);
    });
  }

  it('may be started by a manifest or by the entry point of another file', () => {
    const parts = { classes: [classFact('CacheManager')], signals: serving };
    assert.deepEqual(names(parts, { deployed: true }), ['CacheManager']);
    const main = sourceFile('main.py', {
      imports: [imported('agents.it', 'CacheManager')],
      entryPointClasses: ['CacheManager'],
    });
    assert.deepEqual(names(parts, { others: [main] }), ['CacheManager']);
  });
});

describe('an agent by what it does (d)', () => {
  it('is started, creates sockets, and loops or has a life cycle', () => {
    const parts = { classes: [classFact('Whatever')], entryPointClasses: ['Whatever'] };
    assert.deepEqual(names({ ...parts, signals: serving }), ['Whatever']);
    assert.deepEqual(names({ ...parts, signals: [signal('socket')] }), []);
    assert.deepEqual(names({ ...parts, signals: [signal('service-loop'), signal('thread')] }), []);
    const classes = [classFact('Whatever', { methods: [method('stop')] })];
    assert.deepEqual(names({ ...parts, classes, signals: [signal('socket')] }), ['Whatever']);
  });
});

describe('an agent without a class (e, f, g)', () => {
  it('is a script with a main guard that binds a socket and loops for ever', () => {
    const signals = [moduleSignal('socket-bind'), moduleSignal('service-loop', { functionName: 'main' })];
    assert.deepEqual(names({ signals, hasEntryPoint: true }), [null]);
    assert.deepEqual(names({ signals }), []);
    assert.deepEqual(names({ signals: signals.slice(1), hasEntryPoint: true }), []);
  });

  it('is a module-level web application with an entry point, beside classes of data', () => {
    const signals = [moduleSignal('server', { detail: 'fastapi' })];
    const classes = [classFact('Query', { extends: ['BaseModel=pydantic.BaseModel'] })];
    assert.deepEqual(names({ signals, classes, hasEntryPoint: true }), [null]);
    assert.deepEqual(names({ signals, classes }), []);
  });

  it('is any file that a manifest starts, unless it is empty', () => {
    assert.deepEqual(names({ imports: [imported('os')] }, { deployed: true }), [null]);
    assert.deepEqual(names({}, { deployed: true, sizeBytes: 0 }), []);
    assert.equal(detected({ imports: [imported('os')] }, { deployed: true }).agents[0]?.why, 'started by startup.yaml');
  });

  it('is the class that starts it where there is one', () => {
    const classes = [classFact('Proxy'), classFact('Options', { line: 30 })];
    assert.deepEqual(names({ classes, entryPointClasses: ['Proxy'] }, { deployed: true }), ['Proxy']);
  });
});

describe('no agent', () => {
  const busy = { signals: serving, entryPointClasses: ['ThingAgent'] };
  for (const parent of [
    'Enum=enum.Enum',
    'BaseModel=pydantic.BaseModel',
    'Exception',
    'AgentError=lib.AgentError',
    'TestCase=unittest.TestCase',
    'NodeVisitor=ast.NodeVisitor',
    'Protocol=typing.Protocol',
    'NamedTuple=typing.NamedTuple',
    'BaseHTTPRequestHandler=http.server.BaseHTTPRequestHandler',
    'Frame=tkinter.Frame',
  ]) {
    it(`is a class that extends ${parent}`, () => {
      const [text = '', resolved = text] = parent.split('=');
      const module = resolved.slice(0, -text.length - 1);
      const imports = module === '' ? [] : [imported(module, text)];
      assert.deepEqual(names({ ...busy, imports, classes: [classFact('ThingAgent', { extends: [parent] })] }), []);
    });
  }

  it('is a class that extends one of these over another file', () => {
    const errors = sourceFile('agents/errors.py', { classes: [classFact('Failure', { extends: ['Exception'] })] });
    const classes = [classFact('ThingAgent', { extends: ['Failure=agents.errors.Failure'] })];
    assert.deepEqual(
      names({ ...busy, classes, imports: [imported('agents.errors', 'Failure')] }, { others: [errors] }),
      [],
    );
  });

  it('is, even where the configuration names everything, no error and no base', () => {
    const config = { ...defaultConfig, agents: ['**'] };
    const failure = sourceFile('agents/failure.py', { classes: [classFact('Failure', { extends: ['Exception'] })] });
    const index = new WorkspaceIndex({ files: byPath(base, failure), manifests: [], config });
    assert.deepEqual(index.agentFiles(), []);
  });

  it('is a dataclass', () => {
    assert.deepEqual(
      names({ ...busy, classes: [classFact('ThingAgent', { decorators: ['dataclasses.dataclass'] })] }),
      [],
    );
  });

  it('is a nested class', () => {
    assert.deepEqual(names({ ...busy, classes: [classFact('ThingAgent', { topLevel: false })] }), []);
  });

  it('is a file that asks to be ignored', () => {
    assert.deepEqual(names({ ...inheriting, ignored: true }), []);
  });

  it('is the base class, an abstract class, or one that other classes extend and nothing starts', () => {
    const index = new WorkspaceIndex({ files: byPath(base), manifests: [], config: defaultConfig });
    assert.deepEqual(index.detectionOf(base).agents, []);
    const abstract = classFact('ThingAgent', { methods: [method('work', { isAbstract: true })] });
    assert.deepEqual(names({ signals: serving, classes: [abstract] }), []);
    const parts = { signals: serving, classes: [classFact('ThingAgent')] };
    const heir = sourceFile('agents/heir.py', {
      imports: [imported('agents.it', 'ThingAgent')],
      classes: [classFact('HeirAgent', { extends: ['ThingAgent=agents.it.ThingAgent'] })],
    });
    assert.deepEqual(names(parts), ['ThingAgent']);
    assert.deepEqual(names(parts, { others: [heir] }), []);
    assert.deepEqual(names({ ...parts, entryPointClasses: ['ThingAgent'] }, { others: [heir] }), ['ThingAgent']);
  });

  it('is a class between the base and its heirs', () => {
    const heir = sourceFile('agents/heir.py', {
      imports: [imported('agents.it', 'Worker')],
      classes: [classFact('Heir', { extends: ['Worker=agents.it.Worker'] })],
    });
    assert.deepEqual(names(inheriting, { others: [heir] }), []);
  });
});

describe('a component', () => {
  const server = { classes: [classFact('ZmqServer')], signals: serving };
  it('has a role and run-time evidence but nothing starts it', () => {
    const { agents, components } = detected(server);
    assert.deepEqual(agents, []);
    assert.deepEqual(
      components.map((one) => [one.class.name, one.why]),
      [['ZmqServer', 'role name, no entry point']],
    );
  });

  it('is not reported beside an agent, nor for a thread alone', () => {
    const both = {
      ...server,
      classes: [...server.classes, classFact('ChatAgent', { line: 30, methods: [method('run')] })],
    };
    assert.deepEqual(detected(both).components, []);
    assert.deepEqual(detected({ ...server, signals: [signal('thread')] }).components, []);
  });
});

describe('several agents in a file', () => {
  it('are an entry each, in source order', () => {
    const classes = ['FirstAgent', 'SecondAgent'].map((name, index) =>
      classFact(name, { line: 10 + 20 * index, methods: [method('run')] }),
    );
    assert.deepEqual(names({ classes }), ['FirstAgent', 'SecondAgent']);
  });
});
