/** `object.name` in a text. */
export interface AttributeUse {
  readonly name: string;
  readonly isCall: boolean;
  /** No type says what the object is, so that it may be private: `agent['name']`, `(agent as any).name`, `spyOn(agent, 'name')`. */
  readonly isUnchecked?: true;
  /** Of the object whose method it stands in: somebody else's only where its class inherits that. */
  readonly isOwn?: true;
  /** 1-based. */
  readonly line: number;
}
