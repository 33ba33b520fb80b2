import type { z } from 'zod';
import { nearest } from './nearest.ts';

export type Path = readonly (string | number)[];

/** Something in a definition that is wrong, or (`warning`) risky, and the place in its data. */
export interface Finding {
  path: Path;
  /** Whether the field's name is meant or its value. */
  at: 'key' | 'value';
  /** The name of a field that is not there; `path` is what it is missing from. */
  missing?: string;
  expected: string;
  found: string;
  /** What was probably meant. */
  suggestion?: string;
  severity: 'error' | 'warning';
}

export function mistake(path: Path, expected: string, found: string, suggestion?: string): Finding {
  return { path, at: 'value', expected, found, severity: 'error', ...(suggestion && { suggestion }) };
}

export function warning(path: Path, expected: string, found: string): Finding {
  return { path, at: 'value', expected, found, severity: 'warning' };
}

/** An entry that names nothing known, with the nearest name that does. */
export function unknownName(
  path: Path,
  expected: string,
  found: string,
  candidates: Iterable<string>,
): Finding {
  return mistake(path, expected, show(found), nearest(found, candidates));
}

/** Everything zod refused in `raw`, one finding a mistake. */
export function findingsIn(error: z.ZodError, raw: unknown): Finding[] {
  const findings = error.issues.flatMap((issue) => fromIssue(issue, raw));
  const mistyped = new Set(
    findings
      .filter((finding) => finding.at === 'key')
      .map((finding) => keyed(finding.path.slice(0, -1), finding.suggestion)),
  );
  // A mistyped field is one mistake, not an unknown field and a missing one.
  return findings.filter(
    (finding) => !finding.missing || !mistyped.has(keyed(finding.path, finding.missing)),
  );
}

function fromIssue(issue: z.core.$ZodIssue, raw: unknown): Finding[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownField(path, key, issue.message));
  if (issue.code === 'invalid_union') return fromUnion(issue, path, raw);
  const value = valueAt(raw, path);
  if (value === undefined && path.length > 0) return [missing(path, issue.message)];
  const suggestion = issue.code === 'custom' ? suggested(issue.params) : nearestOf(issue, value);
  if (issue.code === 'custom' && issue.params?.at === 'key')
    return [{ ...mistake(path, issue.message, show(path.at(-1))), at: 'key' }];
  return [mistake(path, issue.message, show(value), suggestion)];
}

/** The alternative that takes this form of value says what is wrong with it; else the union itself does. */
function fromUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, raw: unknown): Finding[] {
  const branch = issue.errors.find((issues) => issues.every((each) => each.path.length > 0 || deeper(each)));
  if (!branch)
    return fromIssue(
      { ...issue, code: 'custom', params: { suggestion: nearWord(issue, valueAt(raw, path)) } },
      raw,
    );
  return branch.flatMap((each) => fromIssue({ ...each, path: [...path, ...each.path] }, raw));
}

/** The word of any alternative that the value may be a slip of. */
function nearWord(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string | undefined {
  const words = issue.errors
    .flat()
    .flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []));
  return typeof value === 'string' ? nearest(value, words) : undefined;
}

function deeper(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'unrecognized_keys' || issue.code === 'custom' || issue.code === 'too_small';
}

function unknownField(parent: Path, key: string, known: string): Finding {
  const finding = mistake(
    [...parent, key],
    `one of the fields ${known}`,
    `"${key}"`,
    nearest(key, known.split(', ')),
  );
  return { ...finding, at: 'key' };
}

function missing(path: Path, expected: string): Finding {
  const field = String(path.at(-1));
  return {
    ...mistake(path.slice(0, -1), `the field "${field}" (${expected})`, 'no such field'),
    missing: field,
  };
}

function keyed(path: Path, field: string | undefined): string {
  return JSON.stringify([...path, field ?? null]);
}

function suggested(params: Record<string, unknown> | undefined): string | undefined {
  return typeof params?.suggestion === 'string' ? params.suggestion : undefined;
}

function nearestOf(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return undefined;
  return nearest(value, issue.values.map(String));
}

/** The value at a path of nested maps and lists. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(step))?.[1];
  }
  return value;
}

/** A value as an error names it: short, texts in quotes. */
export function show(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  const host = /^(?:https?|webcals?):\/\/([^/?#@]*)[/?#]./i.exec(value)?.[1];
  // What follows the host often is a secret.
  if (host !== undefined) return `"…//${host}/…"`;
  return value.length > 60 ? `"${value.slice(0, 60)}…"` : `"${value}"`;
}
