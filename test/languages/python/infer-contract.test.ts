import assert from 'node:assert/strict';
import type { Contract } from '../../../src/core/contract/contract.js';
import type { InferredContract } from '../../../src/core/contract/inferred-contract.js';
import { inferContract } from '../../../src/languages/python/infer-contract.js';
import { contracts } from '../../support/contracts.js';
import { parsePythonFile } from '../../support/python-syntax.js';

async function inferFrom(className: string, files: Readonly<Record<string, string>>): Promise<InferredContract> {
  const parsed = Object.entries(files).map(async ([module, file]) => [module, await parsePythonFile(file)] as const);
  const [module] = Object.keys(files);
  const inferred = inferContract({
    module: module ?? '',
    class: className,
    sources: new Map(await Promise.all(parsed)),
  });
  assert.ok(inferred, `${className} was not found`);
  return inferred;
}

const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map((one) => one.name);
const attribute = (contract: Contract, name: string): unknown => contract.attributes.find((one) => one.name === name);

describe('the contract inferred from a synchronous base that serves in its constructor', () => {
  let contract: Contract;
  let notes: readonly string[];

  before(async () => {
    ({ contract, notes } = await inferFrom('BaseAgent', {
      'common.core.base_agent': 'media/example-fleet/common/core/base_agent.py',
    }));
  });

  it('understands everything', () => {
    assert.deepEqual(notes, []);
  });

  it('finds the keywords in the look-ups of **kwargs, with defaults and roles', () => {
    assert.equal(contract.positional, 'ignored');
    assert.equal(contract.unknownKeywords, 'ignored');
    const roles = contract.keywords.filter((keyword) => keyword.role !== undefined);
    assert.deepEqual(
      roles.map(({ name, role, default: fallback }) => [name, role, fallback]),
      [
        ['name', 'name', 'self.__class__.__name__'],
        ['port', 'port', 'None'],
        ['health_check_port', 'health-port', 'None'],
        ['strict_port', 'strict-port', 'True'],
      ],
    );
    assert.ok(names(contract.keywords).includes('enable_system_metrics'));
  });

  it('says which ports are bound while their keywords are withheld, through the helpers that choose and bind them', () => {
    assert.deepEqual(contract.ports, [
      {
        attribute: 'port',
        keyword: 'port',
        protocol: 'zmq',
        whenWithheld: { kind: 'first-free', from: 5000, span: 1000 },
        onFailure: 'raises',
      },
      {
        attribute: 'health_check_port',
        keyword: 'health_check_port',
        protocol: 'zmq',
        whenWithheld: { kind: 'offset', of: 'port', by: 1 },
        onFailure: 'raises',
      },
      {
        attribute: 'http_health_port',
        protocol: 'http',
        whenWithheld: { kind: 'offset', of: 'health_check_port', by: 1 },
        onFailure: 'warns',
      },
    ]);
  });

  it('knows the attributes, what may be assigned to them with the same effect, and what is only read', () => {
    assert.deepEqual(attribute(contract, 'running'), { name: 'running', set: 'constructor', equivalent: ['True'] });
    assert.deepEqual(attribute(contract, 'logger'), { name: 'logger', set: 'constructor', replaceable: true });
    assert.deepEqual(attribute(contract, 'http_thread'), { name: 'http_thread', set: 'sometimes' });
    assert.deepEqual(attribute(contract, 'config'), { name: 'config', set: 'never', readInConstructor: true });
    assert.deepEqual(attribute(contract, 'port'), { name: 'port', set: 'constructor', keyword: 'port' });
  });

  it('lists the hooks that run before the constructor has returned, also in threads, and leaves cleanup out', () => {
    for (const hook of ['_init_sockets', '_perform_initialization', '_health_check_loop', 'send_request_to_agent']) {
      assert.ok(contract.constructorHooks.includes(hook), hook);
    }
    for (const other of ['cleanup', '_own_threads', 'handle_request', '_answer', 'send_event']) {
      assert.ok(!contract.constructorHooks.includes(other), other);
    }
  });

  it('gives the roles to the right methods', () => {
    assert.equal(contract.run?.name, 'run');
    assert.equal(contract.requestHandler?.name, 'handle_request');
    assert.deepEqual(contract.requestHandler.parameters, ['request']);
    assert.equal(contract.cleanup?.name, 'cleanup');
    assert.equal(contract.cleanup.mustCallSuper, true);
    assert.equal(contract.sendRequest?.name, 'send_request_to_agent');
    assert.equal(contract.discover?.name, 'get_agent_endpoint');
    assert.equal(contract.discover.answers, 'host-and-port');
    assert.equal(contract.reportError?.name, 'report_error');
    assert.deepEqual(contract.healthHook?.keys?.slice(0, 3), ['status', 'ready', 'initialized']);
    assert.ok(contract.healthHook.keys.includes('error'));
    assert.deepEqual(contract.healthHook.sometimes, ['error']);
  });

  it('describes the main socket, the request loop, the health service and the threads that are joined', () => {
    assert.deepEqual(contract.mainSocket, {
      attribute: 'socket',
      contextAttribute: 'context',
      kind: 'REP',
      addresses: ['tcp://*:{port}', 'tcp://0.0.0.0:{port}'],
    });
    assert.deepEqual(contract.requestLoop, {
      payload: 'json',
      flag: 'running',
      endsInCleanup: true,
      absorbsInterrupt: false,
      errorReplyKeys: ['status', 'message'],
    });
    assert.deepEqual(contract.health, {
      socketAttribute: 'health_socket',
      kind: 'REP',
      contextAttribute: 'health_context',
      threadAttribute: 'health_thread',
      answersAnyMessage: true,
      httpPaths: ['/health', '/metrics', '/metrics/summary'],
    });
    assert.deepEqual(contract.joinsThreads, ['_thread', '_threads']);
    assert.deepEqual(contract.doesNot, ['signals', 'atexit', 'cli-port', 'other-sockets', 'databases']);
  });

  it("says what becomes of the logger with the agent's name", () => {
    assert.deepEqual(contract.namedLogger, ['stops-propagation', 'sets-level']);
  });
});

