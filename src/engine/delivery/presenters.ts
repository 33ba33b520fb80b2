import type { Asked } from '../../core/answers/asked.ts';
import type { Json } from '../../core/decision.ts';
import { presentTogether } from '../../core/escalation/present.ts';
import { type Message, message, note, paragraph } from '../../core/message.ts';
import { standingOf } from '../../core/present/asking.ts';
import { presentBoard } from '../../core/present/board.ts';
import { presentInvitation } from '../../core/present/invitation.ts';
import { presentMark } from '../../core/present/mark.ts';
import { presentAnnouncement, presentStarted } from '../../core/present/meeting.ts';
import { presentMinutes } from '../../core/present/minutes.ts';
import { presentAlarm } from '../../core/present/notice.ts';
import { presentChoice } from '../../core/present/pause.ts';
import { presentPrompt } from '../../core/present/prompt.ts';
import { presentReminder } from '../../core/present/reminder.ts';
import { presentByHand } from '../../core/present/rituals.ts';
import { presentRound } from '../../core/present/round.ts';
import { presentSilent, silentIn } from '../../core/present/silent.ts';
import { presentTakeOver, presentTurn } from '../../core/present/turn.ts';
import { presentUpdate } from '../../core/present/update.ts';
import { presentBegun } from '../../core/rehearsal.ts';
import { turnOf } from '../../core/rotation/turn.ts';
import { counted } from '../../core/round/asking.ts';
import type { StoredItem } from '../../ports.ts';
import { presentWayItem } from '../access/verb.ts';
import { followUpsOf } from '../actions/looking-back.ts';
import { presentActionItem } from '../actions/present-actions.ts';
import { readByAll } from '../actions/readable.ts';
import { idOf } from '../call.ts';
import { dayOf } from '../day.ts';
import { presentDigestItems, presentPreviewItem } from '../digest/present-digest.ts';
import { presentQuestionItem } from '../digest/questions.ts';
import { escalationView } from '../escalation/escalations.ts';
import { presentIntroductionItem, presentJoinersItem, presentLeavingItem } from '../people/present-people.ts';
import { planningOf } from '../planning/shown.ts';
import { presentRetroItem } from '../retro/shown.ts';
import { presentExpiryItem, presentRenewalItem } from '../rituals/presenting.ts';
import { askedFor } from '../rounds/asked.ts';
import { handOverOf } from '../rounds/duty-note.ts';
import { presentDutyItem, presentSkippedItem } from '../rounds/duty-shown.ts';
import { loadRound, promptsOf, viewOf } from '../rounds/load.ts';
import { markIn } from '../rounds/meeting-run.ts';
import { keptOf } from '../rounds/meetings.ts';
import { topicsOn } from '../topics.ts';
import type { Presenter, Showing } from './present.ts';
import { presentHintItem, presentNotedItem, presentTakenBackItem } from './present-absence.ts';

const GONE = { drop: 'what it was about is gone' } as const;

