import { LEFT_BRACE, LEFT_PARENTHESIS, RIGHT_BRACE, RIGHT_PARENTHESIS } from '../scanner/kinds.js';

export * from '../scanner/kinds.js';

export const isOpening = (kind: number): boolean => kind >= LEFT_PARENTHESIS && kind <= LEFT_BRACE;
export const isClosing = (kind: number): boolean => kind >= RIGHT_PARENTHESIS && kind <= RIGHT_BRACE;
