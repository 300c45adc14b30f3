import type { CommandHandlers, CommandId } from './commands.js';

/** Tells people about a failure and offers to run the same again. */
export interface FailurePresenter {
  /** Does not wait for the person's answer; whoever called the command goes on. */
  present(error: unknown, retry: () => Promise<unknown>): void;
}

/** Runs commands by id; a failure in any of them reaches the presenter, so that it never rejects. */
export class CommandRunner {
  constructor(
    private readonly handlers: CommandHandlers,
    private readonly presenter: FailurePresenter,
  ) {}

  run = async (id: CommandId, args: readonly unknown[]): Promise<unknown> => {
    try {
      return await this.handlers[id](...args);
    } catch (error) {
      this.presenter.present(error, () => this.run(id, args));
      return undefined;
    }
  };
}
