import assert from 'node:assert/strict';
import { readPythonFacts } from '../../../src/languages/python/facts.js';

describe('classes of a Python file', () => {
  it('counts calls of a base by its name like those on super()', () => {
    const text = `
class A(b.BaseAgent, Mixin):
    def __init__(self):
        b . BaseAgent.__init__(self, port=1)
        Mixin.__init__(self)
        Other.__init__(self)
        self.b.BaseAgent.__init__(self)
    def cleanup(self):
        b.BaseAgent.cleanup(self)
    def run(self):
        b.BaseAgent.cleanup(self)
class B(object):
    def __init__(self): object.__init__(self)
`;
    const [a, b] = readPythonFacts(text).classes;
    assert.deepEqual([a?.superInitCalls, b?.superInitCalls], [2, 0]);
    assert.deepEqual(
      a?.methods.map(({ callsSuper }) => callsSuper),
      [true, true, false],
    );
  });

  it('go on behind the markers of a merge conflict', () => {
    const text = `
class A:
    def __init__(self):
        self.port = 1
<<<<<<< HEAD
        self.socket = zmq.Context().socket(zmq.REP)
=======
        self.socket = zmq.Context.instance().socket(zmq.REP)
>>>>>>> feature
    def run(self):
        pass
`;
    const { classes, problems } = readPythonFacts(`import zmq${text}`);
    assert.deepEqual(
      classes.map(({ name, methods }) => [name, methods.map((method) => method.name)]),
      [['A', ['__init__', 'run']]],
    );
    assert.equal(problems[0]?.code, 'conflict-markers');
  });
});
