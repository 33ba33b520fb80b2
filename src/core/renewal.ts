import type { Renewal, Vote } from './changes.ts';
import { type Button, buttons, heading, type Message, message, note, paragraph } from './message.ts';
import type { Ritual } from './ritual.ts';
import { participantsOf } from './round/plan.ts';
import type { Round } from './round.ts';
import type { PersonId, Team } from './team.ts';
import { dueAt } from './time/deadline.ts';
import { addDays, showDate } from './time/zone.ts';
import type { CivilDate, Instant } from './time.ts';
import { count } from './wording.ts';

/** Once a quarter those who take part in a ritual choose whether to keep, change or stop it. */

export const VOTES: readonly Vote[] = ['keep', 'change', 'stop'];

/** So many working days there is to vote. */
const OPEN_FOR = 5;

export function quarterOf(date: CivilDate): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** The question of a quarter. Ends after five working days. */
export function renewalOf(
  team: Team,
  ritual: Ritual,
  round: Pick<Round, 'id' | 'date'>,
  now: Instant,
): Renewal {
  return {
    id: `${team.id}/${ritual.id}/${quarterOf(round.date)}`,
    team: team.id,
    ritual: ritual.id,
    due: dueAt({ kind: 'working_days', n: OPEN_FOR }, team.calendar, now),
    round: round.id,
    asked: round.date,
    open: true,
    votes: {},
    version: 1,
  };
}

/** Who takes part in the ritual and has a voice. */
export function votersOf(team: Team, ritual: Ritual): PersonId[] {
  const members = new Set(team.members.filter(({ active }) => active).map(({ id }) => id));
  return participantsOf(team, ritual).flatMap(({ person }) => (members.has(person.id) ? [person.id] : []));
}

/** What the votes come to: what has more than each of the others, and a tie keeps it. */
export function outcomeOf({ votes }: Pick<Renewal, 'votes'>): { as: Vote; why: string } {
  const all = Object.values(votes);
  if (all.length === 0) return { as: 'keep', why: 'nobody has voted' };
  const of = (vote: Vote) => all.filter((one) => one === vote).length;
  const most = Math.max(...VOTES.map(of));
  const winners = VOTES.filter((vote) => of(vote) === most);
  const [only, ...others] = winners;
  const why = countsOf({ votes });
  if (only && others.length === 0) return { as: only, why };
  return { as: 'keep', why: `${why}: a tie keeps it` };
}

/** "3 keep, 1 change, 0 stop": counts, never who. */
export function countsOf({ votes }: Pick<Renewal, 'votes'>): string {
  const all = Object.values(votes);
  return VOTES.map((vote) => `${all.filter((one) => one === vote).length} ${vote}`).join(', ');
}

/** The question in the thread; afterwards what came of it. */
export function presentVote(renewal: Renewal, ritual: Ritual, team: Team): Message {
  const title = `Keep ${ritual.name}?`;
  if (renewal.ended) return presentOutcome(renewal, ritual, team);
  const voted = Object.keys(renewal.votes).length;
  const of = votersOf(team, ritual).length;
  return message(
    title,
    heading(title),
    paragraph(
      `A new quarter has begun. Does ${ritual.name} still help? Until `,
      { time: renewal.due, as: 'both' },
      ` everybody who takes part has a vote.`,
    ),
    paragraph(`${voted} of ${count(of, 'person', 'people')} voted so far.`),
    buttons(VOTES.map((vote) => buttonFor(renewal, vote))),
    note(
      'Only counts are shown, never who. A tie keeps it. This comes once a quarter, because its definition says “renew: quarterly”.',
    ),
  );
}

const LABELS: Readonly<Record<Vote, string>> = { keep: 'Keep it', change: 'Change it', stop: 'Stop it' };

function buttonFor({ id }: Renewal, vote: Vote): Button {
  return { id: `renewal.${vote}`, label: LABELS[vote], thing: `renewal:${id}`, epoch: 0 };
}

/** How it ended, in one line and what follows. */
export function presentOutcome(renewal: Renewal, ritual: Ritual, team: Team): Message {
  const { ended } = renewal;
  const as = ended?.as ?? 'keep';
  const words = `${ritual.name} of ${team.name} ${ENDED[as]} (${ended?.why ?? countsOf(renewal)}).`;
  return message(words, paragraph({ bold: words }), paragraph(NEXT[as]));
}

const ENDED: Readonly<Record<Vote, string>> = { keep: 'is kept', change: 'is to change', stop: 'ends' };

const NEXT: Readonly<Record<Vote, string>> = {
  keep: 'It goes on as it is, and you are asked again next quarter.',
  change: 'What to change is on the list for the next retro.',
  stop: 'No new rounds are planned. Whoever looks after the team can take this back: “/rituals” with its name.',
};

/** To whoever facilitates: the team wants it to change. */
export function presentToFacilitator(renewal: Renewal, ritual: Ritual, team: Team): Message {
  const words = `The team wants to change ${ritual.name} (${countsOf(renewal)}).`;
  return message(
    words,
    paragraph({ bold: words }, ' What to change is on the list for the next retro of ', team.name, '.'),
    note(
      `You get this because you facilitate ${ritual.name} or look after ${team.name}. It comes at most once a quarter.`,
    ),
  );
}

/** Two weeks before a ritual expires. */
const AHEAD = 14;

export function expiryAskedOn(expires: CivilDate): CivilDate {
  return addDays(expires, -AHEAD);
}

/** To the coordinator: a ritual is about to expire. */
export function presentExpiry(ritual: Ritual, team: Team, expires: CivilDate, longer: CivilDate): Message {
  const words = `${ritual.name} of ${team.name} expires after ${showDate(expires)}.`;
  const thing = `expiry:${team.id}/${ritual.id}`;
  const number = Number(expires.replaceAll('-', ''));
  return message(
    words,
    paragraph({ bold: words }, ' Then no new rounds are planned.'),
    buttons([
      { id: 'expiry.extend', label: `Keep it until ${showDate(longer)}`, thing, epoch: number },
      { id: 'expiry.end', label: 'Let it end', thing, epoch: number },
    ]),
    note(`You get this because you look after ${team.name}. It comes once.`),
  );
}

/** Three months later, on the same day of the month or its last one. */
export function aQuarterLater(date: CivilDate): CivilDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 3, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 2, Math.min(day, last))).toISOString().slice(0, 10);
}
