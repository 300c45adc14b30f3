import type { ExecutionPermission } from '../../app/ports/validation.js';

/** Where what a person agreed to is kept for this workspace. */
export interface ConsentMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface ConsentParts {
  readonly memory: ConsentMemory;
  readonly isTrusted: () => boolean;
  /** Whether the person lets this command line run code of the workspace. */
  readonly ask: (commandLine: string) => Promise<boolean>;
}

const key = 'consentedCommandLines';

/** Running code of the workspace takes trust, and one consent for each command line, which holds for the workspace. */
export class ExecutionConsent {
  constructor(private readonly parts: ConsentParts) {}

  permission(commandLine: string): ExecutionPermission {
    if (!this.parts.isTrusted()) {
      return { allowed: false, reason: 'This workspace is not trusted, so none of its code is run.' };
    }
    if (this.consented().includes(commandLine)) return { allowed: true };
    const reason = `It would run code of the workspace with ${commandLine}; agree to that with the run profile "Check, Running Code".`;
    return { allowed: false, reason };
  }

  /** Asks where that was not agreed to yet; in a workspace that is not trusted nobody is asked. */
  async request(commandLine: string): Promise<void> {
    if (!this.parts.isTrusted() || this.consented().includes(commandLine)) return;
    if (!(await this.parts.ask(commandLine))) return;
    await this.parts.memory.update(key, [...this.consented(), commandLine]);
  }

  private consented(): readonly unknown[] {
    const kept = this.parts.memory.get(key);
    return Array.isArray(kept) ? kept : [];
  }
}
