import { readAgent, type AgentSyntax } from './agent-syntax.js';
import { isBaseClass } from './base-reference.js';
import type { TypeScriptRewriteOptions } from './rewrite-options.js';
import type { ClassSyntax } from './syntax/class-syntax.js';
import type { TypeScriptModule } from './syntax/typescript-module.js';

/** Reads agent classes under one contract; what is read is kept with the class. */
export class AgentReader {
  private readonly known = new WeakMap<ClassSyntax, AgentSyntax>();

  constructor(private readonly target: Pick<TypeScriptRewriteOptions, 'contract' | 'outside'>) {}

  /** `undefined` when the module has no such class. */
  agentNamed(module: TypeScriptModule, name: string): AgentSyntax | undefined {
    const found = module.classNamed(name);
    if (!found) return undefined;
    const known = this.known.get(found);
    if (known) return known;
    const agent = readAgent(found, (written) => isBaseClass(module, written, this.target));
    this.known.set(found, agent);
    return agent;
  }
}
