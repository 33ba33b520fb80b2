import { dueProblem } from '../action-due.ts';
import { risk as asked } from '../answers/groups.ts';
import { riskOf } from '../answers/kinds.ts';
import { LONGEST_LINE } from '../answers/objectives.ts';
import type { Asking } from '../answers/reading.ts';
import { raiseForm } from '../escalation/forms.ts';
import type { Form, FormPart, FormValues, Input } from '../form.ts';
import { thingOfRisk } from '../planning/risk.ts';
import type { Action, Risk } from '../record.ts';
import type { RiskAnswer } from '../round.ts';
import type { PersonId, Team } from '../team.ts';
import type { CivilDate, Instant } from '../time.ts';
import { oneLine } from '../wording.ts';

/** Asks for a new risk. */
export function nameRiskForm(team: Team, person: PersonId): Form {
  return {
    id: 'risk.name',
    title: `Risk of ${oneLine(team.name, 40)}`,
    submit: 'Save',
    thing: `team:${team.id}`,
    epoch: 0,
    parts: asked.inputs(askingFor(team, person)).map(partOf),
  };
}

/** Asks how likely and how bad it is, who watches it, and what is done about it until when. */
export function assessForm(risk: Risk, action: Action | undefined, team: Team, person: PersonId): Form {
  const { what, likelihood, impact, owner, mitigation } = risk;
  const start: RiskAnswer = {
    what,
    ...(likelihood ? { likelihood } : {}),
    ...(impact ? { impact } : {}),
    ...(owner ? { owner } : {}),
    ...(mitigation ? { mitigation } : {}),
  };
  const inputs = asked.inputs({ ...askingFor(team, person), start }).slice(1);
  const due: Input = {
    id: 'due',
    label: 'By when is that done?',
    hint: 'With a day, it becomes an action of whoever watches the risk.',
    optional: true,
    input: 'date',
    ...(action?.open ? { value: action.due } : {}),
  };
  return formOf(risk, 'assess', 'Assess a risk', 'Save', [about(risk), ...inputs.map(partOf), partOf(due)]);
}

export function closeRiskForm(risk: Risk): Form {
  const why: Input = {
    id: 'why',
    label: 'Why is it no longer a risk?',
    optional: false,
    input: 'line',
    limit: LONGEST_LINE,
  };
  return formOf(risk, 'close', 'Close a risk', 'Close it', [about(risk), partOf(why)]);
}

/** The form for a new blocker with the risk's words in it. */
export function raiseFromRiskForm(risk: Risk, team: Team, person: PersonId, now: Instant): Form {
  const form = raiseForm(team, risk.what, now, person);
  return { ...form, id: 'risk.raise', thing: thingOfRisk(risk), epoch: risk.version };
}

export type RiskRead =
  | { ok: true; answer: RiskAnswer; due?: CivilDate }
  | { ok: false; errors: Readonly<Record<string, string>> };

/** Reads `nameRiskForm` or, with the risk it is about, `assessForm`. `today`: the caller's. */
export function readRiskForm(
  values: FormValues,
  team: Team,
  person: PersonId,
  today: CivilDate,
  about?: { risk: Risk; action: Action | undefined },
): RiskRead {
  const before = about?.risk;
  const start = before && { what: before.what, ...(before.owner ? { owner: before.owner } : {}) };
  const asking: Asking = { ...askingFor(team, person), ...(start ? { start } : {}) };
  const read = asked.read(asking, (member) =>
    before && member === 'what' ? before.what : values[`${asking.id}.${member}`],
  );
  if (read.read === 'wrong') return { ok: false, errors: read.errors };
  const answer = read.read === 'answer' ? riskOf(read.answer) : undefined;
  if (!answer) return { ok: false, errors: { [`${asking.id}.what`]: 'Say what could go wrong.' } };
  const due = typeof values.due === 'string' ? values.due : '';
  if (due === '') return { ok: true, answer };
  if (!answer.mitigation)
    return { ok: false, errors: { [`${asking.id}.mitigation`]: 'Say what is to be done by then.' } };
  const notThen = due === about?.action?.due ? undefined : dueProblem(due, today);
  if (notThen) return { ok: false, errors: { due: notThen } };
  return { ok: true, answer, due };
}

function askingFor(team: Team, person: PersonId): Asking {
  const question = {
    id: 'risk',
    ask: 'What could go wrong?',
    type: 'risk',
    optional: false,
    anonymous: false,
  } as const;
  return { question, id: 'risk', team, person, today: '' };
}

function formOf(risk: Risk, verb: string, title: string, submit: string, parts: readonly FormPart[]): Form {
  return { id: `risk.${verb}`, title, submit, thing: thingOfRisk(risk), epoch: risk.version, parts };
}

function about({ what }: Risk): FormPart {
  return { part: 'text', text: [oneLine(what, 300)] };
}

function partOf(input: Input): FormPart {
  return { part: 'input', input };
}
