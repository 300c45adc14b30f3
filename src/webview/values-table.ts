import { element } from './page.js';

/** More rows than these are turned page by page: a reader goes through every one. */
const rowsPerPage = 25;

export interface TableRow {
  readonly head: string;
  readonly cells: readonly string[];
}

/** The values of a chart as a table, made when somebody opens it; the newest first. */
export class ValuesTable {
  readonly element = element('details', 'values');
  private readonly body = element('div');
  private page = 0;

  constructor(
    private readonly caption: string,
    private readonly heads: () => readonly string[],
    private readonly rows: () => readonly TableRow[],
  ) {
    this.element.append(element('summary', '', 'Values as a table'), this.body);
    this.element.addEventListener('toggle', () => this.update());
  }

  /** Shows the newest values, if the table is open. */
  update(): void {
    if (!this.element.open) {
      this.body.replaceChildren();
      return;
    }
    const all = this.rows();
    const pages = Math.max(1, Math.ceil(all.length / rowsPerPage));
    this.page = Math.min(this.page, pages - 1);
    const shown = all.slice(this.page * rowsPerPage, (this.page + 1) * rowsPerPage);
    this.body.replaceChildren(this.table(shown), ...(pages > 1 ? [this.pager(pages)] : []));
  }

  private table(rows: readonly TableRow[]): HTMLElement {
    const table = element('table');
    table.createCaption().textContent = this.caption;
    const head = table.createTHead().insertRow();
    for (const text of this.heads()) {
      const cell = element('th', '', text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      const first = element('th', '', row.head);
      first.scope = 'row';
      line.append(first, ...row.cells.map((text) => element('td', '', text)));
    }
    return table;
  }

  private pager(pages: number): HTMLElement {
    const bar = element('p', 'pager');
    const button = (text: string, to: number): HTMLButtonElement => {
      const made = element('button', '', text);
      made.disabled = to < 0 || to >= pages;
      made.addEventListener('click', () => {
        this.page = to;
        this.update();
        // The button that had the focus is gone.
        this.body.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus();
      });
      return made;
    };
    bar.append(
      button('Newer', this.page - 1),
      element('span', '', ` Page ${this.page + 1} of ${pages} `),
      button('Older', this.page + 1),
    );
    return bar;
  }
}
