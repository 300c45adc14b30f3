const weights = {
  fileSize: 0.3,
  gpuOperations: 0.25,
  threading: 0.2,
  databaseDependencies: 0.15,
  systemCriticality: 0.1,
};

/** Documents that both the parser and the editor's schema accept without a word. */
export const accepted: Readonly<Record<string, unknown>> = {
  'an empty object': {},
  'the address of the schema': { $schema: './node_modules/agent-migrator/agent-migrator.schema.json' },
  'core agents by class and by glob': { core: ['ModelManagerAgent', 'agents/core/**'] },
  'classes that are agents': { agents: ['*Connector', 'plugins/**'] },
  'included and excluded files': { include: ['agents/**'], exclude: ['**/old/**'] },
  'five weights': { weights },
  'no thresholds': { thresholds: {} },
  'some thresholds': {
    thresholds: { levels: { medium: 10 }, fileSizeKiB: { low: 1, medium: 2, high: 3 }, references: 4 },
  },
  'other severities': { severities: { low: 0.2, high: 0.4 } },
  'preserved agents': { preserve: [{ agent: 'agents/old.py', reason: 'replaced in spring' }] },
  'a printed marker': { marker: 'print' },
  'a base class of the workspace': { contract: 'common/core/base_agent.py:BaseAgent' },
  'a base class in TypeScript': { contract: 'src/base.ts:$Base' },
  'the least that a contract says': { contract: { module: 'fleet.base', class: 'Service' } },
  'a base class that is installed': { contract: { module: 'fleet.base', class: 'Service', external: true } },
  'the documented contract elsewhere': { contract: { extends: 'default', module: 'fleet.base' } },
  'an inferred contract with a correction': {
    contract: {
      extends: 'fleet/base.py:Service',
      requestHandler: { name: 'handle', parameters: ['payload'], isAsync: true },
      healthHook: { name: 'health', keys: ['status'] },
    },
  },
  'ports in every form': {
    contract: {
      extends: 'default',
      ports: [
        { kind: 'first-free', from: 5000, span: 100 },
        { kind: 'offset', of: 'port', by: 1 },
        { kind: 'fixed', port: 80 },
        { kind: 'not-bound' },
        { kind: 'unknown' },
      ].map((whenWithheld) => ({ attribute: 'port', protocol: 'zmq', whenWithheld, onFailure: 'raises' })),
    },
  },
  'contracts by glob': {
    contract: [
      { files: 'vision/**', contract: 'vision/base.py:VisionAgent' },
      { files: '**', contract: { extends: 'default' } },
    ],
  },
  'how an agent is started': { contract: { extends: 'default', start: ['python3', '{path}'] } },
  'source roots': { python: { sourceRoots: ['src'] } },
  'a command that measures agents': {
    validation: { performance: [{ files: 'agents/**', command: ['python3', 'bench/probe.py', '{path}'] }] },
  },
};

/** Documents that both refuse, with the key that the parser's message must name. */
export const refused: Readonly<Record<string, readonly [document: unknown, key: string]>> = {
  'a list for the whole file': [[], 'the file'],
  'a text for the whole file': ['agents', 'the file'],
  'a text for a list': [{ core: 'ModelManagerAgent' }, 'core'],
  'an empty glob': [{ include: [''] }, 'include.0'],
  'a list for an object': [{ thresholds: [] }, 'thresholds'],
  'one weight alone': [{ weights: { fileSize: 1 } }, 'weights.gpuOperations'],
  'a weight above 1': [{ weights: { ...weights, fileSize: 1.3 } }, 'weights.fileSize'],
  'a negative severity': [{ severities: { low: -0.1 } }, 'severities.low'],
  'a score in words': [{ thresholds: { levels: { high: 'a lot' } } }, 'thresholds.levels.high'],
  'half a thread': [{ thresholds: { ownThreads: { medium: 1.5 } } }, 'thresholds.ownThreads.medium'],
  'a preserved agent without a reason': [{ preserve: [{ agent: 'OldAgent' }] }, 'preserve.0.reason'],
  'an unknown marker': [{ marker: 'banner' }, 'marker'],
  'a contract without a class': [{ contract: 'common/core/base_agent.py' }, 'contract'],
  'a contract as a number': [{ contract: 7 }, 'contract'],
  'a written contract without a module': [{ contract: { class: 'Service' } }, 'contract'],
  'a contract that extends an unknown one': [{ contract: { extends: 'standard' } }, 'contract.extends'],
  'a method without a name': [{ contract: { extends: 'default', run: { isAsync: true } } }, 'contract.run.name'],
  'an unknown role': [
    { contract: { extends: 'default', keywords: [{ name: 'port', role: 'socket' }] } },
    'contract.keywords.0.role',
  ],
  'a port out of range': [
    {
      contract: {
        extends: 'default',
        ports: [{ attribute: 'p', protocol: 'zmq', onFailure: 'raises', whenWithheld: { kind: 'fixed', port: 70000 } }],
      },
    },
    'contract.ports.0.whenWithheld.port',
  ],
  'an unknown kind of port': [
    {
      contract: {
        extends: 'default',
        ports: [{ attribute: 'p', protocol: 'zmq', onFailure: 'raises', whenWithheld: { kind: 'random' } }],
      },
    },
    'contract.ports.0.whenWithheld.kind',
  ],
  'a look-up that answers something else': [
    { contract: { extends: 'default', discover: { name: 'find', answers: 'a port' } } },
    'contract.discover.answers',
  ],
  'a rule without files': [{ contract: [{ contract: 'a/b.py:Base' }] }, 'contract.0.files'],
  'a rule inside a rule': [{ contract: [{ files: '**', contract: [] }] }, 'contract.0.contract'],
  'a command that does not say which file': [
    { validation: { performance: [{ files: '**', command: ['./probe'] }] } },
    'validation.performance.0.command',
  ],
  'a command line as one text': [
    { validation: { performance: [{ files: '**', command: './probe {path}' }] } },
    'validation.performance.0.command',
  ],
};

/** Documents with a key that nobody knows: the editor underlines it, the parser warns and goes on. */
export const misspelt: Readonly<Record<string, readonly [document: unknown, warning: string]>> = {
  'a key at the root': [{ excludes: [] }, 'the key "excludes" is unknown and was passed over. Did you mean "exclude"?'],
  'a key in an object': [{ thresholds: { level: {} } }, 'the key "thresholds.level" is unknown'],
  'a key in a list': [
    { preserve: [{ agent: 'A', reason: 'r', becuase: '' }] },
    'the key "preserve.0.becuase" is unknown',
  ],
  'a key of a contract': [
    { contract: { extends: 'default', requestHander: { name: 'on' } } },
    'the key "contract.requestHander" is unknown and was passed over. Did you mean "requestHandler"?',
  ],
  'a command to run': [{ python: { interpreter: '/bin/sh' } }, 'the key "python.interpreter" is unknown'],
};

/** Documents that only the parser can judge, because they compare one value with another. */
export const contradictory: Readonly<Record<string, readonly [document: unknown, key: string]>> = {
  'weights that do not sum to 1': [{ weights: { ...weights, fileSize: 0.4 } }, 'weights'],
  'severities that fall': [{ severities: { low: 0.3, high: 0.2 } }, 'severities'],
  'levels that fall': [{ thresholds: { levels: { medium: 30, high: 20 } } }, 'thresholds.levels'],
};
