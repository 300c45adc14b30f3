import type { Contract, ContractMethod } from '../../../../../core/contract/contract.js';
import { oncePer } from '../../../../../core/once-per.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { isGenerator } from '../../reading/serving.js';

/** Every method of the base by its name, with what is known of it. */
export const contractMethods = oncePer((contract: Contract): ReadonlyMap<string, ContractMethod> => {
  const roles = [contract.run, contract.requestHandler, contract.healthHook, contract.cleanup];
  const all = [...contract.methods, ...roles.flatMap((role) => role ?? [])];
  const hooks = contract.constructorHooks.map((name): [string, ContractMethod] => [
    name,
    { name, calledBy: ['__init__'] },
  ]);
  return new Map([...hooks, ...all.map((method): [string, ContractMethod] => [method.name, method])]);
});

/** The base can call the method as it calls its own, and would get the result in the same way. */
export function isCompatible(method: MethodSyntax, expected: ContractMethod): boolean {
  return method.isAsync === (expected.isAsync ?? false) && takesTheSame(method, expected);
}

/** The method can be called with the arguments that the base gives to its own. */
export function takesTheSame(method: MethodSyntax, expected: ContractMethod): boolean {
  if (method.kind !== 'instance' || method.selfName === undefined || method.decorators.length > 0) return false;
  if (isGenerator(method)) return false;
  const given = requiredNames(expected);
  const positional = method.parameters.filter(({ kind }) => kind === 'normal');
  const required = positional.filter((one) => !one.default).length;
  const needsKeyword = method.parameters.some((one) => one.kind === 'keyword-only' && !one.default);
  const takesMore = method.parameters.some(({ kind }) => kind === '*');
  const takesAll = required <= given.length && (takesMore || positional.length >= given.length);
  return !needsKeyword && takesAll && misplaced(method, expected) === undefined;
}

/** A parameter that has the name of one of the base's in another place, so that it would get what is meant for another. */
export function misplaced(method: MethodSyntax, { parameters = [] }: ContractMethod): string | undefined {
  const names = parameters.filter((one) => !one.startsWith('*')).map(nameOf);
  const own = method.parameters.filter(({ kind }) => kind === 'normal').map(({ name }) => name);
  return own.find((name, index) => names.includes(name) && names.indexOf(name) !== index);
}

/** The method as its base declares it, as far as that is known: `async process(message)`. */
export const shapeOf = ({ name, parameters, isAsync }: ContractMethod): string =>
  `${isAsync === true ? 'async ' : ''}${name}${parameters === undefined ? '' : `(${parameters.join(', ')})`}`;

const requiredNames = ({ parameters = [] }: ContractMethod): readonly string[] =>
  parameters.filter((one) => !one.startsWith('*') && !one.includes('=')).map(nameOf);

const nameOf = (parameter: string): string => /^\w+/.exec(parameter)?.[0] ?? parameter;
