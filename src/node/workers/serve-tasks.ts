import type { MessagePort } from 'node:worker_threads';

export type TaskHandlers<Tasks> = {
  readonly [Kind in keyof Tasks]: Tasks[Kind] extends { readonly request: infer Request; readonly result: infer Result }
    ? (request: Request) => Result | Promise<Result>
    : never;
};

/** A task on its way to a worker. */
export interface TaskMessage {
  readonly id: number;
  readonly kind: string;
  readonly request: unknown;
}

/** The answer to the task of that id. */
export type TaskAnswer =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };

/** Answers tasks one after the other, each with its result or with what went wrong. */
export function serveTasks<Tasks>(port: MessagePort, handlers: TaskHandlers<Tasks>): void {
  // The pool sends each kind with the request of that kind.
  const byKind = handlers as Readonly<Record<string, ((request: unknown) => unknown) | undefined>>;
  const answer = async ({ id, kind, request }: TaskMessage): Promise<TaskAnswer> => {
    try {
      const handle = byKind[kind];
      if (!handle) throw new Error(`No handler for a task of the kind ${kind}.`);
      return { id, result: await handle(request) };
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  port.on('message', (message: TaskMessage) => {
    void answer(message).then((done) => port.postMessage(done));
  });
}
