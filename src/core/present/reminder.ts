import type { Asked } from '../answers/asked.ts';
import { buttons, type Element, type Message, message, paragraph, series, text } from '../message.ts';
import type { Person } from '../team.ts';
import type { Instant } from '../time.ts';
import { listed } from '../wording.ts';
import { openButtons, standingOf, titleOf, todayOf } from './asking.ts';
import { draftPart } from './draft.ts';
import { atMoment, lasting } from './moment.ts';
import { whyNote } from './prompt.ts';

/** The one reminder to somebody who has not answered. Once there is nothing to wait for, it says so. */
export function presentReminder(all: readonly Asked[], viewer: Person, now: Instant): Message {
  const open = all.filter((asked) => standingOf(asked, now) === 'open');
  if (open.length === 0) return settled(all, viewer, now);
  const drafted = open.filter(({ prompt }) => prompt.draft);
  const silent = open.filter(({ prompt }) => !prompt.draft);
  const title = (asked: Asked) => titleOf(asked, all, todayOf(viewer, now));
  return message(
    drafted.length > 0
      ? `${listed(drafted.map(title))}: what you typed is not sent yet`
      : `${listed(open.slice(0, 1).map(title))} closes in ${leftOf(open, now)}`,
    drafted.flatMap((asked) => draftPart(asked, viewer, now, title(asked))),
    silent.length > 0 ? silentPart(silent, all, viewer, now) : undefined,
    whyNote(open),
  );
}

function silentPart(
  silent: readonly Asked[],
  all: readonly Asked[],
  viewer: Person,
  now: Instant,
): Element[] {
  const lines = silent.map((asked) => {
    const { due } = asked.prompt;
    const title = titleOf(asked, all, todayOf(viewer, now));
    return text(
      { bold: title },
      ` closes in ${lasting(due - now)}, `,
      atMoment(due, now, viewer.calendar.zone),
    );
  });
  return [
    paragraph(series(lines, ', ', ' and '), '. A line or two is enough, and “nothing new” is an answer too.'),
    ...buttons(openButtons(silent)),
  ];
}

function leftOf(open: readonly Asked[], now: Instant): string {
  return lasting(Math.min(...open.map(({ prompt }) => prompt.due)) - now);
}

function settled(all: readonly Asked[], viewer: Person, now: Instant): Message {
  const titles = listed(all.map((asked) => titleOf(asked, all, todayOf(viewer, now))));
  const standings = new Set(all.map((asked) => standingOf(asked, now)));
  // The message above says the rest: that an answer still counts, and how.
  if (standings.has('late')) return message(`${titles}: closed`, paragraph('Closed.'));
  const words = standings.has('answered')
    ? `${titles}: your answer is in. Thank you.`
    : `${titles}: no answer needed.`;
  return message(words, paragraph(words));
}
