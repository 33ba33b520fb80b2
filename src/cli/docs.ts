import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deedsTable, statesTable, timersTable } from '../core/escalation/describe.ts';
import { levelsTable } from '../core/escalation/describe-levels.ts';
import { diagram } from '../core/escalation/diagram.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'escalations.md');

const BLOCKS: Readonly<Record<string, () => string>> = {
  levels: levelsTable,
  states: statesTable,
  diagram: () => `\`\`\`mermaid\n${diagram()}\n\`\`\``,
  'what people can do': deedsTable,
  'what happens by itself': timersTable,
};

/** The page with everything between its markers made anew from the code. Throws when a marker is missing. */
export function withGenerated(page: string): string {
  return Object.entries(BLOCKS).reduce((text, [name, make]) => withBlock(text, name, make()), page);
}

function withBlock(page: string, name: string, block: string): string {
  const [begin, end] = [`<!-- made by npm run docs: ${name} -->`, '<!-- end -->'];
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`docs/escalations.md needs the lines "${begin}" and "${end}".`);
  return `${page.slice(0, from)}${begin}\n\n${block}\n\n${page.slice(to)}`;
}

if (import.meta.main) await writeFile(PAGE, withGenerated(await readFile(PAGE, 'utf8')));
