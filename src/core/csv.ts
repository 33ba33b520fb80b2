/** Rows as RFC 4180: fields with commas, quotes or line breaks are quoted, lines end with CR LF. A text that a spreadsheet
 * would take for a formula (it begins with = + - @ or a tab) gets an apostrophe in front; numbers stay numbers. */
export function csv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