describe('the contract inferred from a base that serves with asyncio', () => {
  it('says of each method, and of the socket, that it is awaited', async () => {
    const { contract, notes } = await inferFrom('AsyncAgent', {
      'common.async_agent': 'test/fixtures/contract/async_agent.py',
    });
    assert.deepEqual(contract, contracts.asynchronous);
    assert.deepEqual(notes, []);
    const { run, requestHandler, cleanup, reportError, healthHook, mainSocket } = contract;
    assert.deepEqual(
      [run, requestHandler, cleanup, reportError, healthHook, mainSocket].map((one) => one?.isAsync),
      [true, true, true, true, undefined, true],
    );
  });
});

describe('the contract inferred from an asynchronous, abstract base', () => {
  let contract: Contract;

  before(async () => {
    ({ contract } = await inferFrom('QueueWorker', { 'workers.base': 'test/fixtures/contract/async_worker.py' }));
  });

  it('keeps the parameters of the signature in their order', () => {
    assert.equal(contract.positional, 'accepted');
    assert.equal(contract.unknownKeywords, 'refused');
    assert.deepEqual(names(contract.keywords), ['worker_name', 'port', 'host', 'options']);
    assert.equal(contract.keywords[0]?.default, undefined);
    assert.equal(contract.keywords[1]?.role, 'port');
  });

  it('marks asynchronous roles and the methods that subclasses must define', () => {
    assert.deepEqual(contract.abstractMethods, ['process']);
    assert.deepEqual([contract.requestHandler?.name, contract.requestHandler?.isAsync], ['process', true]);
    assert.deepEqual([contract.run?.name, contract.run?.isAsync], ['start', true]);
    assert.deepEqual([contract.cleanup?.name, contract.cleanup?.mustCallSuper], ['shutdown', true]);
    assert.deepEqual(contract.healthHook?.keys, ['status', 'busy']);
  });

  it('does not call a hook what only runs when the worker is started', () => {
    assert.deepEqual(contract.constructorHooks, []);
    assert.deepEqual(contract.methods.find((method) => method.name === 'on_start')?.calledBy, ['start']);
  });

  it('tells properties from attributes', () => {
    assert.deepEqual(attribute(contract, 'worker_name'), {
      name: 'worker_name',
      set: 'constructor',
      property: 'read-only',
    });
    assert.deepEqual(attribute(contract, 'busy'), { name: 'busy', set: 'constructor', property: 'settable' });
    assert.deepEqual(attribute(contract, 'heartbeat_seconds'), { name: 'heartbeat_seconds', set: 'constructor' });
  });

  it('sees that the port is bound when it starts, on the one host it names', () => {
    const [port] = contract.ports;
    assert.deepEqual(
      [port?.attribute, port?.boundIn, port?.whenWithheld],
      ['port', 'run', { kind: 'fixed', port: 7000 }],
    );
    assert.deepEqual([contract.mainSocket?.attribute, contract.mainSocket?.kind], ['_inbox', 'ROUTER']);
    assert.deepEqual(contract.mainSocket?.addresses, []);
    assert.equal(contract.requestLoop?.payload, 'multipart');
    assert.equal(contract.requestLoop.flag, undefined);
    assert.ok(!contract.doesNot?.includes('signals'));
  });
});

