import type { Contract } from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import type { ClassChain } from './class-chain.js';
import type { NamedLogger } from './named-logger.js';
import { lineOf, walk } from './syntax.js';

const rolesOfInterest = {
  run: 'serves until the agent ends',
  requestHandler: 'answers one request',
  healthHook: 'returns the health',
  cleanup: 'releases what the agent holds',
} as const;

/** What the inference did not understand, one sentence each, with what it means for a migration. */
export function contractNotes(contract: Contract, model: BaseModel, chain: ClassChain): readonly string[] {
  return [
    ...baseNotes(chain),
    ...roleNotes(contract),
    ...loopNotes(contract),
    ...portNotes(contract),
    ...dynamicNotes(model),
  ];
}

function baseNotes({ missing, unknown }: ClassChain): readonly string[] {
  const names = [...missing.map((one) => `${one.module}.${one.name}`), ...unknown];
  return names.map((name) => `Its base ${name} was not read: what it adds to the contract is unknown.`);
}

function roleNotes(contract: Contract): readonly string[] {
  const roles = Object.entries(rolesOfInterest).filter(([role]) => !Object.hasOwn(contract, role));
  return roles.map(
    ([role, meaning]) =>
      `No method was recognised as the one that ${meaning}. If there is one, name it as "${role}" in agent-migrator.json.`,
  );
}

function loopNotes({ run, requestLoop, mainSocket }: Contract): readonly string[] {
  const notes: string[] = [];
  if (run !== undefined && requestLoop?.payload === 'unknown') {
    notes.push(`How ${run.name} decodes a request was not understood: agents keep their own request loops.`);
  }
  if (mainSocket?.addresses.length === 0) {
    notes.push(`The address of ${mainSocket.attribute} was not understood: agents keep their own main sockets.`);
  }
  return notes;
}

function portNotes({ ports }: Contract): readonly string[] {
  return ports
    .filter((port) => port.whenWithheld.kind === 'unknown')
    .map((port) => `Which ${port.attribute} is bound when no keyword says so was not understood.`);
}

/** Attributes that no static reading can know. */
function dynamicNotes(model: BaseModel): readonly string[] {
  return model.methods.flatMap((method) =>
    [...walk(method.body)]
      .filter((node) => node.type === 'call' && /^(setattr\(self,\s*[^'"\s]|self\.__dict__\.update\()/.test(node.text))
      .map(
        (node) =>
          `Line ${lineOf(node)} sets attributes whose names are not written: they are not part of the contract.`,
      ),
  );
}

export function loggerNotes({ makers }: NamedLogger): readonly string[] {
  return [...new Set(makers)].map(
    (maker) =>
      `What ${maker} does to the logger with the agent's name was not read. If it stops its propagation, replaces its handlers or sets its level, say so as "namedLogger" in agent-migrator.json.`,
  );
}
