/** `object.name` in a text, the object being more than a method's own instance. */
export interface AttributeUse {
  readonly name: string;
  readonly isCall: boolean;
  /** 1-based. */
  readonly line: number;
}
