/** One comparison of a `when` clause; without an operator the key alone stands for its truth. */
export interface Condition {
  readonly key: string;
  readonly operator?: string;
  readonly value?: string;
}

const token = /\s*(?<token>&&|\|\||==|!=|=~|>=|<=|[()!<>]|\/(?:\\.|[^/\\])+\/[a-z]*|'[^']*'|[^\s()!=<>&|]+)/uy;

/** The comparisons of a `when` clause, in order; throws on a clause that no one could evaluate. */
export function parseWhen(clause: string): readonly Condition[] {
  const tokens = tokenize(clause);
  const conditions: Condition[] = [];
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const here = tokens[i] ?? '';
    if (here === '(') depth++;
    else if (here === ')') depth--;
    else if (!['&&', '||', '!'].includes(here)) {
      const comparison = comparisonAt(tokens, i);
      conditions.push(comparison.condition);
      i += comparison.length - 1;
    }
  }
  if (depth !== 0) throw new Error(`unbalanced parentheses in "${clause}"`);
  return conditions;
}

function tokenize(clause: string): readonly string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < clause.trimEnd().length) {
    const match = token.exec(clause);
    if (match?.groups?.['token'] === undefined) throw new Error(`cannot read "${clause}"`);
    found.push(match.groups['token']);
  }
  return found;
}

function comparisonAt(tokens: readonly string[], at: number): { condition: Condition; length: number } {
  const key = tokens[at] ?? '';
  const next = tokens[at + 1];
  const operator = next === 'not' ? 'not in' : next;
  if (operator === undefined || !['==', '!=', '=~', '<', '<=', '>', '>=', 'in', 'not in'].includes(operator)) {
    return { condition: { key }, length: 1 };
  }
  const length = operator === 'not in' ? 4 : 3;
  const value = tokens[at + length - 1];
  if (value === undefined) throw new Error(`nothing to compare ${key} with`);
  return { condition: { key, operator, value: value.replace(/^'|'$/gu, '') }, length };
}
