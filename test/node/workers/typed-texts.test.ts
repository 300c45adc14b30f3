import assert from 'node:assert/strict';
import path from 'node:path';
import { readPythonFacts } from '../../../src/languages/python/facts.js';
import { decodeFacts } from '../../../src/node/scan/facts-codec.js';
import { LanguageThreads } from '../../../src/node/workers/language-threads.js';

const agent = `import zmq


class EchoAgent:
    def run(self):
        self.socket = zmq.Context().socket(zmq.REP)
        while True:
            self.socket.send(self.socket.recv())
`;

const other = agent.replace('EchoAgent', 'OtherAgent').replace('REP', 'PUB');

describe('texts that somebody types', () => {
  let threads: LanguageThreads;

  beforeEach(() => {
    threads = new LanguageThreads({ distDir: path.resolve('dist'), mayBlock: false });
  });
  afterEach(() => threads.dispose());

  async function checkRead(text: string, file = 'agents/echo.py'): Promise<void> {
    const { facts, sizeBytes } = await threads.scanText(file, text, new AbortController().signal);
    assert.deepEqual(decodeFacts(facts), readPythonFacts(text));
    assert.equal(sizeBytes, Buffer.byteLength(text));
  }

  it('are read as they stand after every key', async () => {
    for (const at of [0, 12, 60, 140, agent.length])
      for (const key of ['x', '"', '(', '\n', 'ä', '']) await checkRead(agent.slice(0, at) + key + agent.slice(at));
  });

  it('are read right when another file is typed in between', async () => {
    await checkRead(agent);
    await checkRead(other, 'agents/other.py');
    await checkRead(`${agent}# more\n`);
    await checkRead('', 'agents/other.py');
    await checkRead(agent);
  });

  it('are read right by several workers, none of which has read all of them', async () => {
    const texts = Array.from({ length: 12 }, (_, index) => `${index % 2 === 0 ? agent : other}# ${index}\n`);
    await Promise.all(texts.map((text, index) => checkRead(text, `agents/number_${index}.py`)));
    for (const text of texts) await checkRead(text);
  });

  it('are not read when nobody waits for them any more, and the next one is', async () => {
    const gone = new AbortController();
    const reading = threads.scanText('agents/echo.py', other, gone.signal);
    gone.abort();
    await assert.rejects(reading, { name: 'AbortError' });
    await checkRead(agent);
  });
});
