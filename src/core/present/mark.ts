import { type Button, buttons, type Message, message, note, paragraph } from '../message.ts';
import type { Ritual } from '../ritual.ts';
import type { Mark } from '../round/marks.ts';
import type { Round } from '../round.ts';
import { MINUTE } from '../time.ts';
import { oneLine } from '../wording.ts';
import { lasting } from './moment.ts';

/** The time of a meeting, for whoever facilitates it. */
export function presentMark({ round, ritual }: { round: Round; ritual: Ritual }, mark: Mark): Message {
  const words = wordsOf(mark, ritual);
  const end: Button = { id: 'meeting.end', label: 'End', thing: `round:${round.id}`, epoch: 0 };
  return message(
    `${ritual.name}: ${words}`,
    paragraph({ bold: ritual.name }, `: ${words}`),
    mark === 'end' && round.state === 'open' ? buttons([end]) : undefined,
    note(`You get this because you facilitate ${ritual.name}. Ending the meeting stops these.`),
  );
}

function wordsOf(mark: Mark, { lasts, agenda }: Ritual): string {
  if (mark === 'half') return `half of the time is over, ${lasting((lasts * MINUTE) / 2)} left.`;
  if (mark === 'end') return 'time is up.';
  const next = agenda[mark];
  const over = `the time for “${oneLine(agenda[mark - 1] ?? '', 100)}” is up.`;
  return next ? `${over} Next: ${oneLine(next, 100)}.` : over;
}
