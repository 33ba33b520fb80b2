import { list, type Message, message, note, paragraph, type Text, text } from '../message.ts';
import type { Instant } from '../time.ts';
import { count, oneLine } from '../wording.ts';
import type { Escalation } from './escalation.ts';

/** The most that are shown. */
const MOST = 10;

/** What was learned from solved escalations, newest first: those whose words hold every one of `words`, in any case. Give only
 * those that the reader may see. */
export function learnedFrom(escalations: readonly Escalation[], words: string): Escalation[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return escalations
    .filter((one) => one.resolved?.learning !== undefined)
    .filter((one) => wanted.every((word) => searched(one).includes(word)))
    .toSorted((a, b) => solvedAt(b) - solvedAt(a));
}

/** Somebody who looks for “staging” means the blocker as much as its lesson. */
function searched({ what, resolved }: Escalation): string {
  return [what, resolved?.how, resolved?.learning].join('\n').toLowerCase();
}

function solvedAt({ resolved }: Escalation): Instant {
  return resolved?.at ?? 0;
}

/** What was found, each with its lesson first. */
export function presentLearned(found: readonly Escalation[], words: string): Message {
  const title = words ? `What we learned about “${oneLine(words, 60)}”` : 'What we learned last';
  if (found.length === 0) return message(title, paragraph(nothing(words)));
  const more = found.length - MOST;
  return message(
    title,
    paragraph({ bold: title }),
    list(found.slice(0, MOST).map(line)),
    more > 0 ? paragraph(`And ${count(more, 'older one', 'older ones')}. More words find fewer.`) : undefined,
    note('“/escalate ID” shows the whole story. Only you see this.'),
  );
}

function line({ id, what, resolved }: Escalation): Text {
  return text(
    { bold: oneLine(resolved?.learning ?? '', 300) },
    ` (${id}, `,
    { time: resolved?.at ?? 0, as: 'day' },
    `: ${oneLine(what, 100)})`,
  );
}

function nothing(words: string): string {
  return words
    ? `Nothing was learned about “${oneLine(words, 60)}” yet. Try fewer words; “/escalate learned” alone shows the last ten.`
    : 'Nothing was written down yet. Whoever resolves a blocker is asked what was learned.';
}
