import { sameWords } from '../blocker.ts';
import type { Topic } from '../record.ts';
import type { Instant } from '../time.ts';
import { oneLine } from '../wording.ts';

/** What came too late for a retro's cards, for the next one's list: without whoever wrote it, like a card. Nothing when an
 * open topic says the same. */
export function unnamedTopic(
  words: string,
  { id, team }: { id: string; team: string },
  open: readonly Topic[],
  now: Instant,
): Topic | undefined {
  const text = oneLine(words, 300);
  if (open.some((topic) => sameWords(topic.text, text))) return undefined;
  const why = 'It came too late for the last retro.';
  return { id: `${team}/late-${id}`, team, text, why, from: [], at: now, open: true, version: 1 };
}
