import { type SimEvent, simulate } from '../../src/core/round/simulate.ts';
import type { Absence, Team } from '../../src/core/team.ts';
import { addDays, instantAt } from '../../src/core/time/zone.ts';
import type { CivilDate } from '../../src/core/time.ts';
import type { Reads } from '../../src/ports.ts';
import { harness } from '../harness.ts';

/** What was foretold and what then happened, each as one line of words, in the same order. */
export interface Agreement {
  foretold: readonly string[];
  happened: readonly string[];
}

/** Rounds are planned, people asked and turns fixed up to this many days before the first date. */
const LEAD = 12;

/** Lets a whole Rondo live through those dates while nobody answers anything but who is to lead a meeting, next to what
 * `simulate` says of them. The absences are known from the beginning. */
export async function liveThrough(
  team: Team,
  from: CivilDate,
  days: number,
  absences: readonly Absence[] = [],
): Promise<Agreement> {
  const begun = beginning(team, from);
  const story = await harness({ at: midnight(team, addDays(from, -LEAD)), teams: [begun] });
  await story.store.transact(async (tx) => {
    for (const absence of absences) await tx.absences.insert(absence);
  });
  for (let day = -LEAD; day <= days + LEAD; day += 1) {
    for (const minute of [0, 720]) {
      await story.until(atMinute(team, addDays(from, day), minute));
      await sayYes(story);
    }
  }
  story.ignore(/(?:)/);
  const end = addDays(from, days);
  const happened = await history(story.store.read, begun);
  return {
    foretold: simulate([begun], { from, days, absences }).map(inWords).sort(),
    happened: happened
      .filter(({ date }) => date >= from && date < end)
      .map(inWords)
      .sort(),
  };
}

/** Silence before a meeting would pass its turn on. */
async function sayYes(story: Awaited<ReturnType<typeof harness>>): Promise<void> {
  const asked = story.unread().filter((one) => story.now(one).includes("[I'll do it]"));
  for (const one of asked) await story.press(one.to, one, "I'll do it");
  story.ignore(/(?:)/);
}

/** The first round of each ritual is that of the first date: turns are counted from there on both sides. */
function beginning(team: Team, from: CivilDate): Team {
  const rituals = team.rituals.map((one) => ({ ...one, schedule: { ...one.schedule, from } }));
  return { ...team, rituals };
}

function midnight(team: Team, date: CivilDate): string {
  return atMinute(team, date, 0);
}

function atMinute(team: Team, date: CivilDate, minute: number): string {
  return new Date(instantAt(team.calendar.zone, date, minute)).toISOString();
}

type Happening = Pick<SimEvent, 'at' | 'what' | 'ritual' | 'date' | 'person' | 'facilitator'>;

/** A round that a holiday takes is written down when it is planned, days before the instant at which `simulate` shows it, the
 * one at which it would have begun: of such a round only the date can agree. */
function inWords({ at, what, ritual, date, person, facilitator }: Happening): string {
  const whole = what === 'skipped' && person === undefined;
  const when = whole ? date : new Date(at).toISOString().slice(0, 16);
  return [when, what, ritual, date, person ?? '-', facilitator ?? '-'].join(' ');
}

const ROUND: Record<string, SimEvent['what']> = {
  picked: 'duty',
  opened: 'opened',
  started: 'meeting',
  skipped: 'skipped',
  merged: 'skipped',
  closed: 'closed',
};
const PROMPT: Record<string, SimEvent['what']> = {
  prompted: 'prompt',
  reminded: 'reminder',
  skipped: 'skipped',
};

/** The audit log in the words of a simulation. */
async function history(read: Reads, team: Team): Promise<Happening[]> {
  const rounds = new Map((await read.rounds.find({ team: team.id })).map((round) => [round.id, round]));
  const digest = team.rituals.find(({ kind }) => kind === 'digest')?.id ?? '';
  const events = await read.events.find({ team: team.id }, { order: 'at' });
  return events.flatMap(({ at, about, what: happened, person: named }): Happening[] => {
    const [kind, id = ''] = about.split(':');
    const [, ritual = '', slot = '', person] = id.split('/');
    if (kind === 'digest')
      return happened === 'sent' ? [{ at, what: 'digest', ritual: slot || digest, date: ritual }] : [];
    const round = rounds.get(`${team.id}/${ritual}/${slot}`);
    const what = kind === 'round' ? ROUND[happened] : kind === 'prompt' ? PROMPT[happened] : undefined;
    if (!round || !what) return [];
    // A duty that asks nothing has no place in the channel that could open or close.
    const silent = team.rituals.find(({ id }) => id === ritual)?.kind === 'duty' && what !== 'duty';
    if (silent && what !== 'skipped') return [];
    const known = round.facilitator?.person ?? round.facilitator?.external;
    const leads = what === 'duty' ? (named ?? round.facilitator?.external) : known;
    const led = what === 'duty' || what === 'opened' || what === 'meeting';
    return [
      {
        at,
        what,
        ritual,
        date: round.date,
        ...(kind === 'prompt' && person !== undefined && { person }),
        ...(led && leads !== undefined && { facilitator: leads }),
      },
    ];
  });
}
