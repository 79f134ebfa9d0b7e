interface Board {
  readonly asOf: string;
  readonly tiles: readonly { key: string; value: string; basis: string; tone: string }[];
  readonly lines: readonly Row[];
  readonly open: readonly Row[];
}
interface Row {
  readonly cells: readonly string[];
  readonly tone: string;
}

/**
 * `[data-board]` holds the address of a stream that sends the numbers of the wallboard again and again; they are put
 * where they stand. When nothing comes any more, the board says so: old numbers must not pass for new ones.
 */
export function startWallboard(): void {
  const board = document.querySelector<HTMLElement>('[data-board]');
  if (!board) return;
  offerWholeScreen(board);
  const source = new EventSource(board.dataset['board'] ?? '');
  source.addEventListener('board', (event: MessageEvent<string>) => {
    lost(board, '');
    show(board, JSON.parse(event.data) as Board);
  });
  source.addEventListener('bye', () => {
    source.close();
    lost(board, 'You have not used the desk for a while. Choose “Count again” to go on.');
  });
  source.addEventListener('error', () => lost(board, 'The desk does not answer. Trying again.'));
  window.addEventListener('pagehide', () => source.close());
}

function offerWholeScreen(board: HTMLElement): void {
  const button = board.querySelector<HTMLElement>('[data-fill-screen]');
  if (!button || !document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener('click', () => void board.requestFullscreen().catch(() => undefined));
}

function lost(board: HTMLElement, words: string): void {
  const note = board.querySelector<HTMLElement>('[data-board-lost]');
  put(board, '[data-board-lost-text]', words);
  if (note) note.hidden = words === '';
}

function show(board: HTMLElement, { asOf, tiles, lines, open }: Board): void {
  put(board, '[data-as-of]', asOf);
  for (const { key, value, basis, tone } of tiles) {
    const tile = board.querySelector<HTMLElement>(`[data-tile="${key}"]`);
    if (!tile) continue;
    tile.classList.toggle('board__tile--warning', tone === 'warning');
    put(tile, '[data-value]', value);
    put(tile, '[data-basis]', basis);
  }
  showRows(board, 'lines', lines);
  showRows(board, 'open', open);
}

function put(inside: HTMLElement, selector: string, words: string): void {
  const element = inside.querySelector(selector);
  if (element && element.textContent !== words) element.textContent = words;
}

function showRows(board: HTMLElement, name: string, rows: readonly Row[]): void {
  const table = board.querySelector<HTMLTableElement>(`[data-board-table="${name}"]`);
  const none = board.querySelector<HTMLElement>(`[data-board-none="${name}"]`);
  if (!table || !none) return;
  table.hidden = rows.length === 0;
  none.hidden = rows.length > 0;
  const headings = [...table.querySelectorAll('thead th')].map((cell) => cell.textContent ?? '');
  table.tBodies[0]?.replaceChildren(...rows.map((row) => rowOf(row, headings)));
}

function rowOf({ cells, tone }: Row, headings: readonly string[]): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.className = `govuk-table__row board__row--${tone}`;
  for (const [index, text] of cells.entries()) {
    const cell = document.createElement(index === 0 ? 'th' : 'td');
    cell.className = index === 0 ? 'govuk-table__header' : 'govuk-table__cell govuk-table__cell--numeric';
    if (index === 0) cell.setAttribute('scope', 'row');
    else cell.dataset['heading'] = headings[index] ?? '';
    cell.textContent = text;
    row.append(cell);
  }
  return row;
}
