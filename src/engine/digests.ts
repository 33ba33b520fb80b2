import { LATE } from '../core/asking.ts';
import type { Effect } from '../core/decision.ts';
import { composeDigest, numbersOnly } from '../core/digest.ts';
import type { Digest } from '../core/record.ts';
import type { Ritual } from '../core/ritual.ts';
import type { PersonId, Team } from '../core/team.ts';
import { type CivilDate, DAY, type Instant, MINUTE } from '../core/time.ts';
import { instantAt } from '../core/zone.ts';
import type { Tx } from '../ports.ts';
import { carryOut, job } from './commit.ts';
import { type Context, type Handler, teamOf } from './context.ts';
import { type Upcoming, upcoming } from './upcoming.ts';

/** The digest's course: its cut-off when the review it follows has closed, a preview for the approver, and out at the
 * time the team set, or at once when the approver says so. */

/** The least time an approver has. */
const TO_LOOK = 30 * MINUTE;

/** A digest is planned for a date: it goes out at the team's time, cut by then at the latest. */
export async function planDigest(tx: Tx, team: Team, date: CivilDate): Promise<void> {
  const at = sendsAt(team, date);
  const digest: Digest = {
    id: `${team.id}/${date}`,
    team: team.id,
    date,
    from: 0,
    to: 0,
    state: 'planned',
    late: false,
    lines: [],
    version: 1,
  };
  if (!(await tx.digests.insert(digest))) return;
  await tx.jobs.arm(job('digest-send', digest.id, at));
  if (approverOf(team)) await tx.jobs.arm(job('digest-cut', digest.id, at - TO_LOOK));
}

/** The review of that date is closed: the digest need not wait any longer. */
export async function reviewClosed(
  context: Context,
  tx: Tx,
  team: Team,
  ritual: Ritual,
  date: CivilDate,
  now: Instant,
): Promise<void> {
  if (team.digest.after !== ritual.id) return;
  const digest = await tx.digests.get(`${team.id}/${date}`);
  if (digest?.state !== 'planned' || now >= sendsAt(team, date)) return;
  await tx.jobs.cancel(`digest-cut:${digest.id}`);
  const cut = await cutOff(context, tx, digest, now);
  if (!approverOf(team)) await send(context, tx, cut, now);
}

/** Half an hour before it goes out, whatever the review does: the approver must have time to look. */
export function cutDigest(context: Context): Handler {
  return async (due, tx, now) => {
    const digest = await tx.digests.get(String(due.payload.id));
    if (digest?.state === 'planned' && now < sendsAt(teamOf(context, digest.team), digest.date))
      await cutOff(context, tx, digest, now);
  };
}

/** The team's time has come. Silence of the approver sends, unless the team has set it to hold. */
export function sendDigestAtTime(context: Context): Handler {
  return async (due, tx, now) => {
    const digest = await tx.digests.get(String(due.payload.id));
    if (!digest || digest.state === 'sent' || digest.state === 'held') return;
    const team = teamOf(context, digest.team);
    const late = now - due.due > LATE;
    const cut = digest.state === 'planned' ? await cutOff(context, tx, { ...digest, late }, now) : digest;
    if (team.digest.silence === 'hold' && approverOf(team))
      return hold(tx, cut, 'schedule', now, 'the approver said nothing');
    await send(
      context,
      tx,
      team.digest.silence === 'numbers_only' && approverOf(team)
        ? { ...cut, lines: numbersOnly(cut.lines) }
        : cut,
      now,
    );
  };
}

/** Sends a digest that was cut, now. */
export async function send(
  context: Context,
  tx: Tx,
  digest: Digest,
  now: Instant,
  by?: PersonId,
): Promise<void> {
  const team = teamOf(context, digest.team);
  const sent: Digest = {
    ...digest,
    state: 'sent',
    ...(by ? { approval: { by, at: now } } : {}),
    version: digest.version + 1,
  };
  await tx.digests.update(sent);
  await tx.jobs.cancel(`digest-send:${digest.id}`);
  const why = by ? 'the approver said so' : 'its time has come';
  const effects: Effect[] = team.stakeholders.map((to) => ({
    do: 'tell',
    item: {
      team: team.id,
      thing: `digest:${digest.id}`,
      epoch: 0,
      kind: 'digest',
      to,
      due: now,
      priority: 'digest',
    },
  }));
  const event = {
    team: team.id,
    about: `digest:${digest.id}`,
    what: 'sent',
    who: by ?? 'schedule',
    at: now,
    from: 'engine',
    why,
  } as const;
  await carryOut(
    tx,
    { events: [event], effects: [...effects, { do: 'refresh', thing: `digest:${digest.id}` }] },
    now,
  );
}

