import { mayChange } from '../../core/action.ts';
import { sameWords } from '../../core/blocker.ts';
import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import type { Form } from '../../core/form.ts';
import { join, type Message } from '../../core/message.ts';
import {
  type Assessment,
  decideRisk,
  nameRisk,
  type RiskCommand,
  thingOfRisk,
} from '../../core/planning/risk.ts';
import { readWhy } from '../../core/present/objective-forms.ts';
import { presentRisks, type RiskShown } from '../../core/present/risk.ts';
import {
  assessForm,
  closeRiskForm,
  nameRiskForm,
  type RiskRead,
  raiseFromRiskForm,
  readRiskForm,
} from '../../core/present/risk-forms.ts';
import type { Risk } from '../../core/record.ts';
import type { RiskAnswer } from '../../core/round.ts';
import type { Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { actOnAction } from '../actions/actions.ts';
import { beginAction } from '../actions/begin.ts';
import { type Call, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { submitRaise } from '../escalation/escalate.ts';
import { openRisks, showPlans, withAction } from './shown.ts';
import { changedMeanwhile, doing, notTheirs, saveDecided, teamIn, theirs } from './theirs.ts';

/** `/rondo risks`: what could go wrong in the caller's teams, gravest first. */
export async function risks(call: Call): Promise<Reply> {
  const { caller } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there is no risk register to show.');
  return {
    reply: 'message',
    message: join(await Promise.all(caller.meant.map((team) => listOf(call, team)))),
  };
}

export const listRisks: Press = async (call, thing) => {
  const team = teamIn(call, thing);
  return team ? { reply: 'message', message: await listOf(call, team) } : notTheirs('team');
};

async function listOf({ tx, caller, now }: Call, team: Team): Promise<Message> {
  return presentRisks(await openRisks(tx, team), team, caller.person, now);
}

/** A risk out of an answer or the form becomes a row of the register, or meets the one that is there. */
export async function keepRisk(call: Call, team: Team, answer: RiskAnswer, round?: string): Promise<Risk> {
  const { tx, now } = call;
  const known = await tx.risks.find({ team: team.id });
  const decision = nameRisk(answer, { ...doing(call), ...(round ? { round } : {}) }, team, known, now);
  const { state } = decision;
  const before = known.find(({ id }) => id === state.id);
  if (!before) await tx.risks.insert(state);
  else if (state !== before) await tx.risks.update(state);
  await carryOut(tx, decision, now);
  if (state !== before) await showPlans(call, team);
  return state;
}

export const openName: Press = async (call, thing) => {
  const team = teamIn(call, thing);
  return team ? { reply: 'form', form: nameRiskForm(team, call.caller.person) } : notTheirs('team');
};

export const submitName: Submit = async (call, thing, _epoch, values) => {
  const team = teamIn(call, thing);
  if (!team) return notTheirs('team');
  const read = readRiskForm(values, team, call.caller.person, today(call));
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  await keepRisk(call, team, read.answer);
  return said('It stands in the register of ', { bold: team.name }, '.');
};

type Opened = (risk: RiskShown, team: Team, call: Call) => Form;

export const openAssess: Press = opening(
  ({ risk, action }, team, { caller }) => assessForm(risk, action, team, caller.person),
  'assess',
);
export const openClose: Press = opening(({ risk }) => closeRiskForm(risk), 'close');
export const openRaise: Press = opening(
  ({ risk }, team, { caller, now }) => raiseFromRiskForm(risk, team, caller.person, now),
  'become',
);

/** Opens a form for whoever may send it; whoever may not, or comes too late, is told now. */
function opening(form: Opened, what: RiskCommand['do']): Press {
  return async (call, thing) => {
    const found = await theirs(call, thing, call.tx.risks);
    if (!found) return notTheirs('risk');
    const { row, team } = found;
    const trial = decideRisk(row, { ...doing(call), ...TRIED[what] }, team, call.now);
    if (trial.state === row) return trial.reply ?? notTheirs('risk');
    return { reply: 'form', form: form(await withAction(call.tx, row), team, call) };
  };
}

/** Commands that change any open risk, to see whether somebody may give them. */
const TRIED = {
  assess: { do: 'assess', words: { action: '' } },
  close: { do: 'close', why: '' },
  become: { do: 'become', escalation: '' },
} as const satisfies Record<RiskCommand['do'], object>;

export const submitClose: Submit = async (call, thing, epoch, values) => {
  const found = await theirs(call, thing, call.tx.risks);
  if (!found) return notTheirs('risk');
  const why = readWhy(values);
  if (!why) return { reply: 'invalid', errors: { why: 'Please write a few words: the others read them.' } };
  const { row, team } = found;
  if (row.open && row.version !== epoch) return changedMeanwhile('risk');
  return save(call, team, row, { ...doing(call), do: 'close', why });
};

function save(call: Call, team: Team, risk: Risk, command: RiskCommand): Promise<Reply> {
  return saveDecided(call, team, risk, decideRisk(risk, command, team, call.now), call.tx.risks);
}

export const submitAssess: Submit = async (call, thing, epoch, values) => {
  const found = await theirs(call, thing, call.tx.risks);
  if (!found) return notTheirs('risk');
  const { row, team } = found;
  if (row.open && row.version !== epoch) return changedMeanwhile('risk');
  const shown = await withAction(call.tx, row);
  const about = { risk: row, action: shown.action };
  const read = readRiskForm(values, team, call.caller.person, today(call), about);
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  if (!row.open) return save(call, team, row, { ...doing(call), do: 'assess', words: {} });
  const mitigated = await mitigate(call, team, shown, read);
  if (!mitigated.ok) return mitigated.reply;
  const { what: _what, ...words } = read.answer;
  const { action } = mitigated;
  return save(call, team, row, {
    ...doing(call),
    do: 'assess',
    words: { ...words, ...(action ? { action } : {}) } satisfies Assessment,
  });
};

type Mitigated = { ok: true; action?: string } | { ok: false; reply: Reply };

/** A mitigation with a day is an action of whoever watches the risk, else of whoever says so. One that is under way is moved
 * to the new day, or makes room for another one. */
async function mitigate(
  call: Call,
  team: Team,
  { risk, action }: RiskShown,
  read: Extract<RiskRead, { ok: true }>,
): Promise<Mitigated> {
  const { answer, due } = read;
  const kept = action ? { action: action.id } : {};
  const owner = answer.owner ?? call.caller.person;
  const running = action?.open ? action : undefined;
  const same =
    answer.mitigation === risk.mitigation && (!running || !answer.owner || running.owner === owner);
  if (running && same && due === running.due) return { ok: true, ...kept };
  if (!running && same && (due === undefined || due === action?.due)) return { ok: true, ...kept };
  if (running && !mayChange(running, team, call.caller.person)) {
    const due = `Its mitigation is an action of ${nameOf(team, running.owner)}: they, the coordinator or the lead can change it.`;
    return { ok: false, reply: { reply: 'invalid', errors: { due } } };
  }
  if (running) {
    const why = 'The mitigation of its risk has changed.';
    const moved = same && due !== undefined;
    const what = moved ? ({ do: 'move', due } as const) : ({ do: 'drop', why } as const);
    const reply = await actOnAction(call, running.id, { ...doing(call), ...what });
    if (reply.reply !== 'said') return { ok: false, reply };
    if (moved) return { ok: true, ...kept };
  }
  if (!due || !answer.mitigation) return { ok: true };
  const id = call.context.id();
  await beginAction(
    call.context,
    call.tx,
    {
      id,
      team: team.id,
      what: answer.mitigation,
      owner,
      due,
      from: thingOfRisk(risk),
      open: true,
      version: 1,
    },
    call.now,
  );
  return { ok: true, action: id };
}

/** What was feared has happened: a blocker is raised from it, and the risk says which. */
export const submitRaiseFromRisk: Submit = async (call, thing, _epoch, values) => {
  const { tx, caller } = call;
  const found = await theirs(call, thing, tx.risks);
  if (!found) return notTheirs('risk');
  const { row, team } = found;
  if (!row.open) return save(call, team, row, { ...doing(call), do: 'become', escalation: '' });
  const mine = { team: team.id, raiser: caller.person, live: true } as const;
  const before = new Set((await tx.escalations.find(mine)).map(({ id }) => id));
  const reply = await submitRaise(call, `team:${team.id}`, 0, { ...values, team: team.id });
  if (reply.reply === 'invalid' || reply.reply === 'refused') return reply;
  const live = await tx.escalations.find(mine);
  const what = String(values['blocker.what'] ?? '');
  const raised = live.find(({ id }) => !before.has(id)) ?? live.find((one) => sameWords(one.what, what));
  if (raised) await save(call, team, row, { ...doing(call), do: 'become', escalation: raised.id });
  return reply;
};

function today({ caller, now }: Call): string {
  return dateAt(caller.zone, now);
}
