import assert from 'node:assert/strict';
import type { InferredContract } from '../../../src/core/contract/inferred-contract.js';
import { inferContract } from '../../../src/languages/python/infer-contract.js';
import { parsePythonText } from '../../support/python-syntax.js';

async function inferText(text: string): Promise<InferredContract> {
  const inferred = inferContract({
    module: 'base',
    class: 'Base',
    sources: new Map([['base', await parsePythonText(text)]]),
  });
  assert.ok(inferred);
  return inferred;
}

describe('the inference', () => {
  it('knows that an unused *args loses what it is given, and that a used one does not', async () => {
    const unused = await inferText('class Base:\n    def __init__(self, *args):\n        self.args = None\n');
    const used = await inferText('class Base:\n    def __init__(self, *args):\n        self.first = args[0]\n');
    assert.equal(unused.contract.positional, 'ignored');
    assert.equal(used.contract.positional, 'accepted');
  });

  it('does not take for set what only one branch sets', async () => {
    const { contract } = await inferText(
      [
        'class Base:',
        '    def __init__(self, quick=False):',
        '        if quick:',
        '            self.cache = {}',
        '            self.mode = 1',
        '        else:',
        '            self.mode = 2',
        '        try:',
        '            self.link = open("x")',
        '        except OSError:',
        '            pass',
        '        while True:',
        '            try:',
        '                self.channel = connect()',
        '                break',
        '            except OSError:',
        '                wait()',
      ].join('\n'),
    );
    const moments = contract.attributes.map((one) => [one.name, one.set]);
    assert.deepEqual(moments, [
      ['cache', 'sometimes'],
      ['mode', 'constructor'],
      ['link', 'sometimes'],
      ['channel', 'constructor'],
    ]);
  });

  it('does not take for set what only one case sets', async () => {
    const moments = async (...last: readonly string[]): Promise<unknown> => {
      const lines = [
        'class Base:',
        '    def __init__(self, kind):',
        '        match kind:',
        '            case "plain":',
        '                self.link = open("x")',
        '                self.mode = 1',
        '            case "none":',
        '                raise ValueError(kind)',
        ...last,
      ];
      const { contract } = await inferText(lines.join('\n'));
      return contract.attributes.map((one) => [one.name, one.set]);
    };
    const [link, mode] = [
      ['link', 'sometimes'],
      ['mode', 'constructor'],
    ];
    assert.deepEqual(await moments(), [link, ['mode', 'sometimes']]);
    const other = ['            case _:', '                self.mode = 2'];
    assert.deepEqual(await moments(...other), [link, mode]);
    assert.deepEqual(await moments('            case _ if kind:', '                self.mode = 2'), [
      link,
      ['mode', 'sometimes'],
    ]);
  });

  it('lets agents fill what the base leaves empty and never reads itself', async () => {
    const base = (...more: readonly string[]): Promise<InferredContract> =>
      inferText(
        [
          'class Base:',
          '    def __init__(self, options):',
          '        self.name = ""',
          '        self.target = None',
          '        self.mode = "fast"',
          '        self.opened = None',
          '    def open(self):',
          '        self.opened = 1',
          '    def label(self):',
          '        return f"to {self.target}"',
          ...more,
        ].join('\n'),
      );
    const replaceable = ({ contract }: InferredContract): readonly string[] =>
      contract.attributes.filter((one) => one.replaceable === true).map(({ name }) => name);
    assert.deepEqual(replaceable(await base()), ['name']);
    assert.deepEqual(replaceable(await base('    def show(self, what):', '        return getattr(self, what)')), []);
  });

  it('tells what a look-up of another agent answers only where the base shows it', async () => {
    const answers = async (body: string): Promise<string | undefined> => {
      const { contract } = await inferText(`class Base:\n    def find_agent(self, name):\n        ${body}\n`);
      return contract.discover?.answers;
    };
    assert.equal(await answers('return self.host, self.port_of(name)'), 'host-and-port');
    assert.equal(await answers('return f"tcp://{name}:7000"'), 'address');
    assert.equal(await answers('return host_for(port)'), undefined);
    assert.equal(await answers('return registry[name]'), undefined);
  });

  it('follows constructors of bases that are called by name', async () => {
    const { contract } = await inferText(
      [
        'class Mixin:',
        '    def __init__(self, url):',
        '        self.url = url',
        '        signal.signal(signal.SIGTERM, self.stop)',
        'class Base(Mixin):',
        '    def __init__(self, settings):',
        '        Mixin.__init__(self, settings.url)',
        '        self.settings = settings',
      ].join('\n'),
    );
    assert.deepEqual(contract.attributes, [
      { name: 'settings', set: 'constructor', keyword: 'settings' },
      { name: 'url', set: 'constructor' },
      { name: 'stop', set: 'never', readInConstructor: true },
    ]);
    assert.ok(!contract.doesNot?.includes('signals'));
  });

  it('lets an agent keep its own logger only where the base has an ordinary one', async () => {
    const { contract } = await inferText(
      [
        'class Base:',
        '    def __init__(self):',
        '        self.logger = self._make()',
        '        self.log = structured.bind(agent=1)',
        '    def _make(self):',
        '        return logging.getLogger("base")',
      ].join('\n'),
    );
    assert.deepEqual(contract.attributes, [
      { name: 'logger', set: 'constructor', replaceable: true },
      { name: 'log', set: 'constructor' },
    ]);
  });

  it("knows what a base does to the logger with the agent's name, wherever it does it", async () => {
    const base = (...lines: readonly string[]): Promise<InferredContract> =>
      inferText(
        [
          'import logging',
          'class Base:',
          '    def __init__(self, name="x"):',
          '        self.name = name',
          ...lines,
        ].join('\n'),
      );
    const inMethod = await base(
      '        self._log()',
      '    def _log(self):',
      '        self.logger = logging.getLogger(self.name)',
      '        self.logger.handlers.clear()',
      '        self._quiet()',
      '    def _quiet(self):',
      '        self.logger.propagate = False',
    );
    assert.deepEqual(inMethod.contract.namedLogger, ['stops-propagation', 'replaces-handlers']);
    const byClass = await base('        logging.getLogger(type(self).__name__).setLevel(10)');
    assert.deepEqual(byClass.contract.namedLogger, ['sets-level']);
    const another = await base('        log = logging.getLogger("base")', '        log.propagate = False');
    assert.equal(another.contract.namedLogger, undefined);
    const made = await base('        self.logger = rotating_logger(name=self.name)');
    assert.ok(made.notes.some((note) => note.includes('rotating_logger')));
  });

  it('warns of attributes whose names no reading can know', async () => {
    const { notes } = await inferText(
      'class Base:\n    def __init__(self, **kw):\n        for k in kw:\n            setattr(self, k, kw[k])\n',
    );
    assert.ok(notes.some((note) => note.startsWith('Line 4 sets attributes')));
  });

  it('finds no contract where there is no such class', async () => {
    const sources = new Map([['base', await parsePythonText('class Other: pass\n')]]);
    assert.equal(inferContract({ module: 'base', class: 'Base', sources }), undefined);
  });
});
