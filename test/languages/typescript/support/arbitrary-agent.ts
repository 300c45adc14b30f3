import fc from 'fast-check';

/** A module with one agent class, as text; line endings may be mixed and a byte order mark may stand before it. */
export interface AgentText {
  readonly text: string;
  readonly hasMark: boolean;
}

const heads = [
  ...['', '#!/usr/bin/env node\n', '/* eslint-disable */\n\n', '// about this file\n\n', "'use strict';\n"],
  ...["import type { Socket } from 'node:net';\n", "import { EventEmitter } from 'node:events';\n"],
];

const imports = `import { createServer, type Server } from 'node:http';
import { Worker } from "node:worker_threads";
import { Pool } from 'pg';
`;

const headers = [
  ...[
    'export class LampAgent {',
    'class LampAgent {',
    'export default class LampAgent {',
    'export class LampAgent<T = string> {',
  ],
  '/** Shines. */\nexport class LampAgent { // behind',
];

const fields = [
  ...['  private timer = setInterval(() => this.tick(), 10)', '  private timer?: NodeJS.Timeout;', '  #count = 0;'],
  ...[
    '  readonly name = "lamp";',
    '  private port = 8080;',
    '  private pool = new Pool();',
    '  running: boolean = true;',
  ],
  ...[
    '  private worker: Worker | null = null;',
    '  private log = console; // kept',
    '  private server: Server | undefined',
  ],
];

const constructors = [
  ...[
    '',
    '  constructor() {\n    this.tick();\n  }',
    '  constructor(readonly config: object) {}',
    '  constructor(name: string) { console.log(name) }',
  ],
];

const methods = [
  ...[
    '  async start() {\n    this.worker = new Worker("./w.js");\n  }',
    '  async start(): Promise<void> {\n    while (true) await this.tick();\n  }',
  ],
  ...[
    '  stop() {\n    clearInterval(this.timer);\n  }',
    '  async stop(): Promise<void> {\n    await this.worker?.terminate();\n  }',
  ],
  ...[
    '  async cleanup(): Promise<void> {\n    await Promise.resolve();\n  }',
    '  private checkHealth() {\n    return { status: "ok", at: Date.now() };\n  }',
  ],
  ...[
    '  listen(): void {\n    this.server = createServer(async (req, res) => {\n      res.end(JSON.stringify(await this.answer(req.url)));\n    });\n    this.server.listen(this.port);\n  }',
  ],
  ...[
    '  async answer(request: unknown): Promise<unknown> {\n    try {\n      return request;\n    } catch (error) {}\n    return `${this.port} // no comment`;\n  }',
  ],
  ...[
    '  async tick(): Promise<void> {\n    await fetch("http://localhost:7301/x");\n  }',
    '  static make() { return new LampAgent(); }',
  ],
];

const tails = [
  '',
  'process.on("SIGTERM", () => agent.stop());\nconst agent = new LampAgent();\nagent.start();\n',
  '// the end',
];

const lineEnds = fc.constantFrom('\n', '\r\n', 'mixed');

/** Every other line ends in another way. */
const withEnds = (text: string, end: string): string => {
  let count = 0;
  return text.replace(/\n/g, () => (end === 'mixed' ? (count++ % 2 === 0 ? '\r\n' : '\n') : end));
};

export const agentText: fc.Arbitrary<AgentText> = fc
  .record({
    head: fc.constantFrom(...heads),
    header: fc.constantFrom(...headers),
    fields: fc.subarray(fields),
    constructor: fc.constantFrom(...constructors),
    methods: fc.shuffledSubarray(methods),
    tail: fc.constantFrom(...tails),
    end: lineEnds,
    hasMark: fc.boolean(),
  })
  .map(({ head, header, fields: state, constructor, methods: body, tail, end, hasMark }) => {
    const members = [...state, ...(constructor === '' ? [] : [constructor]), ...body].join('\n\n');
    const text = `${head}${imports}\n${header}\n${members}\n}\n\n${tail}`;
    return { text: withEnds(text, end), hasMark: hasMark && !text.startsWith('#!') };
  });
