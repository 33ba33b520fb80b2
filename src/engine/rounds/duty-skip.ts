import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { dutySaid } from '../../core/present/duty.ts';
import type { DutyWords } from '../../core/rotation/duty-words.ts';
import { whoArranges } from '../../core/rotation/exchange.ts';
import { dutyWords } from '../../core/rotation/forecast.ts';
import { rotationNames, skipBetween, skipNoMore } from '../../core/rotation/skipping.ts';
import { toldAt } from '../../core/rotation/turn.ts';
import { personOf } from '../../core/round/asking.ts';
import type { PersonId } from '../../core/team.ts';
import { dateAt, showDate } from '../../core/time/zone.ts';
import { listed } from '../../core/wording.ts';
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

/** The log keeps who asked it, for each rotation; whoever did not ask it themselves is told, once. */
async function recordSkip(
  call: Call,
  sight: Sight,
  { person, ritual, when }: { person: PersonId; ritual?: string | undefined; when: string },
): Promise<void> {
  const { name, person: by } = call.caller;
  const { team } = sight;
  const rotations = rotationNames(team, ritual);
  const why = `${name} asked that ${nameOf(team, person)} is not picked ${when}`;
  const text = `${name} has asked that you are not picked for turns of ${team.name} ${when}.`;
  await record(call, sight, { person, rotations, what: 'skipped', why, ...(person !== by && { text }) });
}

interface Said {
  person: PersonId;
  rotations: readonly string[];
  what: 'skipped' | 'skip ended';
  why: string;
  /** What they are told, where somebody else did it. */
  text?: string;
}

async function record(
  { caller, command, tx, now }: Call,
  { team, absences }: Sight,
  { person, rotations, what, why, text }: Said,
): Promise<void> {
  const who = personOf(team, person);
  const due = who ? toldAt(who, absences, now) : now;
  const events = rotations.map((name) => ({
    team: team.id,
    about: `rotation:${team.id}/${name}`,
    what,
    who: caller.person,
    at: now,
    from: command.platform,
    why,
    person,
  }));
  const item = {
    team: team.id,
    thing: events[0]?.about ?? `rotation:${team.id}`,
    epoch: now,
    kind: 'skipped',
    to: { person },
    due,
    priority: 'prompt',
  } as const;
  const effects =
    text === undefined
      ? []
      : [{ do: 'tell', item: { ...item, facts: { text, ended: what === 'skip ended' } } } as const];
  await carryOut(tx, { events, effects }, now);
}

/** `/rondo duty unskip`: they are picked again as usual, in every team that was meant. */
export async function unskip(call: Call, sights: readonly Sight[], read: DutyWords): Promise<Reply> {
  const { caller } = call;
  const person = read.person ?? caller.person;
  const own = person === caller.person;
  const ended: Sight[] = [];
  for (const sight of sights) {
    const { team } = sight;
    const may = own || whoArranges(team).includes(caller.person);
    const done = may ? skipNoMore(sight.books, team, person, read.ritual) : undefined;
    if (!done) continue;
    await keepDuties(call, sight, { books: done.books, events: [], told: [], shown: [] });
    const why = `${caller.name} ended what was asked: ${nameOf(team, person)} is picked as usual again`;
    const text = `You are picked for turns of ${team.name} as usual again: ${caller.name} ended the time in which you were not.`;
    const { rotations } = done;
    await record(call, sight, { person, rotations, what: 'skip ended', why, ...(!own && { text }) });
    ended.push(sight);
  }
  const [first] = ended;
  if (!first) return refused('Nobody is skipped whom you could bring back. Nothing was changed.');
  const whom = own ? 'You are' : `${nameOf(first.team, person)} is`;
  const where = listed(ended.map(({ team }) => team.name));
  return said(`${whom} picked as usual again in ${where}. Turns that were passed on stay where they are.`);
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
