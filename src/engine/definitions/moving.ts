import { heirOf, type Succession, successionsIn } from '../../core/definition/succession.ts';
import { nameOf } from '../../core/escalation/people.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt, showDate } from '../../core/time/zone.ts';
import { type Instant, MINUTE } from '../../core/time.ts';
import { listed, oneLine } from '../../core/wording.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { enqueue } from '../delivery/outbox.ts';
import { moveFigures } from '../metrics/moving.ts';
import { moveJoiners, moveLeaves } from './moving-people.ts';
import { moveBoards, moveDigests, movePlans } from './moving-plans.ts';
import { moveTurns } from './moving-turns.ts';

/** Teams that have another id now, or are several: what is open and what happened goes on under the new ids. Rows keep their own
 * ids, so that everything that names them still finds them. Doing it twice changes nothing. */
export async function moveTeams(
  context: Context,
  tx: Tx,
  teams: readonly Team[],
  now: Instant,
): Promise<void> {
  for (const succession of successionsIn(teams))
    if (await isThere(tx, succession.was)) await moveTeam(context, tx, succession, now);
}

/** Whether anything is stored under the old id. */
async function isThere(tx: Tx, was: string): Promise<boolean> {
  if (await tx.definitions.get(`team:${was}`)) return true;
  const plans = await tx.definitions.find({ kind: 'plan' });
  if (plans.some(({ source }) => source === was)) return true;
  const counts = [tx.rounds, tx.escalations, tx.actions, tx.rotations, tx.changes];
  for (const kind of counts) if ((await countIn(kind, was)) > 0) return true;
  return false;
}

function countIn(kind: { count(where: { team: string }): Promise<number> }, team: string): Promise<number> {
  return kind.count({ team });
}

async function moveTeam(context: Context, tx: Tx, succession: Succession, now: Instant): Promise<void> {
  const { was, heirs } = succession;
  const [first] = heirs;
  if (!first) return;
  const moved = await listOpen(tx, succession);
  await moveTurns(tx, succession, now);
  await movePlans(tx, was, first);
  await moveDigests(tx, was, first);
  await moveBoards(tx, was, first, dateAt(first.calendar.zone, now));
  await moveRows(tx, succession);
  await moveChanges(tx, succession);
  await moveJoiners(tx, was, first, now);
  await moveLeaves(tx, succession, now);
  await moveRenewals(tx, was, first);
  await moveFigures(tx, was, first);
  await moveRehearsal(tx, succession);
  await keepNumbers(tx, succession);
  await tx.definitions.delete(`team:${was}`);
  await record(tx, succession, now);
  if (heirs.length > 1) await tellCoordinators(tx, succession, moved, now);
  context.log.info({ was, now: heirs.map(({ id }) => id).join() }, 'A team goes on under another id.');
}

type Movable<T> = { find(where: { team: string }): Promise<T[]>; update(row: T): Promise<void> };

/** Every row of a kind gets its heir's id. */
async function move<T extends { team?: string; version?: number }>(
  kind: Movable<T>,
  was: string,
  heir: (row: T) => Team | undefined,
): Promise<void> {
  for (const row of await kind.find({ team: was })) {
    const team = heir(row);
    if (!team) continue;
    const version = row.version === undefined ? {} : { version: row.version + 1 };
    await kind.update({ ...row, team: team.id, ...version });
  }
}

/** Rounds and their answers stay together, with the first; open work goes where its person is. */
async function moveRows(tx: Tx, succession: Succession): Promise<void> {
  const { was, heirs } = succession;
  const first = () => heirs[0];
  const by = (person: PersonId | undefined) => heirOf(succession, person);
  await move(tx.rounds, was, first);
  await move(tx.prompts, was, first);
  await move(tx.updates, was, first);
  await move(tx.escalations, was, (one) => (one.live ? by(one.owner ?? one.raiser) : heirs[0]));
  await move(tx.actions, was, (one) => (one.open ? by(one.owner) : heirs[0]));
  await move(tx.dependencies, was, (one) => (one.open ? by(one.waiting) : heirs[0]));
  await move(tx.risks, was, (one) => (one.open ? by(one.by) : heirs[0]));
  await move(tx.objectives, was, (one) => by(one.owner));
  await move(tx.decisions, was, first);
  await move(tx.digests, was, first);
  await move(tx.questions, was, first);
  await move(tx.pauses, was, first);
  await move(tx.topics, was, first);
  await move(tx.retros, was, first);
  await move(tx.lessons, was, first);
  await move(tx.tallies, was, first);
  await move(tx.feeds, was, (one) => by(one.person));
  await move(tx.tokens, was, first);
  await move(tx.hooks, was, first);
}