describe('the contract inferred from a base that refuses unknown keywords and inherits another', () => {
  const files = {
    'services.strict': 'test/fixtures/contract/strict_service.py',
    'services.timing': 'test/fixtures/contract/timing.py',
  };

  it('collects keywords that are popped, subscripted and inherited', async () => {
    const { contract } = await inferFrom('StrictService', files);
    assert.equal(contract.unknownKeywords, 'refused');
    assert.deepEqual(
      contract.keywords.map(({ name, default: fallback }) => [name, fallback]),
      [
        ['name', undefined],
        ['zmq_port', '6000'],
        ['retries', undefined],
        ['verbose', 'None'],
        ['timeout', '3'],
      ],
    );
  });

  it('includes what the inherited constructor sets and calls', async () => {
    const { contract, missing } = await inferFrom('StrictService', files);
    assert.deepEqual(missing, []);
    assert.deepEqual(attribute(contract, 'started'), {
      name: 'started',
      set: 'constructor',
      equivalent: ['time.monotonic()'],
    });
    assert.deepEqual(attribute(contract, 'elapsed'), { name: 'elapsed', set: 'constructor', equivalent: ['0'] });
    assert.deepEqual(attribute(contract, 'journal'), { name: 'journal', set: 'sometimes', equivalent: ['[]'] });
    assert.deepEqual(attribute(contract, 'last_seen'), { name: 'last_seen', set: 'thread' });
    assert.ok(contract.constructorHooks.includes('reset'));
    assert.ok(contract.constructorHooks.includes('_watch'));
  });

  it('takes the method that only raises NotImplementedError for abstract, and an empty cleanup for harmless', async () => {
    const { contract } = await inferFrom('StrictService', files);
    assert.deepEqual(contract.abstractMethods, ['handle']);
    assert.deepEqual(
      [contract.run?.name, contract.requestHandler?.name, contract.cleanup?.name],
      ['serve', 'handle', 'stop'],
    );
    assert.equal(contract.cleanup?.mustCallSuper, undefined);
    assert.deepEqual(contract.healthHook?.keys, ['state', 'health']);
    assert.deepEqual(contract.requestLoop, {
      payload: 'string',
      flag: 'active',
      endsInCleanup: false,
      absorbsInterrupt: true,
    });
    assert.ok(!contract.doesNot?.includes('atexit'));
  });

  it('names the base that was not read, and says so', async () => {
    const { missing, notes } = await inferFrom('StrictService', { 'services.strict': files['services.strict'] });
    assert.deepEqual(missing, [{ module: 'services.timing', name: 'Timed' }]);
    assert.ok(notes.some((note) => note.includes('services.timing.Timed')));
  });
});
