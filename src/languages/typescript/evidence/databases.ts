import type { ApiRule, ModuleApis } from './api.js';

/** Engines by the packages that speak to them; a name of the package that is called uses the engine. */
const packages: Readonly<Record<string, readonly string[]>> = {
  postgresql: ['pg', 'pg-promise', 'postgres', 'slonik'],
  mysql: ['mysql', 'mysql2'],
  sqlite: ['better-sqlite3', 'sqlite3', 'sqlite', 'sql.js'],
  redis: ['redis', 'ioredis', 'bull', 'bullmq'],
  mongodb: ['mongodb', 'mongoose'],
  level: ['level', 'levelup', 'classic-level'],
  duckdb: ['duckdb', '@duckdb/node-api'],
  chromadb: ['chromadb'],
  qdrant: ['@qdrant/js-client-rest'],
  pinecone: ['@pinecone-database/pinecone'],
  weaviate: ['weaviate-client', 'weaviate-ts-client'],
  lancedb: ['@lancedb/lancedb'],
  hnswlib: ['hnswlib-node'],
  neo4j: ['neo4j-driver'],
  supabase: ['@supabase/supabase-js'],
  prisma: ['@prisma/client'],
  typeorm: ['typeorm'],
  drizzle: ['drizzle-orm'],
  knex: ['knex'],
  sequelize: ['sequelize'],
};

const mappers: ReadonlySet<string> = new Set(['prisma', 'typeorm', 'drizzle', 'knex', 'sequelize']);
const wrapped: ReadonlySet<string> = new Set(['postgresql', 'mysql', 'sqlite']);

const engineOfPackage: ReadonlyMap<string, string> = new Map(
  Object.entries(packages).flatMap(([engine, names]) => names.map((name) => [name, engine] as const)),
);

const uses = (detail: string): ApiRule => ({ kind: 'database', detail });

/** Every call of a database package's own names; a worker of a queue waits for messages as well. */
export const databaseApis: ModuleApis = {
  ...Object.fromEntries([...engineOfPackage].map(([name, engine]) => [name, { any: [uses(engine)] }])),
  bullmq: { members: { Worker: [uses('redis'), { kind: 'subscription', detail: 'Worker' }] }, any: [uses('redis')] },
};

/** The engine behind a module as imported; `undefined` for any other module. */
export function engineOf(module: string): string | undefined {
  const plain = module.replace(/^node:/, '');
  const parts = plain.split('/');
  return engineOfPackage.get(parts.slice(0, plain.startsWith('@') ? 2 : 1).join('/'));
}

/** A mapper and the driver below it are one engine: the mapper that stands for a driver's engine in this file, or the engine itself. */
export function countedEngine(engine: string, enginesOfFile: ReadonlySet<string>): string {
  if (!wrapped.has(engine)) return engine;
  return [...enginesOfFile].find((one) => mappers.has(one)) ?? engine;
}
