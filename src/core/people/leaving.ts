import { leadsOf } from '../escalation/people.ts';
import type { FormValues } from '../form.ts';
import { whoArranges } from '../rotation/exchange.ts';
import type { Member, PersonId, Team } from '../team.ts';
import { addDays, isCivilDate } from '../time/zone.ts';
import { type CivilDate, DAY } from '../time.ts';
import { type Holding, keyOf } from './holdings.ts';

/** Whom each thing goes to, by its key. */
export type Heirs = Readonly<Record<string, PersonId>>;

/** One thing that changed hands because somebody left. */
export interface Move {
  key: string;
  what: string;
  to: PersonId;
}

/** What was done when somebody left, kept so that it can be taken back. */
export interface Left {
  person: PersonId;
  by: PersonId;
  date: CivilDate;
  moves: readonly Move[];
  /** The ids of the changes it made in the definitions. */
  changes: readonly string[];
}

/** So long it can be taken back. */
export const STAYS_WITHIN = 7 * DAY;
/** So many get a choice of their own in the form; the rest go as suggested. */
export const MOST = 40;
const FURTHEST = 366;

export function thingOfLeaving(team: string, person: PersonId): string {
  return `leaving:${team}/${person}`;
}

/** The one job of a leave that is still to come. */
export function leavingKey(team: string, person: PersonId): string {
  return `leaving:${team}/${person}`;
}

/** Themselves, the coordinator, the leads, the admins. */
export function maySayLeaves(team: Team, by: PersonId, person: PersonId): boolean {
  return by === person || whoArranges(team).includes(by);
}

/** A member who is one no longer, because somebody has said so. */
export function hasLeft({ members }: Team, person: PersonId): boolean {
  return members.some(({ id, active, left }) => id === person && !active && left !== undefined);
}

/** The first suggestion for each thing. */
export function suggested(holdings: readonly Holding[]): Heirs {
  return Object.fromEntries(
    holdings.flatMap((holding) =>
      holding.heirs[0] === undefined ? [] : [[keyOf(holding), holding.heirs[0]]],
    ),
  );
}

/** Whom each thing goes to: as planned, where that person can still have it, else as suggested now. */
export function settledHeirs(holdings: readonly Holding[], planned: Heirs): Heirs {
  return Object.fromEntries(
    holdings.flatMap((holding) => {
      const wanted = planned[keyOf(holding)];
      const heir = wanted !== undefined && holding.heirs.includes(wanted) ? wanted : holding.heirs[0];
      return heir === undefined ? [] : [[keyOf(holding), heir]];
    }),
  );
}

/** What nobody could have, though it must not be left: the reason why somebody cannot leave yet. */
export function withoutHeir(holdings: readonly Holding[]): Holding[] {
  return holdings.filter(({ byRule, heirs }) => heirs.length === 0 && !byRule);
}

/** The id of a thing's input. */
export function inputFor(holding: Pick<Holding, 'kind' | 'id'>): string {
  return `heir.${keyOf(holding)}`;
}

export type LeavingRead =
  | { ok: true; date: CivilDate; heirs: Heirs }
  | { ok: false; errors: Readonly<Record<string, string>> };

/** What came back from the form. A thing that has come up since it was opened goes as suggested. */
export function readLeaving(values: FormValues, holdings: readonly Holding[], today: CivilDate): LeavingRead {
  const errors: Record<string, string> = {};
  const date = typeof values.date === 'string' && values.date !== '' ? values.date : today;
  const why = whyNotThen(date, today);
  if (why) errors.date = why;
  const heirs: Record<string, PersonId> = { ...suggested(holdings) };
  for (const holding of holdings) {
    const id = inputFor(holding);
    const value = values[id];
    if (typeof value !== 'string' || value === '') continue;
    if (holding.heirs.includes(value)) heirs[keyOf(holding)] = value;
    else errors[id] = 'This person cannot have it any more. Pick somebody else.';
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, date, heirs };
}

export function whyNotThen(date: string, today: CivilDate): string | undefined {
  if (!isCivilDate(date)) return 'Pick a day.';
  if (date < today) return 'This day has passed. Pick today or a later one.';
  if (date > addDays(today, FURTHEST)) return 'That is more than a year ahead. Pick an earlier day.';
  return undefined;
}

/** The roles that each heir gets besides their own. */
export function rolesFor(team: Team, moves: readonly Move[]): { member: Member; roles: string[] }[] {
  const added = Map.groupBy(
    moves.filter(({ key }) => key.startsWith('role:')),
    ({ to }) => to,
  );
  return [...added].flatMap(([to, given]) => {
    const member = team.members.find(({ id }) => id === to);
    const roles = given.map(({ key }) => key.slice('role:'.length));
    return member ? [{ member, roles: [...new Set([...member.roles, ...roles])] }] : [];
  });
}

/** Who hears that somebody has gone: the coordinator, else the leads, else the admins; never the one who has. */
export function whoIsAsked(team: Team, gone: PersonId): PersonId[] {
  const active = (id: PersonId) => id !== gone && team.members.some((one) => one.id === id && one.active);
  const groups = [[team.coordinator], leadsOf(team), team.admins].map((group) => group.filter(active));
  return groups.find((group) => group.length > 0) ?? [];
}
