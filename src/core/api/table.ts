import { z } from 'zod';
import { csv } from '../csv.ts';
import { RESOURCES, type ResourceName } from './resources.ts';

type Cell = string | number | undefined;

/** A list as lines for a spreadsheet: a column for each field of its shape. What holds several things is written as JSON. */
export function csvOf(name: ResourceName, rows: readonly object[]): string {
  const { shape } = RESOURCES[name];
  const columns = shape instanceof z.ZodObject ? Object.keys(shape.shape) : [];
  return csv([columns, ...rows.map((row) => cellsOf(new Map(Object.entries(row)), columns))]);
}

function cellsOf(row: ReadonlyMap<string, unknown>, columns: readonly string[]): Cell[] {
  return columns.map((column) => {
    const value = row.get(column);
    if (value === undefined || typeof value === 'string' || typeof value === 'number') return value;
    return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
  });
}
