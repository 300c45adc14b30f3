import { ts } from 'ts-morph';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';
import { originOf, plainExpression } from './origins.js';

/** What an expression opens, and how that is closed. */
export interface ResourceKind {
  /** For people: `timer`, `worker thread`, `PostgreSQL pool`. */
  readonly what: string;
  readonly closing: Closing;
}

export type Closing =
  /** `clearInterval(x)`. */
  | { readonly by: 'function'; readonly name: string }
  /** `x.close()`, awaited where it answers with a promise. */
  | { readonly by: 'method'; readonly name: string; readonly isAwaited: boolean }
  /** `x.close(done)`: waits until the last connection has ended. */
  | { readonly by: 'callback'; readonly name: string };

const awaited = (what: string, name: string): ResourceKind => ({
  what,
  closing: { by: 'method', name, isAwaited: true },
});
const plain = (what: string, name: string): ResourceKind => ({
  what,
  closing: { by: 'method', name, isAwaited: false },
});
const server = (what: string): ResourceKind => ({ what, closing: { by: 'callback', name: 'close' } });
const timer = (what: string, name: string): ResourceKind => ({ what, closing: { by: 'function', name } });

/** What is opened by a call or `new` of a name, as the name's module exports it. */
const kinds: Readonly<Record<string, ResourceKind>> = {
  'global.setInterval': timer('timer', 'clearInterval'),
  'timers.setInterval': timer('timer', 'clearInterval'),
  'global.setTimeout': timer('timer', 'clearTimeout'),
  'worker_threads.Worker': awaited('worker thread', 'terminate'),
  'child_process.fork': plain('child process', 'kill'),
  'child_process.spawn': plain('child process', 'kill'),
  'http.createServer': server('HTTP server'),
  'https.createServer': server('HTTPS server'),
  'net.createServer': server('TCP server'),
  'net.connect': plain('TCP connection', 'destroy'),
  'net.createConnection': plain('TCP connection', 'destroy'),
  'dgram.createSocket': plain('UDP socket', 'close'),
  'ws.WebSocketServer': plain('WebSocket server', 'close'),
  'ws.Server': plain('WebSocket server', 'close'),
  ws: plain('WebSocket', 'close'),
  'ws.WebSocket': plain('WebSocket', 'close'),
  'global.WebSocket': plain('WebSocket', 'close'),
  ...Object.fromEntries(
    ['Request', 'Reply', 'Publisher', 'Subscriber', 'Push', 'Pull', 'Dealer', 'Router', 'Pair'].map((type) => [
      `zeromq.${type}`,
      plain(`ZeroMQ ${type} socket`, 'close'),
    ]),
  ),
  'pg.Pool': awaited('PostgreSQL pool', 'end'),
  'pg.Client': awaited('PostgreSQL client', 'end'),
  'mysql2/promise.createPool': awaited('MySQL pool', 'end'),
  'mysql2/promise.createConnection': awaited('MySQL connection', 'end'),
  'better-sqlite3': plain('SQLite database', 'close'),
  'sqlite.DatabaseSync': plain('SQLite database', 'close'),
  'redis.createClient': awaited('Redis client', 'quit'),
  ioredis: awaited('Redis client', 'quit'),
  'ioredis.Redis': awaited('Redis client', 'quit'),
  'ioredis.Cluster': awaited('Redis cluster client', 'quit'),
  'mongodb.MongoClient': awaited('MongoDB client', 'close'),
  '@prisma/client.PrismaClient': awaited('Prisma client', '$disconnect'),
  'sequelize.Sequelize': awaited('Sequelize connection', 'close'),
  'typeorm.DataSource': awaited('TypeORM data source', 'destroy'),
  knex: awaited('Knex pool', 'destroy'),
  'knex.knex': awaited('Knex pool', 'destroy'),
  'level.Level': awaited('Level database', 'close'),
  'piscina.Piscina': awaited('pool of workers', 'destroy'),
  'onnxruntime-node.InferenceSession.create': awaited('ONNX session', 'release'),
  'onnxruntime-web.InferenceSession.create': awaited('ONNX session', 'release'),
  ...Object.fromEntries(
    ['tfjs', 'tfjs-node', 'tfjs-node-gpu'].flatMap((name) =>
      ['loadGraphModel', 'loadLayersModel'].map((load) => [`@tensorflow/${name}.${load}`, plain('model', 'dispose')]),
    ),
  ),
};

/** What the expression opens, through the module's imports; `undefined` when it opens nothing known. */
export function resourceMade(module: TypeScriptModule, expression: ts.Expression): ResourceKind | undefined {
  const made = plainExpression(expression);
  if (!ts.isCallExpression(made) && !ts.isNewExpression(made)) return undefined;
  const { expression: callee } = made;
  // `createServer(…).listen(80)` is the server.
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'listen')
    return resourceMade(module, callee.expression);
  const origin = originOf(module, callee);
  return origin === undefined ? undefined : kinds[origin];
}
