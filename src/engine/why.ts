import type { AuditEvent, Reply } from '../core/decision.ts';
import { mayRead, maySee, withNames } from '../core/escalation/people.ts';
import { timeline } from '../core/escalation/timeline.ts';
import { why as whyReached } from '../core/escalation/why.ts';
import { heading, list, message, note, paragraph, type Text, text } from '../core/message.ts';
import { dateAt } from '../core/time/zone.ts';
import { DAY, type Instant } from '../core/time.ts';
import { sentence } from '../core/wording.ts';
import { type Call, refused } from './call.ts';
import { toldAbout } from './delivery/told.ts';
import { whyPlans } from './planning/history.ts';

const DAYS = 14;
const MOST = 15;

/** `why`: what happened to the caller lately and why; `why atlas-12`: why that blocker is where it is; `why morning-sync`:
 * only what concerns that ritual, and what became of its rounds. Everything it says was stored when it happened. */
export async function why(call: Call, words: string): Promise<Reply> {
  const { tx, caller, now } = call;
  const id = words.trim().toLowerCase();
  if (/^[\w-]+-\d+$/.test(id)) return whyBlocker(call, id);
  const plans = await whyPlans(call, id);
  if (plans) return plans;
  const since = now - DAYS * DAY;
  const mine = await tx.events.find(
    { person: caller.person, at: { atLeast: since } },
    { order: 'at', newest: true, limit: 200 },
  );
  const own = mine.filter(
    (event) => !id || event.about.includes(`/${id}/`) || event.about.endsWith(`:${id}`),
  );
  const about = [
    ...own,
    ...(id ? await othersEvents(call, id, since, new Set(own.map((one) => one.id))) : []),
  ].toSorted((a, b) => b.at - a.at);
  if (about.length === 0) return refused(nothingFound(id));
  return {
    reply: 'message',
    message: message(
      'Why',
      heading(id ? `Why: ${id}` : 'What happened to you, and why'),
      list(about.slice(0, MOST).map(lineOf)),
      about.length > MOST
        ? paragraph(`And ${about.length - MOST} more in the last ${DAYS} days.`)
        : undefined,
      note('Only you see this. Each reason was stored when it happened.'),
    ),
  };
}

/** What became of a ritual's rounds in the caller's teams; what happened to others in them is for those to ask. */
async function roundsEvents({ tx, caller }: Call, ritual: string, since: Instant) {
  const days = { atLeast: dateAt('UTC', since) };
  const rounds = await Promise.all(
    caller.teams.map(({ id }) => tx.rounds.find({ team: id, ritual, date: days })),
  );
  const events = await Promise.all(rounds.flat().map(({ id }) => tx.events.find({ about: `round:${id}` })));
  return events.flat().filter(({ person, at }) => person === undefined && at >= since);
}

/** What became of the ritual's rounds, and who changed its turns; the caller's own lines are there already. */
async function othersEvents(call: Call, ritual: string, since: Instant, own: ReadonlySet<string>) {
  const events = [
    ...(await changesEvents(call, ritual, since)),
    ...(await roundsEvents(call, ritual, since)),
    ...(await turnsEvents(call, ritual, since)),
  ];
  return events.filter(({ id }) => !own.has(id));
}

/** Who changed the ritual itself, in the files or from chat. */
async function changesEvents({ tx, caller }: Call, ritual: string, since: Instant) {
  const about = caller.teams.map(({ id }) => tx.events.find({ about: `ritual:${id}/${ritual}` }));
  return (await Promise.all(about)).flat().filter(({ at }) => at >= since);
}

/** Who has which turn is no secret: the team reads who changed it and why, each change once. */
async function turnsEvents({ tx, caller }: Call, ritual: string, since: Instant) {
  const found = [];
  for (const team of caller.teams) {
    const how = team.rituals.find(({ id }) => id === ritual)?.facilitator;
    if (!how?.rotation) continue;
    const date = { atLeast: dateAt('UTC', since) };
    for (const { id } of await tx.turns.find({ team: team.id, rotation: how.rotation, date }))
      found.push(...(await tx.events.find({ about: `turn:${id}` })));
  }
  const mine = new Set(found.filter(({ person }) => person === caller.person).map(keyOf));
  const others = found.filter(
    (one) => one.at >= since && (one.person === caller.person || !mine.has(keyOf(one))),
  );
  return [...Map.groupBy(others, keyOf).values()].flatMap(([first]) => (first ? [first] : []));
}

function keyOf({ about, what, at, why }: AuditEvent): string {
  return [about, what, at, why].join('|');
}

async function whyBlocker({ tx, caller, context }: Call, id: string): Promise<Reply> {
  const escalation = await tx.escalations.get(id);
  const team = escalation && context.rhythm.team(escalation.team);
  if (!escalation || !team)
    return refused(
      'There is no escalation ',
      { code: id },
      '. ',
      { code: '/escalate list' },
      ' shows the open ones.',
    );
  const events = await tx.events.find({ about: `escalation:${id}` }, { order: 'at' });
  if (!maySee(escalation, team, caller.person))
    return refused('This one is private: only the raiser, the lead and those they added may see it.');
  if (!mayRead(escalation, team, caller.person))
    return refused(`Only team ${team.name} and those who were told about this blocker can read why.`);
  const named = (lines: readonly Text[]) => lines.map((line) => withNames(line, team));
  return {
    reply: 'message',
    message: message(
      `Why: ${id}`,
      heading(`Why: ${id}`),
      list(named(whyReached(escalation, events, caller.person))),
      paragraph('Where it stands:'),
      list(named(whyReached(escalation, events))),
      paragraph('Everything that happened:'),
      list(named(timeline(events, await toldAbout(tx, `escalation:${id}`)))),
      note('Only you see this.'),
    ),
  };
}

function lineOf(event: AuditEvent): Text {
  const thing = event.about.slice(event.about.indexOf(':') + 1);
  return text(
    { time: event.at, as: 'both' },
    ' ',
    { bold: event.what },
    ` (${thing.split('/').slice(1, 3).join(', ') || thing})`,
    event.why ? `: ${sentence(event.why)}` : '.',
  );
}

function nothingFound(id: string): string {
  return id
    ? `Nothing about “${id.slice(0, 60)}” has happened to you in the last ${DAYS} days.`
    : `Nothing has happened to you in the last ${DAYS} days: you were not asked, picked or skipped.`;
}
