import { basename, extname } from 'node:path';
import { z } from 'zod';
import type { Facts } from '../core/decision.ts';
import type { Draft, Form } from '../core/definition/draft.ts';
import { type Finding, findingsIn } from '../core/definition/finding.ts';
import type { PersonId } from '../core/team.ts';
import type { DefinitionText } from './folder.ts';
import type { Problem } from './problem.ts';
import { readYaml, type Sheet } from './yaml.ts';

/** One definition file on its way: read as far as it can be, with everything found wrong so far. */
export interface Entry<S extends z.ZodType> {
  source: Omit<DefinitionText, 'text'>;
  /** The id it gives, else the name of the file. */
  id: string;
  sheet: Sheet;
  /** The data as the file has it, where `sheet` holds more. */
  written?: unknown;
  /** Absent when the form is wrong. */
  value?: z.output<S>;
  /** Absent when not even the YAML can be trusted. */
  draft?: Draft<S>;
  findings: Finding[];
  /** Of a team whose members follow a channel where newcomers are asked about: by platform, who is in that channel and in no
   * file. */
  joined?: ReadonlyMap<string, ReadonlySet<PersonId>>;
}

/** Reads one file against its form. */
export function readEntry<S extends z.ZodType>(form: Form<S>, { text, ...source }: DefinitionText): Entry<S> {
  return entryOf(form, source, readYaml(text));
}

/** The same file with its data completed from elsewhere; what is kept of it stays as it is written. */
export function rereadEntry<S extends z.ZodType>(form: Form<S>, entry: Entry<S>, sheet: Sheet): Entry<S> {
  return { ...entryOf(form, entry.source, sheet), written: entry.written ?? entry.sheet.data };
}

/** Takes a definition up that was read and stored earlier. */
export function storedEntry<S extends z.ZodType>(
  form: Form<S>,
  source: Entry<S>['source'],
  data: Facts,
): Entry<S> {
  return entryOf(form, source, { data, faults: [], place: () => ({ line: 1, column: 1 }) });
}

function entryOf<S extends z.ZodType>(form: Form<S>, source: Entry<S>['source'], sheet: Sheet): Entry<S> {
  const read = form.read(sheet.data);
  const entry = { source, sheet, id: idIn(sheet.data) ?? basename(source.file, extname(source.file)) };
  if (read.success) return { ...entry, value: read.data, draft: form.draft(sheet.data), findings: [] };
  const findings = findingsIn(read.error, sheet.data);
  if (sheet.brokenFrom === undefined) return { ...entry, draft: form.draft(sheet.data), findings };
  return { ...entry, findings: findings.filter((finding) => isCertain(finding, sheet)) };
}

/** After a fault in the syntax only what is there, and stands before it, can be judged. */
function isCertain(finding: Finding, { brokenFrom = 1, place }: Sheet): boolean {
  return !finding.missing && place(finding.path, finding.at).line < brokenFrom;
}

function idIn(data: unknown): string | undefined {
  const read = z.object({ id: z.string() }).safeParse(data);
  return read.success ? read.data.id : undefined;
}

/** Whether the definition must not be used. */
export function isBroken(entry: Entry<z.ZodType>): boolean {
  const refused = entry.findings.some(({ severity }) => severity === 'error');
  return refused || entry.sheet.faults.length > 0 || entry.value === undefined;
}

/** The entry's data as it is stored and merged; `undefined` for what is not a map. */
export function factsIn(data: unknown): Facts | undefined {
  const read = z.record(z.string(), z.json()).safeParse(data);
  return read.success ? read.data : undefined;
}

/** Everything wrong in one file, in order of the lines. */
export function problemsIn({ source: { file }, sheet, findings }: Entry<z.ZodType>): Problem[] {
  const faults = sheet.faults.map((fault): Problem => ({ file, ...fault, severity: 'error' }));
  const others = findings.map(
    ({ path, at, missing: _, ...finding }): Problem => ({ file, ...sheet.place(path, at), ...finding }),
  );
  return [...faults, ...others].sort((a, b) => a.line - b.line || a.column - b.column);
}
