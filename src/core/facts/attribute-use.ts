/** `object.name` in a text, the object being more than a method's own instance. */
export interface AttributeUse {
  readonly name: string;
  readonly isCall: boolean;
  /** No type says what the object is, so that it may be private: `agent['name']`, `(agent as any).name`, `spyOn(agent, 'name')`. */
  readonly isUnchecked?: true;
  /** 1-based. */
  readonly line: number;
}
