import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deedsTable, statesTable, timersTable } from '../core/escalation/describe.ts';
import { levelsTable } from '../core/escalation/describe-levels.ts';
import { diagram } from '../core/escalation/diagram.ts';
import { metricsTable } from '../core/metrics/describe.ts';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

type Blocks = Readonly<Record<string, () => string>>;

/** What is made from the code in each page. */
export const PAGES: Readonly<Record<string, Blocks>> = {
  'escalations.md': {
    levels: levelsTable,
    states: statesTable,
    diagram: () => `\`\`\`mermaid\n${diagram()}\n\`\`\``,
    'what people can do': deedsTable,
    'what happens by itself': timersTable,
  },
  'metrics.md': { metrics: metricsTable },
};

/** The page with everything between its markers made anew from the code. Throws when a marker is missing. */
export function withGenerated(name: string, page: string): string {
  return Object.entries(PAGES[name] ?? {}).reduce(
    (text, [block, make]) => withBlock(name, text, block, make()),
    page,
  );
}

function withBlock(page: string, text: string, name: string, block: string): string {
  const [begin, end] = [`<!-- made by npm run docs: ${name} -->`, '<!-- end -->'];
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`docs/${page} needs the lines "${begin}" and "${end}".`);
  return `${text.slice(0, from)}${begin}\n\n${block}\n\n${text.slice(to)}`;
}

if (import.meta.main)
  for (const name of Object.keys(PAGES)) {
    const file = join(DOCS, name);
    await writeFile(file, withGenerated(name, await readFile(file, 'utf8')));
  }
