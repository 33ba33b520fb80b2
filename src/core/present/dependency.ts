import { nameOf } from '../escalation/people.ts';
import {
  type Button,
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import { stewards } from '../planning/saying.ts';
import { isOverdue, mapOf, thingOfWait, type WaitMap } from '../planning/waits.ts';
import type { Dependency } from '../record.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { count, oneLine } from '../wording.ts';

/** So many carry a button; the rest are lines. */
const MOST = 12;

/** Who waits for whom, in a message that the whole team reads; nothing where nobody waits. `live`: with a button. */
export function waitLines(
  open: readonly Dependency[],
  team: Team,
  today: CivilDate,
  live: boolean,
): Element[] {
  if (open.length === 0) return [];
  const map = mapOf(open);
  return [
    paragraph({ bold: 'Who waits for whom' }),
    ...list(map.groups.map((group) => groupLine(group, team, today))),
    ...ringLines(map, team),
    ...(live
      ? buttons([{ id: 'dependency.list', label: 'One is over', thing: `team:${team.id}`, epoch: 0 }])
      : []),
  ];
}

function groupLine({ on, waits }: WaitMap['groups'][number], team: Team, today: CivilDate): Text {
  const parts = waits.map((wait) => `${nameOf(team, wait.waiting)}: ${whatWords(wait, today)}`);
  return text({ bold: nameOf(team, on) }, ` is waited for by ${parts.join('; ')}`);
}

/** A team's map for one reader, with a button on what they may end. */
export function presentWaits(
  open: readonly Dependency[],
  team: Team,
  viewer: PersonId,
  today: CivilDate,
): Message {
  const map = mapOf(open);
  const title = `${team.name}: who waits for whom`;
  const steward = stewards(team).includes(viewer);
  let shown = 0;
  const item = (wait: Dependency): Element[] => {
    shown += 1;
    const line = text(nameOf(team, wait.waiting), `: ${whatWords(wait, today)}`);
    const may = wait.waiting === viewer || wait.on === viewer || steward;
    return [...list([line]), ...buttons(may && shown <= MOST ? [doneButton(wait)] : [])];
  };
  return message(
    `${title}, ${count(open.length, 'open one', 'open ones')}`,
    heading(title),
    open.length === 0 ? paragraph('Nobody waits for anybody at the moment.') : undefined,
    map.groups.flatMap(({ on, waits }) => [
      paragraph({ bold: on === viewer ? 'You are waited for by' : `${nameOf(team, on)} is waited for by` }),
      ...waits.flatMap(item),
    ]),
    ringLines(map, team),
    note(
      'Only you see this. It comes from the question “Whom are you waiting for?”. Either side can end one.',
    ),
  );
}

function doneButton(wait: Dependency): Button {
  return { id: 'dependency.done', label: 'No longer waiting', thing: thingOfWait(wait), epoch: 0 };
}

function whatWords(wait: Dependency, today: CivilDate): string {
  const { what, until } = wait;
  const words = oneLine(what, 200);
  if (!until) return words;
  return isOverdue(wait, today)
    ? `${words} (overdue since ${showDate(until)})`
    : `${words} (until ${showDate(until)})`;
}

/** "Mia waits for Tom, Tom for Mia": nobody in a ring can begin. */
function ringLines({ rings }: WaitMap, team: Team): Element[] {
  return rings.map((ring) => {
    const names = [...ring, ring[0] ?? ''].map((id) => nameOf(team, id));
    return paragraph(
      { bold: 'They wait for each other: ' },
      `${names.join(' → ')}. Somebody has to go first.`,
    );
  });
}
