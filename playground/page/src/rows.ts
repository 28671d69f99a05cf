// Writes the column `expected` into the records: CSV stays CSV, JSON becomes one object per line.

/** The records with the expected values in `cells`; the other rows stay unchanged. */
export function expecting(text: string, rows: any[], cells: Map<number, unknown>): string {
  return /^\s*[{[]/.test(text) ? ofJson(text, rows, cells) : ofCsv(text, cells);
}

function ofJson(text: string, rows: any[], cells: Map<number, unknown>): string {
  const lines = text.split('\n');
  return rows.map((row, index) => {
    if (!row.record) return lines[row.line - 1] ?? '';
    const wanted = cells.has(index) ? cells.get(index) : row.wanted;
    return JSON.stringify(wanted === null || wanted === undefined || wanted === '' ? row.record : { ...row.record, expected: wanted });
  }).join('\n');
}

function ofCsv(text: string, cells: Map<number, unknown>): string {
  const header = text.split(/\r?\n/).find((line) => line.trim()) ?? '';
  const count = (sign: string) => header.split(sign).length;
  const sign = [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
  const [names, ...rows] = split(text, sign);
  if (!names) return text;
  let at = names.indexOf('expected');
  if (at < 0) at = names.push('expected') - 1;
  rows.forEach((row, index) => {
    while (row.length <= at) row.push('');
    if (!cells.has(index)) return;
    const cell = cells.get(index) ?? '';
    row[at] = typeof cell === 'string' ? cell : JSON.stringify(cell);
  });
  const quote = (cell: string) => (cell.includes(sign) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `${[names, ...rows].map((row) => row.map(quote).join(sign)).join('\n')}\n`;
}

/** The cells of CSV, without empty lines. */
function split(text: string, sign: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const end = () => { row.push(cell); if (row.length > 1 || row[0]) rows.push(row); row = []; cell = ''; };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === sign) { row.push(cell); cell = ''; }
    else if (character === '\n') end();
    else if (character !== '\r') cell += character;
  }
  if (cell || row.length) end();
  return rows;
}
