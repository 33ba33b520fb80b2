import { ritualFile } from '../core/definition/ritual-file.ts';
import { modeOf } from '../core/definition/ritual-of.ts';
import { schedule } from '../core/definition/when.ts';
import { ritualKind, ritualMode } from '../core/ritual.ts';
import { against, answerTo, listed, type Source } from './new-answers.ts';
import { named } from './new-identity.ts';
import type { Place } from './new-place.ts';
import { ritualText } from './new-ritual-text.ts';

/** Asks for everything a ritual file needs and gives its text. Each answer follows the rules of `check`. */
export async function draftRitual(source: Source, { known }: Place) {
  const taken = new Set([...known.rituals.map(({ id }) => id), ...known.broken.rituals]);
  const { id, name } = await named(source, ritualFile.shape, 'ritual', taken);
  const what = await form(source);
  const when = await time(source, what.mode);
  return { id, name: `${id}.yml`, kind: 'ritual', text: ritualText({ id, name, ...what, ...when }) } as const;
}

async function form(source: Source) {
  const kind = ritualKind.parse(
    await answerTo(source, {
      flag: 'kind',
      ask: `What is it? ${ritualKind.options.join(', ')}`,
      usual: 'checkin',
      wrong: (text) => against(ritualKind, text),
    }),
  );
  const mode = await answerTo(source, {
    flag: 'mode',
    ask: 'async (everybody is asked and answers in chat) or live (a meeting)?',
    usual: modeOf({ kind }),
    wrong: (text) => against(ritualMode, text),
  });
  return { kind, mode: ritualMode.parse(mode) };
}

async function time(source: Source, mode: 'async' | 'live') {
  const at = await answerTo(source, {
    flag: 'at',
    ask: mode === 'live' ? "At what time, on the team's clock?" : "At what time, on each person's own clock?",
    usual: mode === 'live' ? '14:00' : '09:00',
    wrong: (text) => against(schedule.shape.at, text),
  });
  const on = await answerTo(source, {
    flag: 'on',
    ask: 'On which days? weekdays, every day, mon, thu, first monday, last friday, 15',
    usual: 'weekdays',
    wrong: (text) => against(schedule.shape.on, daysIn(text)),
  });
  return { at, on: daysIn(on) };
}

/** Days as people type them, as a ritual file has them: `15`, `mon, thu` or words. */
function daysIn(text: string): string | number | string[] {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replaceAll(/^\[|\]$/g, '');
  return plain.includes(',') || plain !== text ? listed(plain) : text;
}
