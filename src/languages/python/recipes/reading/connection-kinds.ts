import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { callOf, originOf, type CallSyntax } from './origins.js';

/** What a call opens, and how that is closed. */
export interface ConnectionKind {
  /** For people: `PUB socket`, `sqlite connection`. */
  readonly what: string;
  /** Method that closes it and takes no arguments; absent for one that is closed by awaiting. */
  readonly close?: string;
  readonly isZmq?: boolean;
  /** Only the thread that opened it may close it. */
  readonly ownThreadOnly?: boolean;
}

/** Calls that open a connection, by the module they come from, with the method that closes it. Clients without one are not listed. */
const databases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sqlite: {
    'sqlite3.connect': 'close',
    'sqlite3.dbapi2.connect': 'close',
    'pysqlite3.connect': 'close',
    'apsw.Connection': 'close',
  },
  redis: {
    'redis.Redis': 'close',
    'redis.StrictRedis': 'close',
    'redis.from_url': 'close',
    'redis.Redis.from_url': 'close',
    'redis.StrictRedis.from_url': 'close',
    'redis.client.Redis': 'close',
    'redis.ConnectionPool': 'disconnect',
    'redis.ConnectionPool.from_url': 'disconnect',
    'redis.BlockingConnectionPool': 'disconnect',
  },
  postgresql: {
    'psycopg2.connect': 'close',
    'psycopg2.pool.SimpleConnectionPool': 'closeall',
    'psycopg2.pool.ThreadedConnectionPool': 'closeall',
    'psycopg.connect': 'close',
    'psycopg.Connection.connect': 'close',
    'psycopg_pool.ConnectionPool': 'close',
    'pg8000.connect': 'close',
  },
  mysql: {
    'pymysql.connect': 'close',
    'pymysql.Connection': 'close',
    'MySQLdb.connect': 'close',
    'mysql.connector.connect': 'close',
    'mariadb.connect': 'close',
  },
  mongodb: { 'pymongo.MongoClient': 'close', 'pymongo.mongo_client.MongoClient': 'close' },
  sqlalchemy: { 'sqlalchemy.create_engine': 'dispose', 'sqlalchemy.engine.create_engine': 'dispose' },
  neo4j: { 'neo4j.GraphDatabase.driver': 'close' },
  elasticsearch: { 'elasticsearch.Elasticsearch': 'close' },
  duckdb: { 'duckdb.connect': 'close' },
  cassandra: { 'cassandra.cluster.Cluster': 'shutdown' },
  odbc: { 'pyodbc.connect': 'close' },
  oracle: { 'cx_Oracle.connect': 'close', 'oracledb.connect': 'close' },
  sqlserver: { 'pymssql.connect': 'close' },
  influxdb: { 'influxdb.InfluxDBClient': 'close', 'influxdb_client.InfluxDBClient': 'close' },
  memcached: { 'pymemcache.Client': 'close', 'pymemcache.client.base.Client': 'close' },
  lmdb: { 'lmdb.open': 'close' },
};

const byOrigin = new Map(
  Object.entries(databases).flatMap(([engine, calls]) =>
    Object.entries(calls).map(([origin, close]) => [origin, { engine, close }] as const),
  ),
);

const plainSockets = new Set(['socket.socket', 'socket.create_connection', 'socket.create_server']);
const awaited = /^(?:aiosqlite|asyncpg|aiopg|aiomysql|aioredis|motor|redis\.asyncio|psycopg\.AsyncConnection)\./;

/** What the expression opens, through the module's imports; `undefined` when it is no call that opens anything known. */
export function connectionMade(module: PythonModule, node: SyntaxNode | undefined): ConnectionKind | undefined {
  const call = callOf(module, node);
  if (call === undefined) return undefined;
  const type = call.name === 'socket' ? zmqSocketType(module, call) : undefined;
  if (type !== undefined) return { what: `${type} socket`, close: 'close', isZmq: true };
  const origin = originOf(module, call.callee);
  if (origin === undefined) return undefined;
  if (plainSockets.has(origin)) return { what: 'socket', close: 'close' };
  if (awaited.test(origin)) return { what: `${origin.split('.')[0] ?? origin} connection` };
  const known = byOrigin.get(origin);
  return (
    known && {
      what: `${known.engine} connection`,
      close: known.close,
      ownThreadOnly: known.engine === 'sqlite' && !isSharedByThreads(module, call),
    }
  );
}

/** `PUB` of `context.socket(zmq.PUB)`; `undefined` for a call that makes no ZeroMQ socket. */
export function zmqSocketType(module: PythonModule, call: CallSyntax): string | undefined {
  const [type] = call.receiver === undefined ? [] : call.positional;
  const origin = type === undefined ? undefined : originOf(module, type);
  return origin === undefined ? undefined : /^zmq\.(?:\w+\.)?([A-Z]+)$/.exec(origin)?.[1];
}

function isSharedByThreads(module: PythonModule, { keywords }: CallSyntax): boolean {
  const check = keywords.get('check_same_thread');
  return check !== undefined && module.textOf(check) === 'False';
}
