import type { Finding } from '../core/definition/finding.ts';

/** Something wrong (`error`) or risky (`warning`) in a definition file. Lines and columns count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  expected: string;
  found: string;
  /** What was probably meant. */
  suggestion?: string;
  severity: Finding['severity'];
}

/** `file:line:column: expected …, found …`, as editors and terminals make it a link. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, expected, found, suggestion, severity } = problem;
  const sign = severity === 'warning' ? 'warning: ' : '';
  const meant = suggestion ? ` (did you mean "${suggestion}"?)` : '';
  return `${file}:${line}:${column}: ${sign}expected ${expected}, found ${found}${meant}`;
}
