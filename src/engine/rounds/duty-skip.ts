import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { dutySaid } from '../../core/present/duty.ts';
import type { DutyWords } from '../../core/rotation/duty-words.ts';
import { whoArranges } from '../../core/rotation/exchange.ts';
import { dutyWords } from '../../core/rotation/forecast.ts';
import { skipBetween, skipNoMore } from '../../core/rotation/skipping.ts';
import { rotationsOf } from '../../core/rotation/standing-back.ts';
import { toldAt } from '../../core/rotation/turn.ts';
import { personOf } from '../../core/round/asking.ts';
import type { PersonId } from '../../core/team.ts';
import { dateAt, showDate } from '../../core/time/zone.ts';
import { type Call, refused, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { type Happened, keepDuties, type Sight, type Told } from './duty-books.ts';

/** `/rondo duty skip me until friday`: somebody is at work and is not picked. With a name it is said for somebody else. */
export async function skip(call: Call, sights: readonly Sight[], read: DutyWords): Promise<Reply> {
  const { caller, now } = call;
  const person = read.person ?? caller.person;
  const sight = sightFor(sights, read, person);
  if (!sight) return refused('There is no rotation for that in your teams. Nothing was changed.');
  const { team } = sight;
  const today = dateAt(team.calendar.zone, now);
  const [first = today, second] = read.dates;
  const alone = second === undefined;
  const span = { from: alone && read.until ? today : first, to: second ?? first };
  const wish = { person, by: caller.person, ...span, ritual: read.ritual };
  const done = skipBetween(sight.books, team, sight.duties, wish, sight.absences, today, now);
  if (!done.ok) return refused(done.why);
  const name = nameOf(team, person);
  const when = span.from === span.to ? `on ${showDate(span.to)}` : `until ${showDate(span.to)}`;
  const events: Happened[] = [];
  const told: Told[] = [];
  const hands: string[] = [];
  for (const duty of done.passed) {
    const { id } = duty.turn;
    const next = done.books.turns.get(id);
    const to = next?.person ?? '';
    hands.push(`${nameOf(team, to)} has ${dutyWords(duty)} now.`);
    events.push({ turn: id, what: 'passed on', why: `${name} is skipped ${when}`, person });
    events.push({ turn: id, what: 'took over', why: next?.why ?? '', person: to });
    told.push({ to, turn: id, text: dutySaid.passed(caller.name, duty, next?.why ?? ''), yours: true });
    if (person !== caller.person)
      told.push({ to: person, turn: id, text: dutySaid.passedForYou(caller.name, duty, nameOf(team, to)) });
  }
  await keepDuties(call, sight, {
    books: done.books,
    events,
    told: told.filter(({ to }) => to !== caller.person),
    shown: [],
  });
  await recordSkip(call, sight, { ...wish, when });
  const stays = done.kept.map((duty) => `Nobody else can do ${dutyWords(duty)}, so it stays.`);
  const whom = person === caller.person ? 'You are' : `${name} is`;
  return said(
    [`${whom} not picked ${when}. It costs nothing in the account.`, ...hands, ...stays].join(' '),
    ' Not any more? ',
    { code: '/rondo duty unskip' },
  );
}

/** The log keeps who asked it; whoever did not ask it themselves is told. */
async function recordSkip(
  { caller, command, tx, now }: Call,
  { team, absences }: Sight,
  { person, ritual, when }: { person: PersonId; ritual?: string | undefined; when: string },
): Promise<void> {
  const name = ritual ?? rotationsOf(team)[0] ?? '';
  const about = `rotation:${team.id}/${name}`;
  const why = `${caller.name} asked that ${nameOf(team, person)} is not picked ${when}`;
  const who = personOf(team, person);
  const item = {
    team: team.id,
    thing: about,
    epoch: now,
    kind: 'skipped',
    to: { person },
    due: who ? toldAt(who, absences, now) : now,
    priority: 'prompt',
    facts: { text: `${caller.name} has asked that you are not picked for turns of ${team.name} ${when}.` },
  } as const;
  const tell = person === caller.person ? [] : [{ do: 'tell', item } as const];
  const event = {
    team: team.id,
    about,
    what: 'skipped',
    who: caller.person,
    at: now,
    from: command.platform,
    why,
    person,
  };
  await carryOut(tx, { events: [event], effects: tell }, now);
}

/** `/rondo duty unskip`: they are picked again as usual. */
export async function unskip(call: Call, sights: readonly Sight[], read: DutyWords): Promise<Reply> {
  const { caller } = call;
  const person = read.person ?? caller.person;
  for (const sight of sights) {
    const may = person === caller.person || whoArranges(sight.team).includes(caller.person);
    const books = may ? skipNoMore(sight.books, sight.team, person) : undefined;
    if (!books) continue;
    await keepDuties(call, sight, { books, events: [], told: [], shown: [] });
    return said('They are picked as usual again. Turns that were passed on stay where they are.');
  }
  return refused('Nobody is skipped whom you could bring back. Nothing was changed.');
}

function sightFor(sights: readonly Sight[], { ritual }: DutyWords, person: string): Sight | undefined {
  return sights.find(
    ({ team }) =>
      team.members.some(({ id }) => id === person) &&
      team.rituals.some(
        ({ id, facilitator }) => (ritual === undefined || id === ritual) && facilitator?.rotation,
      ),
  );
}
