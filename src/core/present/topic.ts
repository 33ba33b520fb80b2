import { type Element, list, paragraph, type Text, text } from '../message.ts';
import type { Topic } from '../record.ts';
import { count, listed } from '../wording.ts';

/** What waits on a round's agenda besides its own topics: what an earlier round did not get to, and for a retro what keeps
 * coming back and what people want to talk about. Nothing where there is nothing. */
export function topicLines(topics: readonly Topic[] = []): Element[] {
  const [own, carried] = [topics.filter((one) => !one.ritual), topics.filter((one) => one.ritual)];
  return [
    ...titled('Carried over', carried),
    ...titled(
      'Keeps coming back',
      own.filter(({ from }) => from.length > 0),
    ),
    ...titled(
      'To talk about',
      own.filter(({ from }) => from.length === 0),
    ),
  ];
}

/** What the next retro will talk about. */
export function waitingTopics(topics: readonly Topic[]): Element[] {
  return titled('On the list for the next retro', topics);
}

function titled(title: string, topics: readonly Topic[]): Element[] {
  return topics.length === 0 ? [] : [paragraph({ bold: title }), ...list(topics.map(lineOf))];
}

function lineOf({ text: words, from }: Topic): Text {
  if (from.length === 0) return [words];
  return text(words, ` (${count(from.length, 'time')}: ${listed(from)})`);
}