/** Which words each kind of item gets, by `thing/kind`. */
export const presenters: Readonly<Record<string, Presenter>> = {
  'prompt/prompt': async (items, showing) => {
    const asked = await askedOf(items, showing);
    const open = asked.some((one) => standingOf(one, showing.now) === 'open');
    if (!open && asked.length > 0 && items.every(({ state }) => state !== 'sent'))
      return { drop: 'it was answered or settled in the meantime' };
    return asked.length > 0 && showing.viewer ? presentPrompt(asked, showing.viewer, showing.now) : GONE;
  },
  'prompt/reminder': async (items, showing) => {
    const asked = await askedOf(items, showing);
    const waiting = asked.some(({ prompt, update }) => prompt.state === 'asked' && !update);
    if (items.every(({ state }) => state !== 'sent') && !waiting)
      return { drop: 'it was answered in the meantime' };
    return showing.viewer && asked.length > 0 ? presentReminder(asked, showing.viewer, showing.now) : GONE;
  },
  'round/place': one(async (item, showing) => {
    const shown = await roundShown(item, showing);
    return shown ? presentRound(shown, showing.now) : GONE;
  }),
  'round/silent': one(async (item, showing) => {
    const shown = await roundShown(item, showing);
    if (!shown) return GONE;
    if (item.state !== 'sent' && silentIn(shown.prompts, shown.round.facilitator?.person).length === 0)
      return { drop: 'everybody who was asked has answered' };
    return presentSilent(shown);
  }),
  'round/announcement': one(async (item, showing) => {
    const shown = await meetingShown(item, showing);
    return shown ? presentAnnouncement(shown, showing.now) : GONE;
  }),
  'round/invitation': one(async (item, { context, read, viewer, now }) => {
    const view = await loadRound(context, read, idOf(item.thing), now);
    if (!view || !viewer) return GONE;
    if (item.state !== 'sent' && view.round.state !== 'open') return { drop: 'the meeting is over by now' };
    return presentInvitation(view, viewer, now);
  }),
  'round/started': one(async (item, showing) => {
    const shown = await meetingShown(item, showing);
    return shown ? presentStarted(shown) : GONE;
  }),
  'round/minutes': one(async (item, showing) => {
    const shown = await meetingShown(item, showing);
    return shown ? presentMinutes(shown) : GONE;
  }),
  'round/mark': one(async (item, { context, read, now }) => {
    const view = await loadRound(context, read, idOf(item.thing), now);
    const mark = markIn(item.facts?.mark);
    if (!view || mark === undefined) return GONE;
    if (item.state !== 'sent' && view.round.state !== 'open') return { drop: 'the meeting is over by now' };
    return presentMark(view, mark);
  }),
  'round/by-hand': one(async ({ facts }) => byHandShown(facts?.text, false)),
  'round/by-hand-duty': one(async ({ facts }) => byHandShown(facts?.text, true)),
  'round/turn': one(presentTurnItem),
  'turn/*': one(presentDutyItem),
  'rotation/skipped': one(presentSkippedItem),
  'update/update': one(presentUpdateItem),
  'board/board': one(presentBoardItem),
  'escalation/*': presentEscalationItems,
  'action/*': one(presentActionItem),
  'digest/digest': presentDigestItems,
  'digest/digest-preview': presentPreviewItem,
  'question/*': presentQuestionItem,
  'pause/choice': one(presentPauseItem),
  'renewal/*': one(presentRenewalItem),
  'expiry/expiry': one(presentExpiryItem),
  'retro/*': one(presentRetroItem),
  'rehearsal/begun': one(async ({ team }, { context }) => {
    const known = context.rhythm.team(team);
    return known ? presentBegun(known) : GONE;
  }),
  'absence/noted': one(presentNotedItem),
  'absence/taken-back': one(presentTakenBackItem),
  'hint/hint': one(presentHintItem),
  'leaving/*': one(presentLeavingItem),
  'joiners/proposal': one(presentJoinersItem),
  'way/way': one(presentWayItem),
  'person/introduction': one(presentIntroductionItem),
  'notice/alarm': one(async ({ facts }) =>
    typeof facts?.text === 'string' ? presentAlarm(facts.text) : GONE,
  ),
  'notice/*': one(async (item, { context }) => presentNotice(item, context.rhythm.team(item.team)?.name)),
};

function one(
  present: (item: StoredItem, showing: Showing) => Promise<Message | { drop: string }>,
): Presenter {
  return (items, showing) => present(items[0]!, showing);
}

function byHandShown(words: Json | undefined, direct: boolean): Message | { drop: string } {
  return typeof words === 'string' ? presentByHand(words, direct) : GONE;
}

async function askedOf(items: readonly StoredItem[], { context, read, now }: Showing): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const item of items) {
    const prompt = await read.prompts.get(idOf(item.thing));
    const asked = prompt && (await askedFor(context, read, prompt, now));
    if (asked) found.push(asked);
  }
  return found;
}

async function roundShown(item: StoredItem, { context, read, now }: Showing) {
  const view = await loadRound(context, read, idOf(item.thing), now);
  if (!view) return undefined;
  const anonymous = view.round.state === 'closed' ? await read.anonymous.find({ round: view.round.id }) : [];
  return {
    ...view,
    anonymous,
    topics: await topicsOn(read, view),
    ...(await followUpsOf(read, view, now)),
    ...(await planningOf(read, view, now)),
    prompts: counted(await promptsOf(read, view.round.id), view),
    updates: await read.updates.find({ round: view.round.id }, { order: 'at' }),
    escalations: (await read.escalations.find({ team: view.team.id })).filter(
      ({ round }) => round === view.round.id,
    ),
  };
}

async function meetingShown(item: StoredItem, showing: Showing) {
  const shown = await roundShown(item, showing);
  if (!shown) return undefined;
  const { read } = showing;
  const { decisions, actions } = await keptOf(read, shown.round);
  const open = await readByAll(read, await read.actions.find({ team: shown.team.id, open: true }));
  const carried = open.filter(({ from }) => from !== `round:${shown.round.id}`);
  return { ...shown, carried, actions, decisions };
}