/** Keeps a digest back until somebody sends it. */
export async function hold(tx: Tx, digest: Digest, who: PersonId, now: Instant, why: string): Promise<void> {
  await tx.digests.update({ ...digest, state: 'held', version: digest.version + 1 });
  const event = {
    team: digest.team,
    about: `digest:${digest.id}`,
    what: 'held',
    who,
    at: now,
    from: 'engine',
    why,
  };
  await carryOut(tx, { events: [event], effects: [{ do: 'refresh', thing: `digest:${digest.id}` }] }, now);
}

/** Who looks at the digest before it goes out: the approver, else the deputy; a role or a person. */
export function approverOf(team: Team): PersonId | undefined {
  return [team.digest.approver, team.digest.deputy]
    .flatMap((word) =>
      team.members.filter(
        (member) => member.active && (member.id === word || (word && member.roles.includes(word))),
      ),
    )
    .map(({ id }) => id)[0];
}

async function cutOff(context: Context, tx: Tx, digest: Digest, now: Instant): Promise<Digest> {
  const team = teamOf(context, digest.team);
  const before = (
    await tx.digests.find({ team: team.id, to: { below: now } }, { order: 'to', newest: true, limit: 5 })
  ).find(
    ({ state, id }) => (state === 'sent' || state === 'preview' || state === 'held') && id !== digest.id,
  );
  const from = before?.to ?? now - 7 * DAY;
  const lines = composeDigest({
    team,
    from,
    to: now,
    ...(await material(tx, team, from, now)),
    ...(before ? { previous: before } : {}),
  });
  const approver = approverOf(team);
  const cut: Digest = { ...digest, from, to: now, lines, state: 'preview', version: digest.version + 1 };
  await tx.digests.update(cut);
  const event = {
    team: team.id,
    about: `digest:${digest.id}`,
    what: 'cut',
    who: 'schedule',
    at: now,
    from: 'engine',
    why: 'covers what was said since the last one',
  } as const;
  const preview: Effect[] =
    approver && !digest.late
      ? [
          {
            do: 'tell',
            item: {
              team: team.id,
              thing: `digest:${digest.id}`,
              epoch: 0,
              kind: 'digest-preview',
              to: { person: approver },
              due: now,
              priority: 'prompt',
            },
          },
        ]
      : [];
  await carryOut(tx, { events: [event], effects: preview }, now);
  return cut;
}

async function material(tx: Tx, team: Team, from: Instant, to: Instant) {
  const span = { atLeast: from + 1, below: to + 1 };
  const rounds = await tx.rounds.find({
    team: team.id,
    closesAt: { atLeast: from - 7 * DAY, below: to + 7 * DAY },
  });
  const prompts = await Promise.all(rounds.map(({ id }) => tx.prompts.find({ round: id })));
  return {
    rounds,
    prompts: prompts.flat(),
    updates: await tx.updates.find({ team: team.id, at: span }, { order: 'at' }),
    escalations: await tx.escalations.find({ team: team.id }),
    events: await tx.events.find({ team: team.id, at: span }, { order: 'at' }),
    actions: await tx.actions.find({ team: team.id }),
    decisions: await tx.decisions.find({ team: team.id, at: span }),
    risks: await tx.risks.find({ team: team.id, at: span }),
    next: (await upcoming(tx, team, to, 7)).map((next) => named(team, next)),
  };
}

/** Stakeholders read names. */
function named(team: Team, { ritual, date, facilitator, external }: Upcoming) {
  const name = team.members.find(({ id }) => id === facilitator)?.name ?? external;
  return { ritual, date, ...(name ? { facilitator: name } : {}) };
}

function sendsAt(team: Team, date: CivilDate): Instant {
  return instantAt(team.calendar.zone, date, team.digest.at);
}
