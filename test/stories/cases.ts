import { type Harness, type Seen, sentAt } from '../harness.ts';

/** Where a blocker stands, and how it ended. Outsiders read other words, at another time. */
const CARD = /^atlas-\d+ · (Level \d|resolved|cancelled)/;

/** What the team and those who are asked were told of blockers, as `when, to whom: which, at which level or how it ended`. A
 * message with several of them counts as one line for each; everything counts as read from now on. */
export function cards(story: Harness): string[] {
  const lines = story
    .unread()
    .flatMap((one) => cardsIn(one).map((card) => `${sentAt(one)} ${one.to}: ${card}`));
  story.ignore(/(?:)/);
  return lines.sort();
}

/** The blockers of one message as it was posted: `atlas-1 · Level 2, mediation`, `atlas-1 · resolved`. */
export function cardsIn({ text }: Seen): string[] {
  return text.split('\n').filter((line) => CARD.test(line));
}

/** Why each event of this kind happened to a thing, in order. */
export async function whys(
  story: Harness,
  about: string,
  ...what: string[]
): Promise<(string | undefined)[]> {
  const events = await story.events(about);
  return events.filter((event) => what.includes(event.what)).map(({ why }) => why);
}
