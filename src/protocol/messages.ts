/** One message of a map of messages: its type and what it carries. */
export type MessageOf<Messages> = {
  readonly [Type in keyof Messages]: { readonly type: Type; readonly value: Messages[Type] };
}[keyof Messages];

/** One handler for every message of a map: a message without a handler does not compile. */
export type HandlersOf<Messages> = { readonly [Type in keyof Messages]: (value: Messages[Type]) => void };

/** Calls the handler of a message that came from the other side; what is not a message of the map is ignored. */
export function dispatch<Messages>(message: unknown, handlers: HandlersOf<Messages>): void {
  if (typeof message !== 'object' || message === null || !('type' in message)) return;
  const { type } = message;
  if (typeof type !== 'string' || !Object.hasOwn(handlers, type)) return;
  // The two sides are built from one source: a known type carries its value.
  const { value } = message as unknown as { readonly value: Messages[keyof Messages] };
  handlers[type as keyof Messages](value);
}
