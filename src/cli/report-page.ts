import type { Section } from './report.ts';

/** A report as one file that needs nothing else: no scripts, no pictures, nothing from the network. It prints in black on
 * white, and no table row is cut by a page. */
export function pageOf(report: {
  about: string;
  notes: readonly string[];
  sections: readonly Section[];
}): string {
  const { about, notes, sections } = report;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(about)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${escaped(about)}</h1>`,
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
    ...sections.flatMap(tableOf),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const STYLE = [
  'body { font: 15px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }',
  'h1 { font-size: 1.3rem } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem }',
  'table { border-collapse: collapse; width: 100% }',
  'th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ccc }',
  'th { font-weight: 600 } tr { break-inside: avoid } thead { display: table-header-group }',
  '@media print { body { margin: 0; max-width: none; font-size: 11pt } }',
].join('\n');

function tableOf({ title, rows }: Section): string[] {
  const heading = title === '' ? [] : [`<h2>${escaped(title)}</h2>`];
  const [head = [], ...body] = rows;
  if (head.length < 2)
    return [...heading, '<ul>', ...rows.map((row) => `<li>${row.map(escaped).join('')}</li>`), '</ul>'];
  return [
    ...heading,
    '<table>',
    `<thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...body.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`),
    '</tbody>',
    '</table>',
  ];
}

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => NAMES[sign] ?? sign);
}
