import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Contract } from '../../src/core/contract/contract.js';
import { contractEntries } from '../../src/core/config/contract-schema.js';
import { defaultPythonContract } from '../../src/core/contract/default-profile.js';

const lean: Contract = {
  language: 'python',
  module: 'base.agent',
  class: 'Agent',
  keywords: [{ name: 'name', role: 'name' }],
  positional: 'refused',
  unknownKeywords: 'refused',
  attributes: [{ name: 'name', set: 'constructor', keyword: 'name' }],
  constructorHooks: [],
  methods: [],
  abstractMethods: [],
  ports: [],
};

const demanding: Contract = {
  ...lean,
  requestHandler: { name: 'handle', parameters: ['request'], calledBy: ['run'], synonyms: ['answer', 'on_message'] },
  run: { name: 'run', parameters: [], synonyms: ['start'] },
  abstractMethods: ['run', 'handle'],
};

/** What inference reads from the base of that name beside it, which a test holds to the letter. */
function fixture(name: string): Contract {
  const written: unknown = JSON.parse(readFileSync(`test/fixtures/contract/${name}.json`, 'utf8'));
  return { ...lean, ...v.parse(v.strictObject(contractEntries), written) };
}

/**
 * `lean`: a base that takes a name and owns nothing but it, and demands it; `abstract`: that demands a method besides, of which nothing is
 * known; `demanding`: that leaves its run method and its handler to the agents; `asynchronous`: that serves with asyncio; `quiet`: the
 * documented one, but keeping the lines of the logger with the agent's name to itself.
 */
export const contracts = {
  documented: defaultPythonContract,
  lean,
  abstract: { ...lean, abstractMethods: ['handle'] },
  demanding,
  asynchronous: fixture('async_agent'),
  quiet: { ...defaultPythonContract, namedLogger: ['stops-propagation', 'sets-level'] },
} satisfies Readonly<Record<string, Contract>>;
