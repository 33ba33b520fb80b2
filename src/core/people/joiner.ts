import type { PersonId, Team } from '../team.ts';
import { DAY, type Instant, type Zone } from '../time.ts';

/** Somebody who has come into a team's channel and is in no file; `id` = `team/workspace/user`. */
export interface Joiner {
  id: string;
  team: string;
  workspace: string;
  user: string;
  name: string;
  /** `member`: also everybody who was in the channel when it was first followed. */
  state: 'proposed' | 'member' | 'observer' | 'ignored' | 'gone';
  since: Instant;
  /** Who they are here: the id that a file would give. */
  person: PersonId;
  zone: Zone;
  /** When somebody was asked about them; twice at most. */
  asked?: readonly Instant[];
  decided?: { by: PersonId; at: Instant };
  /** A member who is not in the channel any more. */
  outside?: { at: Instant };
  version: number;
}

/** Somebody who is in the channel now. */
export type Present = Pick<Joiner, 'user' | 'name' | 'person' | 'zone'>;

export interface Followed {
  /** Rows that are new or have changed. */
  changed: readonly Joiner[];
  /** People in the channel who are in the team. */
  admitted: ReadonlySet<PersonId>;
  /** Members who are not in the channel any more: they stay until it is known who takes over what they hold. */
  outside: readonly Joiner[];
  /** Whom the coordinator is asked about now. */
  ask: readonly Joiner[];
}

/** Nobody is asked about twice within this. */
const AGAIN_AFTER = 7 * DAY;
const OFTEN = 2;

export function joinerId(team: string, workspace: string, user: string): string {
  return `${team}/${workspace}/${user}`;
}

/** Where the messages about a team's joiners are found. */
export function thingOfJoiners(team: string): string {
  return `joiners:${team}`;
}

/** What follows from who is in the channel now. `first`: nobody has looked before, so that everybody there is a member already.
 * Whoever comes later is in the team once somebody has said so; who was ignored is never asked about again. */
export function followChannel(
  known: readonly Joiner[],
  here: readonly Present[],
  where: { team: string; workspace: string; first: boolean; named: ReadonlySet<string> },
  now: Instant,
): Followed {
  const rows = new Map(known.map((row) => [row.id, row]));
  const inside = here.map((one) => {
    const id = joinerId(where.team, where.workspace, one.user);
    const before = rows.get(id);
    return before ? seen(before, one, now) : newRow(id, one, where, now);
  });
  const present = new Set(inside.map(({ id }) => id));
  // Whom a file names by now needs no channel.
  const away = known.filter(({ id, user }) => !present.has(id) && !where.named.has(user));
  const absent = areTooMany(away, known) ? away : away.map((row) => unseen(row, now));
  const all = [...inside, ...absent];
  return {
    changed: all.filter((row) => rows.get(row.id) !== row),
    admitted: new Set(inside.filter(isIn).map(({ person }) => person)),
    outside: absent.filter(isIn),
    ask: inside.filter((row) => row.state === 'proposed' && row.asked?.at(-1) === now),
  };
}

/** More than half of the members gone at once: it is the channel that cannot be looked into, not they who left. */
function areTooMany(away: readonly Joiner[], known: readonly Joiner[]): boolean {
  const gone = away.filter((row) => isIn(row) && !row.outside).length;
  return gone >= FEW && gone * 2 > known.filter(isIn).length;
}

const FEW = 3;

function newRow(
  id: string,
  one: Present,
  { team, workspace, first }: { team: string; workspace: string; first: boolean },
  now: Instant,
): Joiner {
  const row = { id, team, workspace, ...one, since: now, version: 1 };
  return first ? { ...row, state: 'member' } : { ...row, state: 'proposed', asked: [now] };
}

function seen(row: Joiner, one: Present, now: Instant): Joiner {
  if (row.state === 'gone') {
    const { decided: _d, outside: _o, ...rest } = row;
    return next({ ...rest, ...one, state: 'proposed', since: now, asked: [now] });
  }
  if (row.state === 'proposed') {
    const asked = row.asked ?? [];
    const again = asked.length < OFTEN && now - (asked.at(-1) ?? 0) >= AGAIN_AFTER;
    return again ? next({ ...row, asked: [...asked, now] }) : row;
  }
  if (!row.outside) return row;
  const { outside: _, ...rest } = row;
  return next(rest);
}

function unseen(row: Joiner, now: Instant): Joiner {
  if (row.state === 'proposed') return next({ ...row, state: 'gone' });
  return isIn(row) && !row.outside ? next({ ...row, outside: { at: now } }) : row;
}

function isIn({ state }: Joiner): boolean {
  return state === 'member' || state === 'observer';
}

function next(row: Joiner): Joiner {
  return { ...row, version: row.version + 1 };
}

/** What somebody has said of a joiner; `undefined` when that is settled already. */
export function decideJoiner(
  row: Joiner,
  as: 'member' | 'observer' | 'ignored',
  by: PersonId,
  now: Instant,
): Joiner | undefined {
  if (row.state !== 'proposed') return undefined;
  return next({ ...row, state: as, decided: { by, at: now } });
}

/** The team with those of the channel who are in it: newcomers nobody has decided about are not, and members who have left the
 * channel still are. */
export function withRoster(
  team: Team,
  joined: ReadonlySet<PersonId>,
  { admitted, outside }: Pick<Followed, 'admitted' | 'outside'>,
): Team {
  const members = team.members.filter(({ id }) => !joined.has(id) || admitted.has(id));
  const kept = outside.filter(({ person }) => !members.some(({ id }) => id === person));
  return {
    ...team,
    members: [
      ...members,
      ...kept.map(({ person, name, zone, state }) => ({
        id: person,
        name,
        calendar: { ...team.calendar, zone },
        ...(team.quiet ? { quiet: team.quiet } : {}),
        active: true,
        roles: [],
        participates: state === 'member',
      })),
    ],
  };
}
