import type { ApiEntry } from '../api-tree.js';
import type { CallSite } from '../call-site.js';

const engine = (detail: string, ...paths: readonly string[]): ApiEntry => ({ kind: 'database', detail, paths });

/**
 * Calls that open a connection to a database. Vector databases with a store or a server of their own count; index libraries that live in the
 * process (faiss, annoy, hnswlib) and files of objects (pickle, shelve) do not.
 */
export const databaseApis: readonly ApiEntry[] = [
  engine('sqlite', 'sqlite3.connect', 'sqlite3.dbapi2.connect', 'pysqlite3.connect', 'pysqlite3.dbapi2.connect'),
  engine('sqlite', 'aiosqlite.connect', 'apsw.Connection', 'peewee.SqliteDatabase'),
  engine(
    'redis',
    ...['redis', 'redis.asyncio', 'redis.client', 'redis.asyncio.client', 'aioredis'].flatMap((module) =>
      ['Redis', 'StrictRedis', 'from_url', 'Redis.from_url', 'StrictRedis.from_url'].map((name) => `${module}.${name}`),
    ),
    ...['redis', 'redis.asyncio', 'redis.connection'].flatMap((module) =>
      ['ConnectionPool', 'ConnectionPool.from_url', 'BlockingConnectionPool'].map((name) => `${module}.${name}`),
    ),
    ...['redis.cluster.RedisCluster', 'redis.RedisCluster', 'redis.Sentinel', 'redis.sentinel.Sentinel'],
    ...['aioredis.create_redis_pool', 'aioredis.create_redis', 'fakeredis.FakeRedis'],
  ),
  engine(
    'postgresql',
    ...['psycopg2.connect', 'psycopg2.pool.SimpleConnectionPool', 'psycopg2.pool.ThreadedConnectionPool'],
    ...[
      'psycopg.connect',
      'psycopg.Connection.connect',
      'psycopg.AsyncConnection.connect',
      'psycopg_pool.ConnectionPool',
    ],
    ...[
      'psycopg_pool.AsyncConnectionPool',
      'asyncpg.connect',
      'asyncpg.create_pool',
      'aiopg.connect',
      'aiopg.create_pool',
    ],
    ...['pg8000.connect', 'peewee.PostgresqlDatabase'],
  ),
  engine(
    'mysql',
    ...[
      'pymysql.connect',
      'pymysql.connections.Connection',
      'pymysql.Connection',
      'MySQLdb.connect',
      'aiomysql.connect',
    ],
    ...['mysql.connector.connect', 'mysql.connector.pooling.MySQLConnectionPool', 'mysql.connector.MySQLConnection'],
    ...['aiomysql.create_pool', 'peewee.MySQLDatabase', 'mariadb.connect'],
  ),
  engine('mongodb', 'pymongo.MongoClient', 'pymongo.mongo_client.MongoClient', 'pymongo.AsyncMongoClient'),
  engine('mongodb', 'motor.motor_asyncio.AsyncIOMotorClient', 'mongoengine.connect'),
  {
    kind: 'database',
    detail: engineOfUrl,
    paths: [
      ...['create_engine', 'engine.create_engine', 'ext.asyncio.create_async_engine'].map(
        (name) => `sqlalchemy.${name}`,
      ),
      ...['sqlmodel.create_engine', 'databases.Database', 'dataset.connect'],
    ],
  },
  engine('neo4j', 'neo4j.GraphDatabase.driver', 'neo4j.AsyncGraphDatabase.driver', 'py2neo.Graph'),
  engine(
    'chromadb',
    ...['Client', 'PersistentClient', 'HttpClient', 'AsyncHttpClient', 'EphemeralClient'].map(
      (name) => `chromadb.${name}`,
    ),
  ),
  engine('qdrant', 'qdrant_client.QdrantClient', 'qdrant_client.AsyncQdrantClient'),
  engine('weaviate', 'weaviate.Client', 'weaviate.connect_to_local', 'weaviate.connect_to_custom'),
  engine('weaviate', 'weaviate.connect_to_weaviate_cloud'),
  engine('milvus', 'pymilvus.MilvusClient', 'pymilvus.connections.connect'),
  engine('pinecone', 'pinecone.Pinecone', 'pinecone.init'),
  engine('lancedb', 'lancedb.connect', 'lancedb.connect_async'),
  engine('elasticsearch', 'elasticsearch.Elasticsearch', 'elasticsearch.AsyncElasticsearch'),
  engine('opensearch', 'opensearchpy.OpenSearch', 'opensearchpy.AsyncOpenSearch'),
  engine('influxdb', 'influxdb.InfluxDBClient', 'influxdb_client.InfluxDBClient'),
  engine('cassandra', 'cassandra.cluster.Cluster'),
  engine('duckdb', 'duckdb.connect'),
  engine('clickhouse', 'clickhouse_driver.Client', 'clickhouse_connect.get_client'),
  engine('oracle', 'cx_Oracle.connect', 'oracledb.connect', 'oracledb.create_pool'),
  engine('odbc', 'pyodbc.connect', 'aioodbc.connect'),
  engine('sqlserver', 'pymssql.connect'),
  engine('memcached', 'pymemcache.client.base.Client', 'pymemcache.Client', 'memcache.Client', 'pylibmc.Client'),
  engine('lmdb', 'lmdb.open', 'lmdb.Environment'),
  engine('leveldb', 'plyvel.DB', 'leveldb.LevelDB'),
  engine('tinydb', 'tinydb.TinyDB'),
];

const dialects: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  postgresql: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
  oracle: 'oracle',
  mssql: 'sqlserver',
};

/** The engine behind a library that speaks to many, when the URL is a literal; else the library is counted as the engine. */
function engineOfUrl(call: CallSite): string {
  const url = call.stringOf(call.positional(0) ?? call.keyword('url'));
  const scheme = url === undefined ? undefined : /^(\w+)(?:\+\w+)?:/.exec(url)?.[1];
  return (scheme === undefined ? undefined : dialects[scheme]) ?? 'sqlalchemy';
}
