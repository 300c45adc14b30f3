import { markup, type Markup } from './markup.js';

/** The head of a column, of texts or of numbers. */
export type Column = string | { readonly number: string };

/** A table that says in its caption what it holds and in which order; `rows` are `tr` elements. */
export function table(caption: string, columns: readonly Column[], rows: readonly Markup[]): Markup {
  const heads = columns.map((column) =>
    typeof column === 'string'
      ? markup`<th scope="col">${column}</th> `
      : markup`<th scope="col" class="number">${column.number}</th> `,
  );
  return markup`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
