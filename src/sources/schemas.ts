import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ritualFile } from '../core/definition/ritual-file.ts';
import { teamFile } from '../core/definition/team-file.ts';

/** The JSON Schemas editors use for help and completion, by file name. */
export function schemaFiles(): Record<string, string> {
  return {
    'ritual.schema.json': schemaOf(ritualFile, 'A ritual of Rondo'),
    'team.schema.json': schemaOf(teamFile, 'A team of Rondo'),
  };
}

/** Writes them to a folder; the files of the project are in `rituals/schema`. */
export async function writeSchemas(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(schemaFiles())) await writeFile(join(folder, name), text);
}

function schemaOf(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) }, null, 2)}\n`;
}

if (import.meta.main) await writeSchemas(join(import.meta.dirname, '..', '..', 'rituals', 'schema'));
