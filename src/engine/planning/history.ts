import type { Reply } from '../../core/decision.ts';
import { withNames } from '../../core/escalation/people.ts';
import { heading, list, message, note, paragraph, type Text, text } from '../../core/message.ts';
import type { Team } from '../../core/team.ts';
import { DAY } from '../../core/time.ts';
import { oneLine, sentence } from '../../core/wording.ts';
import type { StoredEvent } from '../../ports.ts';
import type { Call } from '../call.ts';

const DAYS = 14;
const MOST = 15;

const KINDS: Readonly<Record<string, 'objectives' | 'dependencies' | 'risks' | 'lessons'>> = {
  objectives: 'objectives',
  dependencies: 'dependencies',
  risks: 'risks',
  learned: 'lessons',
};

/** `/rondo why objectives`, `dependencies`, `risks` or `learned`: who changed which, when and why, in the teams that the caller
 * means. Undefined for any other word. */
export async function whyPlans(call: Call, word: string): Promise<Reply | undefined> {
  const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (!kind) return undefined;
  const found = await Promise.all(call.caller.meant.map((team) => linesOf(call, team, kind)));
  const lines = found.flat().toSorted((a, b) => b.at - a.at);
  const title = `Why: ${word}`;
  return {
    reply: 'message',
    message: message(
      title,
      heading(title),
      lines.length > 0
        ? list(lines.slice(0, MOST).map((line) => line.words))
        : paragraph(`Nothing has changed in the last ${DAYS} days.`),
      lines.length > MOST
        ? paragraph(`And ${lines.length - MOST} more in the last ${DAYS} days.`)
        : undefined,
      note('Only you see this.'),
    ),
  };
}

async function linesOf(
  { tx, now }: Call,
  team: Team,
  kind: (typeof KINDS)[string],
): Promise<{ at: number; words: Text }[]> {
  const at = { atLeast: now - DAYS * DAY };
  const earlier = team.was === undefined ? [] : await tx.events.find({ team: team.was, at }, { order: 'at' });
  const events = [...earlier, ...(await tx.events.find({ team: team.id, at }, { order: 'at' }))];
  const prefix = {
    objectives: 'objective:',
    dependencies: 'dependency:',
    risks: 'risk:',
    lessons: 'lesson:',
  }[kind];
  const own = events.filter(({ about }) => about.startsWith(prefix));
  const lines = await Promise.all(
    own.map(async (event) => {
      const row = await tx[kind].get(event.about.slice(prefix.length));
      // What happened under the id from before a split may be another team's by now.
      if (event.team !== team.id && row?.team !== team.id) return [];
      const what = row && ('what' in row ? row.what : row.text);
      return [{ at: event.at, words: withNames(lineOf(event, what ?? 'taken back'), team) }];
    }),
  );
  return lines.flat();
}

function lineOf({ at, who, what, why }: StoredEvent, about: string): Text {
  return text(
    { time: at, as: 'both' },
    ' ',
    { person: who },
    ` · ${what} · `,
    { bold: oneLine(about, 100) },
    why ? `: ${sentence(why)}` : '.',
  );
}
