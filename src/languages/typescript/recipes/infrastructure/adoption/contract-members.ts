import { ts } from 'ts-morph';
import type { Contract, ContractMethod, Visibility } from '../../../../../core/contract/contract.js';
import type { MemberSyntax } from '../../../rewrite/agent-syntax.js';

export function contractMethod(contract: Contract, name: string): ContractMethod | undefined {
  const { run, requestHandler, healthHook, cleanup, methods } = contract;
  return [run, requestHandler, healthHook, cleanup, ...methods].find((method) => method?.name === name);
}

const openness: Readonly<Record<Visibility, number>> = { private: 0, protected: 1, public: 2 };

export const isNarrower = (own: Visibility, wanted: Visibility): boolean => openness[own] < openness[wanted];

/** A method that can be called with what the base passes. */
export function fits({ node }: MemberSyntax, { parameters = [] }: ContractMethod): boolean {
  if (!ts.isMethodDeclaration(node) || node.typeParameters) return false;
  const demanded = node.parameters.filter((one) => !one.questionToken && !one.initializer && !one.dotDotDotToken);
  return demanded.length <= parameters.length;
}
