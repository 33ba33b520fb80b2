import type { Asked } from '../answers/asked.ts';
import { buttons, type Message, message, paragraph, series, text } from '../message.ts';
import type { Person } from '../team.ts';
import type { Instant } from '../time.ts';
import { listed } from '../wording.ts';
import { openButtons, standingOf, titleOf, todayOf } from './asking.ts';
import { atMoment, lasting } from './moment.ts';
import { whyNote } from './prompt.ts';

/** The one reminder to somebody who has not answered. Once there is nothing to wait for, it says so. */
export function presentReminder(all: readonly Asked[], viewer: Person, now: Instant): Message {
  const open = all.filter((asked) => standingOf(asked, now) === 'open');
  if (open.length === 0) return settled(all, viewer, now);
  const lines = open.map((asked) => {
    const { due } = asked.prompt;
    const title = titleOf(asked, all, todayOf(viewer, now));
    return text(
      { bold: title },
      ` closes in ${lasting(due - now)}, `,
      atMoment(due, now, viewer.calendar.zone),
    );
  });
  const [first] = open;
  const left = lasting(Math.min(...open.map(({ prompt }) => prompt.due)) - now);
  return message(
    `${first ? titleOf(first, all, todayOf(viewer, now)) : ''} closes in ${left}`,
    paragraph(series(lines, ', ', ' and '), '. A line or two is enough, and “nothing new” is an answer too.'),
    buttons(openButtons(open)),
    whyNote(open),
  );
}

function settled(all: readonly Asked[], viewer: Person, now: Instant): Message {
  const titles = listed(all.map((asked) => titleOf(asked, all, todayOf(viewer, now))));
  const standings = new Set(all.map((asked) => standingOf(asked, now)));
  const words = standings.has('late')
    ? `${titles} has closed. You can still answer late, in the message above.`
    : standings.has('answered')
      ? `${titles}: your answer is in. Thank you.`
      : `${titles}: no answer needed.`;
  return message(words, paragraph(words));
}
