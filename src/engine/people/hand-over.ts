import { handOver } from '../../core/action-hand-over.ts';
import type { Reply } from '../../core/decision.ts';
import { leadsOf, nameOf, unique } from '../../core/escalation/people.ts';
import { type Holding, type HoldingKind, keyOf } from '../../core/people/holdings.ts';
import type { Heirs, Move } from '../../core/people/leaving.ts';
import { give, pass } from '../../core/rotation/exchange.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { actionView, saveAction } from '../actions/begin.ts';
import { type Call, idOf } from '../call.ts';
import { carryOut } from '../commit.ts';
import { act } from '../escalation/escalations.ts';
import { showPlans } from '../planning/shown.ts';
import { keepDuties, sightOf } from '../rounds/duty-books.ts';

/** Moves each thing to its heir, all in the call's transaction. Gives what has really changed hands: what cannot goes on by its
 * own rules when the person has left. What stands in the definitions is left to the changes that follow. */
export async function handAllOver(
  call: Call,
  team: Team,
  person: PersonId,
  holdings: readonly Holding[],
  heirs: Heirs,
): Promise<Move[]> {
  const moves: Move[] = [];
  for (const holding of holdings) {
    const to = heirs[keyOf(holding)];
    if (to === undefined) await leaveToRules(call, team, holding, person);
    else if (
      await HAND[holding.kind]({
        call,
        team,
        person,
        because: `${nameOf(team, person)} leaves`,
        id: holding.id,
        to,
      })
    )
      moves.push({ key: keyOf(holding), what: holding.what, to });
  }
  await showPlans(call, team);
  return moves;
}

/** A turn that nobody could be chosen for passes on as if they had said so. */
async function leaveToRules(call: Call, team: Team, { kind, id }: Holding, person: PersonId): Promise<void> {
  if (kind !== 'turn') return;
  const sight = await sightOf(call.tx, team, call.now);
  const duty = sight.duties.find(({ turn }) => turn.id === id);
  const done = duty && pass(sight.books, duty, person, sight.absences, call.now);
  if (done?.ok) await keepDuties(call, sight, { books: done.books, events: [], told: [], shown: [] });
}

interface Handing {
  call: Call;
  team: Team;
  person: PersonId;
  because: string;
  id: string;
  to: PersonId;
}

type Hand = (handing: Handing) => Promise<boolean>;

/** These follow from the changes of the definitions. */
const byChange: Hand = async () => true;

const HAND: Readonly<Record<HoldingKind, Hand>> = {
  escalation: giveEscalation,
  action: giveAction,
  turn: giveTurn,
  dependency: async (handing) => {
    const { tx } = handing.call;
    const row = await tx.dependencies.get(handing.id);
    if (!row?.open) return false;
    await tx.dependencies.update({ ...row, on: handing.to, version: row.version + 1 });
    return noted(handing, 'dependency');
  },
  objective: async (handing) => {
    const { tx } = handing.call;
    const row = await tx.objectives.get(handing.id);
    if (!row?.open) return false;
    await tx.objectives.update({ ...row, owner: handing.to, version: row.version + 1 });
    return noted(handing, 'objective');
  },
  risk: async (handing) => {
    const { tx } = handing.call;
    const row = await tx.risks.get(handing.id);
    if (!row?.open) return false;
    await tx.risks.update({ ...row, owner: handing.to, version: row.version + 1 });
    return noted(handing, 'risk');
  },
  role: byChange,
  coordinator: byChange,
  admin: byChange,
  leader: byChange,
  facilitator: byChange,
  approver: byChange,
  deputy: byChange,
};

/** One line of the log, and the messages about it show who has it now. */
async function noted({ call, team, because, id, to }: Handing, kind: HoldingKind): Promise<true> {
  const { tx, now, caller, command } = call;
  const about = `${kind}:${id}`;
  const why = `${nameOf(team, to)} has it now, because ${because}.`;
  const event = { team: team.id, about, what: 'handed over', who: caller.person, at: now, why, person: to };
  const effects = [{ do: 'refresh', thing: about } as const];
  await carryOut(tx, { events: [{ ...event, from: command.platform }], effects }, now);
  return true;
}

/** Whoever may, asks for it: the caller, else the coordinator, else a lead. */
async function giveEscalation({ call, team, person, id, to }: Handing): Promise<boolean> {
  const from = call.command.platform;
  for (const by of unique([call.caller.person, team.coordinator, ...leadsOf(team), person])) {
    const reply: Reply = await act(call, id, { do: 'reassign', by, from, to });
    if (reply.reply !== 'refused') return true;
  }
  return false;
}

/** Nobody has to say yes, because nobody else is left to do it. Its heir hears of it with all the rest. */
async function giveAction({ call, because, id, to }: Handing): Promise<boolean> {
  const { context, tx, now, caller, command } = call;
  const action = await tx.actions.get(id);
  if (!action?.open) return false;
  const view = await actionView(context, tx, action, now);
  const why = `${nameOf(view.team, to)} has it now, because ${because}.`;
  const decision = handOver(action, { by: caller.person, from: command.platform, to, why }, view, now);
  const effects = decision.effects.filter((effect) => effect.do !== 'tell');
  await saveAction(tx, action, { ...decision, effects }, now);
  return true;
}

async function giveTurn({ call, team, person, because, id, to }: Handing): Promise<boolean> {
  const { tx, now, caller } = call;
  const sight = await sightOf(tx, team, now);
  const duty = sight.duties.find(({ turn }) => turn.id === id);
  if (!duty) return false;
  const done = give(sight.books, duty, to, { by: caller.person, agreed: false }, sight.absences, now);
  if (!done.ok) return false;
  const why = `${caller.name} gave it to ${nameOf(team, to)}, because ${because}`;
  const events = [to, person].map((whom) => ({ turn: id, what: 'given', why, person: whom }));
  await keepDuties(call, sight, { books: done.books, events, told: [], shown: [] });
  return true;
}

/** Gives a thing back to whom it came from, if it is still where it went. */
export async function giveBack(
  call: Call,
  team: Team,
  person: PersonId,
  { key, to }: Move,
): Promise<boolean> {
  const kind = key.slice(0, key.indexOf(':'));
  const id = idOf(key);
  if (!isKind(kind) || HAND[kind] === byChange || !(await isStillWith(call, kind, id, to))) return false;
  const because = `${nameOf(team, person)} stays`;
  return HAND[kind]({ call, team, person: to, because, id, to: person });
}

function isKind(word: string): word is HoldingKind {
  return Object.hasOwn(HAND, word);
}

async function isStillWith({ tx }: Call, kind: HoldingKind, id: string, person: PersonId): Promise<boolean> {
  switch (kind) {
    case 'escalation':
      return (await tx.escalations.get(id))?.owner === person;
    case 'action':
      return (await tx.actions.get(id))?.owner === person;
    case 'turn':
      return (await tx.turns.get(id))?.person === person;
    case 'dependency':
      return (await tx.dependencies.get(id))?.on === person;
    case 'objective':
      return (await tx.objectives.get(id))?.owner === person;
    default:
      return (await tx.risks.get(id))?.owner === person;
  }
}
