import * as v from 'valibot';
import {
  attributeMoments,
  contractGaps,
  discoverAnswers,
  keywordRoles,
  loggerEffects,
  visibilities,
} from '../contract/contract.js';
import { fields, flag, list, object, oneOf, text, texts, wholeNumber } from './schema-parts.js';

const portNumber = v.pipe(
  wholeNumber,
  v.minValue(1, 'must be from 1 to 65535'),
  v.maxValue(65535, 'must be from 1 to 65535'),
);

const methodFields = {
  name: text,
  parameters: v.exactOptional(texts),
  isAsync: v.exactOptional(flag),
  mustCallSuper: v.exactOptional(flag),
  calledBy: v.exactOptional(texts),
  synonyms: v.exactOptional(texts),
  visibility: v.exactOptional(oneOf(visibilities)),
};
const method = object(methodFields);

const keyword = object({
  name: text,
  default: v.exactOptional(v.string('must be text')),
  role: v.exactOptional(oneOf(keywordRoles)),
  synonyms: v.exactOptional(texts),
  type: v.exactOptional(text),
});

const attribute = object({
  name: text,
  set: oneOf(attributeMoments),
  equivalent: v.exactOptional(texts),
  keyword: v.exactOptional(text),
  replaceable: v.exactOptional(flag),
  setOnce: v.exactOptional(flag),
  readInConstructor: v.exactOptional(flag),
  property: v.exactOptional(oneOf(['read-only', 'settable'])),
  visibility: v.exactOptional(oneOf(visibilities)),
});

const whenWithheld = v.variant(
  'kind',
  [
    fields({ kind: v.literal('first-free'), from: portNumber, span: wholeNumber }),
    fields({ kind: v.literal('offset'), of: text, by: wholeNumber }),
    fields({ kind: v.literal('fixed'), port: portNumber }),
    fields({ kind: v.literal('not-bound') }),
    fields({ kind: v.literal('unknown') }),
  ],
  'must say in `kind` which port is bound: "first-free", "offset", "fixed", "not-bound" or "unknown"',
);

const boundPort = object({
  attribute: text,
  boundIn: v.exactOptional(oneOf(['constructor', 'run'])),
  keyword: v.exactOptional(text),
  protocol: oneOf(['zmq', 'http', 'tcp']),
  whenWithheld,
  onFailure: oneOf(['raises', 'warns']),
});

const mainSocket = object({
  attribute: text,
  contextAttribute: v.exactOptional(text),
  isAsync: v.exactOptional(flag),
  kind: text,
  addresses: texts,
  options: v.exactOptional(v.record(text, text, 'must be an object of texts')),
});

const requestLoop = object({
  payload: oneOf(['json', 'string', 'bytes', 'pyobj', 'multipart', 'unknown']),
  flag: v.exactOptional(text),
  endsInCleanup: flag,
  absorbsInterrupt: flag,
  errorReplyKeys: v.exactOptional(texts),
});

const health = object({
  socketAttribute: v.exactOptional(text),
  contextAttribute: v.exactOptional(text),
  threadAttribute: v.exactOptional(text),
  kind: v.exactOptional(text),
  answersAnyMessage: flag,
  httpPaths: v.exactOptional(texts),
});

/** Every field of a contract, each optional: what is absent comes from the contract that `extends` names, or is empty. */
export const contractEntries = {
  language: v.exactOptional(oneOf(['python', 'typescript'])),
  module: v.exactOptional(text),
  class: v.exactOptional(text),
  external: v.exactOptional(flag),
  keywords: v.exactOptional(list(keyword)),
  positional: v.exactOptional(oneOf(['accepted', 'ignored', 'refused'])),
  unknownKeywords: v.exactOptional(oneOf(['ignored', 'refused'])),
  attributes: v.exactOptional(list(attribute)),
  constructorHooks: v.exactOptional(texts),
  methods: v.exactOptional(list(method)),
  abstractMethods: v.exactOptional(texts),
  run: v.exactOptional(method),
  requestHandler: v.exactOptional(method),
  requestLoop: v.exactOptional(requestLoop),
  healthHook: v.exactOptional(
    object({ ...methodFields, keys: v.exactOptional(texts), sometimes: v.exactOptional(texts) }),
  ),
  health: v.exactOptional(health),
  cleanup: v.exactOptional(method),
  mainSocket: v.exactOptional(mainSocket),
  ports: v.exactOptional(list(boundPort)),
  sendRequest: v.exactOptional(method),
  discover: v.exactOptional(object({ ...methodFields, answers: v.exactOptional(oneOf(discoverAnswers)) })),
  reportError: v.exactOptional(method),
  joinsThreads: v.exactOptional(texts),
  doesNot: v.exactOptional(list(oneOf(contractGaps))),
  namedLogger: v.exactOptional(list(oneOf(loggerEffects))),
  isEmitter: v.exactOptional(flag),
  events: v.exactOptional(texts),
  start: v.exactOptional(texts),
  restart: v.exactOptional(texts),
};

/** A contract of which any part may be missing. */
export type ContractFields = v.InferOutput<v.ObjectSchema<typeof contractEntries, undefined>>;
