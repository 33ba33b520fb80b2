import { z } from 'zod';
import type { Calendar, Window } from '../time/calendar.ts';
import { showMinute } from '../time/zone.ts';
import { WEEKDAYS, weekdaysOf, windowOf } from './times.ts';

const WINDOW = 'a window like "09:00-17:00"';

type Week = Calendar['week'];
interface Mistake {
  path: (string | number)[];
  message: string;
  /** `at: 'key'`: the weekday is meant, not its windows. */
  params?: { at: 'key' };
}
interface Placed {
  window: Window;
  /** Where it was written: the key and the place in its list. */
  path: (string | number)[];
}

/** Windows per weekday or range, `mon-thu: ["09:00-12:30", "13:15-17:30"]` → the windows of a week. Windows of a
 * day that overlap are refused. */
export const hours = z
  .record(z.string(), z.array(z.string({ error: WINDOW }), { error: 'a list like ["09:00-17:00"]' }), {
    error: 'a map like { mon-fri: ["09:00-17:00"] }',
  })
  .transform((days, context): Week => {
    const mistakes: Mistake[] = [];
    const placed = place(days, mistakes);
    mistakes.push(...overlaps(placed));
    for (const mistake of mistakes) context.addIssue({ code: 'custom', ...mistake });
    return mistakes.length > 0 ? z.NEVER : placed.map((day) => day.map(({ window }) => window));
  });

/** Every window on its weekday, sorted; what is not understood goes to `mistakes`. */
function place(days: Record<string, string[]>, mistakes: Mistake[]): Placed[][] {
  const week: Placed[][] = WEEKDAYS.map(() => []);
  for (const [key, texts] of Object.entries(days)) {
    const weekdays = weekdaysOf(key);
    if (!weekdays)
      mistakes.push({
        path: [key],
        message: 'a weekday or range like fri or mon-thu',
        params: { at: 'key' },
      });
    for (const [i, text] of texts.entries()) {
      const window = windowOf(text.trim());
      if (!window) mistakes.push({ path: [key, i], message: WINDOW });
      else for (const day of weekdays ?? []) week[day]!.push({ window, path: [key, i] });
    }
  }
  for (const day of week) day.sort((a, b) => a.window.from - b.window.from);
  return week;
}

/** One mistake per written window that begins before the one ahead of it on that day has ended. */
function overlaps(week: readonly Placed[][]): Mistake[] {
  const found = new Map<string, Mistake>();
  for (const day of week)
    for (const [i, next] of day.entries()) {
      const before = day[i - 1]?.window;
      if (before && before.to > next.window.from)
        found.set(next.path.join(), { path: next.path, message: after(before) });
    }
  return [...found.values()];
}

function after(before: Window): string {
  return `a window that begins after ${showMinute(before.from)}-${showMinute(before.to)} has ended`;
}
