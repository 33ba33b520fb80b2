import type { Renewal, Vote } from '../../core/changes.ts';
import { outcomeOf, quarterOf, renewalOf, votersOf } from '../../core/renewal.ts';
import type { Ritual } from '../../core/ritual.ts';
import { boardOf, type RoundView } from '../../core/round/asking.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { CivilDate, Instant } from '../../core/time.ts';
import { topicFrom } from '../../core/topic.ts';
import { sentence } from '../../core/wording.ts';
import type { Tx } from '../../ports.ts';
import { idOf, type Press, refused } from '../call.ts';
import { job } from '../commit.ts';
import { type Context, type Handler, ritualOf } from '../context.ts';
import { applyChange, ChangeRefused } from '../definitions/changes.ts';
import { enqueue, refresh } from '../delivery/outbox.ts';

/** A round has opened: once a quarter its thread also asks whether the ritual is kept. Not in the quarter it began in. */
export async function askForRenewal(tx: Tx, { team, ritual, round }: RoundView, now: Instant): Promise<void> {
  if (ritual.renew !== 'quarterly' || round.slot.startsWith('run-')) return;
  const quarter = quarterOf(round.date);
  const known = await tx.renewals.find({ team: team.id });
  if (known.some((one) => one.ritual === ritual.id && one.id.endsWith(`/${quarter}`))) return;
  if (!(await hasBegunBefore(tx, team, ritual, quarter, round.date))) return;
  const renewal = renewalOf(team, ritual, round, now);
  if (!(await tx.renewals.insert(renewal))) return;
  await tx.jobs.arm(job('renewal', renewal.id, renewal.due));
  await tell(tx, renewal, team, 'vote', now);
}

async function hasBegunBefore(tx: Tx, team: Team, ritual: Ritual, quarter: string, date: CivilDate) {
  const first = `${quarter.slice(0, 4)}-${String((Number(quarter.slice(-1)) - 1) * 3 + 1).padStart(2, '0')}-01`;
  const before = { team: team.id, ritual: ritual.id, date: { below: first } };
  return date >= first && (await tx.rounds.count(before)) > 0;
}

/** In the thread of the day on which it was asked. */
async function tell(tx: Tx, { id, asked }: Renewal, team: Team, kind: string, now: Instant): Promise<void> {
  const to = { channel: team.channel, under: boardOf(team.id, asked) };
  await enqueue(
    tx,
    { team: team.id, thing: `renewal:${id}`, epoch: 0, kind, to, due: now, priority: 'digest' },
    now,
  );
}

/** A vote; it can be changed until the end. */
export function voting(vote: Vote): Press {
  return async (call, thing) => {
    const { tx, caller, context, now } = call;
    const renewal = await tx.renewals.get(idOf(thing));
    const team = renewal && context.rhythm.team(renewal.team);
    const ritual = team && ritualOf(team, renewal.ritual);
    if (!renewal || !team || !ritual) return refused('This vote is not known any more.');
    if (!votersOf(team, ritual).includes(caller.person))
      return refused(`Only those who take part in ${ritual.name} have a vote.`);
    if (!renewal.open || now >= renewal.due) return refused('The vote is over. Nothing was changed.');
    const votes = { ...renewal.votes, [caller.person]: vote };
    await tx.renewals.update({ ...renewal, votes, version: renewal.version + 1 });
    await refresh(tx, [`renewal:${renewal.id}`], now);
    const text = [
      'Your vote is counted: ',
      { bold: vote },
      '. Nobody sees it. You can change it until ',
      { time: renewal.due, as: 'both' },
      '.',
    ] as const;
    return { reply: 'said', text };
  };
}

/** Five working days have passed: the votes decide. */
export function endRenewal(context: Context): Handler {
  return async (due, tx, now) => {
    const renewal = await tx.renewals.get(String(due.payload.id));
    const team = renewal && context.rhythm.team(renewal.team);
    const ritual = team && ritualOf(team, renewal.ritual);
    if (!renewal?.open) return;
    if (!team || !ritual)
      return void (await tx.renewals.update({ ...renewal, open: false, version: renewal.version + 1 }));
    const { as, why } = outcomeOf(renewal);
    const ended: Renewal = {
      ...renewal,
      open: false,
      ended: { at: now, as, why },
      version: renewal.version + 1,
    };
    await tx.renewals.update(ended);
    const about = `ritual:${team.id}/${ritual.id}`;
    await tx.events.append({
      team: team.id,
      about,
      what: `voted: ${as}`,
      who: 'schedule',
      at: now,
      from: 'engine',
      why,
    });
    await refresh(tx, [`renewal:${renewal.id}`], now);
    await tell(tx, ended, team, 'outcome', now);
    if (as === 'stop') await stop(context, tx, team, ritual, why, now);
    if (as === 'change') await putOnList(context, tx, ended, team, ritual, now);
  };
}

/** The change stands like any other from chat, and can be undone. */
async function stop(
  context: Context,
  tx: Tx,
  team: Team,
  ritual: Ritual,
  why: string,
  now: Instant,
): Promise<void> {
  const about = `ritual:${team.id}/${ritual.id}`;
  const until = dateAt(team.calendar.zone, now);
  const wanted = { team: team.id, about, by: VOTE, at: now, why: `the team voted to stop it (${why})` };
  try {
    await applyChange(context, tx, { ...wanted, fields: { schedule: { until } } });
  } catch (error) {
    if (!(error instanceof ChangeRefused)) throw error;
    context.log.warn({ about, why: error.message }, 'A ritual that was voted out could not be ended.');
  }
}

/** Whose change it is when a team has voted. */
const VOTE = 'the team’s vote';

async function putOnList(
  context: Context,
  tx: Tx,
  renewal: Renewal,
  team: Team,
  ritual: Ritual,
  now: Instant,
) {
  const open = await tx.topics.find({ team: team.id, open: true });
  const words = sentence(
    `${ritual.name}: what do we change? The team voted for it (${renewal.ended?.why ?? ''})`,
  );
  const topic = topicFrom(words, { id: context.id(), team: team.id, by: team.coordinator }, open, now);
  if (topic) await tx.topics.insert(topic);
  const round = await tx.rounds.get(renewal.round);
  const person = round?.facilitator?.person ?? team.coordinator;
  const thing = `renewal:${renewal.id}`;
  await enqueue(
    tx,
    { team: team.id, thing, epoch: 0, kind: 'to-facilitator', to: { person }, due: now, priority: 'digest' },
    now,
  );
}