/** Who leads the round now is what counts: a turn may be stood in for. */
async function presentTurnItem(item: StoredItem, { context, read, viewer, now }: Showing) {
  const view = await loadRound(context, read, idOf(item.thing), now);
  const at = view && turnOf(view.team, view.ritual, view.round.date);
  const turn = at && (await read.turns.get(at.id));
  if (!view || !turn || !viewer) return GONE;
  const { person, why = turn.why } = view.round.facilitator ?? turn;
  if (item.state !== 'sent' && person !== viewer.id) return { drop: 'somebody else has the turn by now' };
  const { person: _held, ...empty } = turn;
  const shown = {
    turn: { ...empty, ...(person ? { person } : {}), why },
    ritual: view.ritual,
    team: view.team,
    round: view.round,
    standIn: person !== turn.person,
    ...(person === viewer.id && { handOver: await handOverOf(read, view, turn) }),
  };
  const { instead } = item.facts ?? {};
  return typeof instead === 'string'
    ? presentTakeOver(shown, viewer, `instead of ${instead}`)
    : presentTurn(shown, viewer);
}

async function presentUpdateItem(item: StoredItem, { context, read, now }: Showing) {
  const update = await read.updates.get(idOf(item.thing));
  const round = update && (await read.rounds.get(update.round));
  const view = round && (await viewOf(context, read, round, now));
  if (!update || !view) return GONE;
  const raised = await read.escalations.find({ team: view.team.id, raiser: update.person });
  const question = view.ritual.questions.find(({ type }) => type === 'blocker');
  const own = raised.filter((escalation) => escalation.round === update.round);
  const ids = question && own[0] ? { [question.id]: own.map(({ id }) => id).join(', ') } : {};
  return presentUpdate(update, view.ritual, view.team, ids);
}

async function presentBoardItem(item: StoredItem, { context, read, now }: Showing) {
  const [id = '', date = ''] = idOf(item.thing).split('/');
  const team = context.rhythm.team(id);
  if (!team) return GONE;
  if (!item.rehearsed && (await read.rehearsals.get(team.id))?.state === 'rehearsing')
    return { drop: 'its team rehearses, which the channel does not see' };
  return presentBoard(await dayOf(context, read, team, date, now), now);
}

async function presentEscalationItems(
  items: readonly StoredItem[],
  { context, read, reader, now }: Showing,
): Promise<Message | { drop: string }> {
  const escalation = await read.escalations.get(idOf(items[0]!.thing));
  const team = escalation && context.rhythm.team(escalation.team);
  if (!escalation || !team) return GONE;
  const told = items
    .toSorted((a, b) => a.due - b.due)
    .map(({ kind, facts, state }) => ({ kind, unsent: state !== 'sent', ...(facts ? { facts } : {}) }));
  const { person } = reader;
  const viewer = person ? { person, heard: await hasHeard(items, read) } : {};
  return presentTogether(told, escalation, viewer, await escalationView(read, team, now), now);
}

/** Whether anything else about the same thing was sent to the same recipient, or may have been. */
async function hasHeard(items: readonly StoredItem[], read: Showing['read']): Promise<boolean> {
  const { thing, recipient } = items[0]!;
  const these = new Set(items.map(({ id }) => id));
  const others = await read.items.find({ thing, recipient });
  return others.some(({ id, state }) => !these.has(id) && (state === 'sent' || state === 'bound'));
}

async function presentPauseItem(item: StoredItem, { context, read, reader, now }: Showing) {
  const pause = await read.pauses.get(idOf(item.thing));
  const team = pause && context.rhythm.team(pause.team);
  return pause && team ? presentChoice(pause, team, reader.zone, now) : GONE;
}

/** News of a team, for whoever coordinates it. */
const OF_TEAM = new Set(['archived', 'split']);

/** What trouble or news says is kept with the item: nothing else knows it. */
async function presentNotice(item: StoredItem, team = item.team): Promise<Message | { drop: string }> {
  const text = item.facts?.text;
  if (typeof text !== 'string') return GONE;
  const [first = text, ...rest] = text.split('\n');
  return message(
    first,
    paragraph(first),
    ...rest.map((line) => paragraph(line)),
    note(`You get this because you look after ${OF_TEAM.has(item.kind) ? team : 'this Rondo'}.`),
  );
}