/** What was changed from chat goes on: about a person where they are, about the rest with the first. */
async function moveChanges(tx: Tx, succession: Succession): Promise<void> {
  for (const change of await tx.changes.find({ team: succession.was })) {
    const [kind = '', rest = ''] = change.about.split(/:(.*)/s);
    const name = rest.slice(succession.was.length);
    const person = kind === 'member' ? name.slice(1) : undefined;
    const heir = person === undefined ? succession.heirs[0] : heirOf(succession, person);
    if (!heir) continue;
    const about = `${kind}:${heir.id}${name}`;
    await tx.changes.update({ ...change, team: heir.id, about, version: change.version + 1 });
  }
}

async function moveRenewals(tx: Tx, was: string, first: Team): Promise<void> {
  for (const row of await tx.renewals.find({ team: was }))
    await tx.renewals.update({ ...row, team: first.id, version: row.version + 1 });
}

/** Each of them goes on as it was. */
async function moveRehearsal(tx: Tx, { was, heirs }: Succession): Promise<void> {
  const row = await tx.rehearsals.get(was);
  if (!row) return;
  for (const { id } of heirs) await tx.rehearsals.insert({ ...row, id, version: 1 });
  await tx.rehearsals.delete(was);
}

/** New blockers are counted on from the old ones. */
async function keepNumbers(tx: Tx, { heirs }: Succession): Promise<void> {
  for (const { id } of heirs) {
    const numbers = (await tx.escalations.find({ team: id })).map(({ number }) => number);
    const highest = Math.max(0, ...numbers);
    if (highest === 0) continue;
    let next = await tx.next(`escalation:${id}`);
    while (next < highest) next = await tx.next(`escalation:${id}`);
  }
}

async function record(tx: Tx, { was, heirs }: Succession, now: Instant): Promise<void> {
  const names = listed(heirs.map(({ name }) => name));
  for (const { id } of heirs) {
    const why = heirs.length > 1 ? `team ${was} is now ${names}` : `team ${was} is now called ${id}`;
    await tx.events.append({
      team: id,
      about: `team:${id}`,
      what: 'moved',
      who: 'files',
      at: now,
      from: 'engine',
      why,
    });
  }
}

/** What is open, in words, by the team that goes on with it. */
async function listOpen(tx: Tx, succession: Succession): Promise<ReadonlyMap<string, string[]>> {
  const lines = new Map<string, string[]>(succession.heirs.map(({ id }) => [id, []]));
  const add = (person: PersonId | undefined, line: string) =>
    lines.get(heirOf(succession, person)?.id ?? '')?.push(line);
  for (const one of await tx.escalations.find({ team: succession.was, live: true }))
    add(
      one.owner ?? one.raiser,
      `• ${one.id}: ${one.private ? 'a private blocker' : oneLine(one.what, 100)}`,
    );
  for (const one of await tx.actions.find({ team: succession.was, open: true }))
    add(one.owner, `• action: ${oneLine(one.what, 100)}`);
  const today = [...(await tx.turns.find({ team: succession.was }))].filter(
    ({ countedAt }) => countedAt === undefined,
  );
  for (const { person, date } of today)
    if (person !== undefined) add(person, `• duty of ${showDate(date)}: ${nameIn(succession, person)}`);
  return lines;
}

function nameIn({ heirs }: Succession, person: PersonId): string {
  return heirs.map((team) => nameOf(team, person)).find((name) => name !== person) ?? person;
}

async function tellCoordinators(
  tx: Tx,
  { was, heirs }: Succession,
  lines: ReadonlyMap<string, readonly string[]>,
  now: Instant,
): Promise<void> {
  const names = listed(heirs.map(({ name }) => name));
  for (const team of heirs) {
    const own = lines.get(team.id) ?? [];
    const open = own.length > 0 ? `${team.name} goes on with this:` : `${team.name} has nothing open of it.`;
    const text = [`Team ${was} is now ${names}. ${open}`, ...own].join('\n');
    const item = {
      team: team.id,
      thing: `notice:split/${was}/${team.id}`,
      epoch: 0,
      kind: 'split',
      to: { person: team.coordinator },
      due: now - (now % MINUTE),
      priority: 'deadline',
      facts: { text },
    } as const;
    await enqueue(tx, item, now);
  }
}
