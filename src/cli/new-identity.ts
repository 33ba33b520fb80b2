import type { z } from 'zod';
import { against, answerTo, idOf, type Source } from './new-answers.ts';

/** The name of a new team or ritual, and an id that none has yet: one that is taken is not offered. */
export async function named(
  source: Source,
  shape: { name: z.ZodType; id: z.ZodType },
  what: 'team' | 'ritual',
  taken: ReadonlySet<string>,
): Promise<{ id: string; name: string }> {
  const name = await answerTo(source, {
    flag: 'name',
    ask: `What is the ${what} called?`,
    wrong: (text) => against(shape.name, text),
  });
  const wanted = idOf(name);
  const usual = source.dialog && taken.has(wanted) ? '' : wanted;
  const id = await answerTo(source, {
    flag: 'id',
    ask: 'A short id that never changes',
    ...(usual && { usual }),
    wrong: (text) =>
      against(shape.id, text) ?? (taken.has(text) ? `there is a ${what} ${text} already.` : undefined),
  });
  return { id, name };
}
