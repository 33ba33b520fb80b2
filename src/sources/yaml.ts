import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import type { Path } from '../core/definition/finding.ts';

/** Counted from 1. */
export interface Position {
  line: number;
  column: number;
}

export interface Fault extends Position {
  expected: string;
  found: string;
}

/** A YAML text as data, and where in the text each piece of the data stands. */
export interface Sheet {
  data: unknown;
  /** What is wrong with the YAML itself. */
  faults: readonly Fault[];
  /** The first line that may not be what the author meant, because the syntax broke there. */
  brokenFrom?: number;
  /** The place of a value, or of its key; of what is around it if it is not there. */
  place(path: Path, at: 'key' | 'value'): Position;
}

/** Faults that leave the rest of the file as it was meant. */
const HARMLESS = ['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED'];

/** Reads a YAML text; what is wrong with it comes back as faults. */
export function readYaml(text: string): Sheet {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = document.errors.map((error) => ({ ...positionAt(error.pos[0]), ...worded(error, text) }));
  for (const { name, offset } of takeLooseAliases(document))
    faults.push({ ...positionAt(offset), expected: 'an anchor that was set before', found: `"*${name}"` });
  const { data, fault } = dataOf(document);
  const breaks = document.errors.filter(({ code }) => !HARMLESS.includes(code));
  return {
    data,
    faults: fault ? [...faults, { ...positionAt(0), ...fault }] : faults,
    ...(breaks.length > 0 && { brokenFrom: Math.min(...breaks.map(({ pos }) => positionAt(pos[0]).line)) }),
    place: (path, at) => positionAt(offsetOf(document, path, at)),
  };
}

/** Aliases that lead nowhere; in the document nothing stands in their place. */
function takeLooseAliases(document: Document): { name: string; offset: number }[] {
  const loose: { name: string; offset: number }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined;
      loose.push({ name: alias.source, offset: alias.range?.[0] ?? 0 });
      return new Scalar(null);
    },
  });
  return loose;
}

/** Aliases that lead to too much only show when they are followed. */
function dataOf(document: Document): { data?: unknown; fault?: Omit<Fault, keyof Position> } {
  try {
    return { data: document.toJS() };
  } catch (problem) {
    return {
      fault: { expected: 'valid YAML', found: problem instanceof Error ? problem.message : String(problem) },
    };
  }
}

function worded(error: Document['errors'][number], text: string): { expected: string; found: string } {
  const [key = ''] = /^[^\s:]+/.exec(text.slice(error.pos[0])) ?? [];
  if (error.code === 'DUPLICATE_KEY') return { expected: 'each field once', found: `"${key}" a second time` };
  return { expected: 'valid YAML', found: `a mistake: ${error.message}` };
}

function offsetOf(document: Document, path: Path, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [i, step] of path.entries()) {
    const { key, value } = childOf(document, node, step);
    if (key === undefined && value === undefined) return offset;
    const wantsKey = at === 'key' && i === path.length - 1;
    offset = startOf(wantsKey ? key : value) ?? startOf(key) ?? offset;
    node = value;
  }
  return offset;
}

function childOf(
  document: Document,
  node: unknown,
  step: string | number,
): { key?: unknown; value?: unknown } {
  const parent = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(parent)) return { value: parent.items[Number(step)] };
  if (!isMap(parent)) return {};
  const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair ? { key: pair.key, value: pair.value } : {};
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
