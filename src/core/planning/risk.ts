import { sameWords } from '../blocker.ts';
import type { Decision } from '../decision.ts';
import { memberOf, nameOf, unique } from '../escalation/people.ts';
import type { Risk } from '../record.ts';
import type { RiskAnswer } from '../round.ts';
import type { PersonId, Team } from '../team.ts';
import type { Instant } from '../time.ts';
import { listed, oneLine } from '../wording.ts';
import { alreadySo, type Doing, freeId, happened, named, refusedWith, stewards } from './saying.ts';

export type Size = NonNullable<Risk['likelihood']>;

const WEIGHT: Readonly<Record<Size, number>> = { low: 1, medium: 2, high: 3 };

export function thingOfRisk({ id }: Pick<Risk, 'id'>): string {
  return `risk:${id}`;
}

/** Likelihood times impact, 1 to 9. Undefined while either is not known. */
export function scoreOf({ likelihood, impact }: Pick<Risk, 'likelihood' | 'impact'>): number | undefined {
  return likelihood && impact ? WEIGHT[likelihood] * WEIGHT[impact] : undefined;
}

/** What has not been assessed comes first, because somebody has to look at it; then the highest score, then the oldest. */
export function gravest(a: Risk, b: Risk): number {
  return (scoreOf(b) ?? 10) - (scoreOf(a) ?? 10) || a.at - b.at;
}

export type RiskCommand = Doing &
  (
    | { do: 'assess'; words: Assessment }
    | { do: 'close'; why: string }
    /** What was feared has happened, and this blocker was raised for it. */
    | { do: 'become'; escalation: string }
  );

export interface Assessment {
  likelihood?: Size;
  impact?: Size;
  owner?: PersonId;
  mitigation?: string;
  /** The action in which the mitigation is to be done, where it has a date. */
  action?: string;
}

/** A risk was named. An equal open one is met again instead of doubled, and only gains what it did not know; one that was
 * closed opens again. `known`: the team's risks. */
export function nameRisk(
  answer: RiskAnswer,
  how: Doing & { round?: string },
  team: Team,
  known: readonly Risk[],
  now: Instant,
): Decision<Risk> {
  const { what } = answer;
  const same = known.filter((one) => sameWords(one.what, what));
  const before = same.find(({ open }) => open) ?? same[0];
  const said = assessmentIn(answer);
  if (!before) {
    const state: Risk = {
      id: freeId(team, what, known),
      team: team.id,
      what,
      by: how.by,
      at: now,
      ...said,
      ...(how.round ? { round: how.round } : {}),
      open: true,
      version: 1,
    };
    return { state, events: [eventOf(state, 'named', how, now, `“${oneLine(what)}”.`)], effects: [] };
  }
  if (!before.open) return reopened(before, said, how, now);
  const state: Risk = { ...said, ...before, version: before.version + 1 };
  const learned = Object.keys(said).some((field) => !(field in before));
  return learned
    ? {
        state: { ...state, changed: { by: how.by, at: now } },
        events: [eventOf(state, 'named again', how, now)],
        effects: [],
      }
    : { state: before, events: [], effects: [] };
}

function reopened(before: Risk, said: Assessment, how: Doing, now: Instant): Decision<Risk> {
  const { closed: _closed, became: _became, ...rest } = before;
  const state: Risk = {
    ...rest,
    ...said,
    open: true,
    changed: { by: how.by, at: now },
    version: before.version + 1,
  };
  return { state, events: [eventOf(state, 'opened again', how, now)], effects: [] };
}

function assessmentIn({ likelihood, impact, owner, mitigation }: RiskAnswer): Assessment {
  return {
    ...(likelihood ? { likelihood } : {}),
    ...(impact ? { impact } : {}),
    ...(owner ? { owner } : {}),
    ...(mitigation ? { mitigation } : {}),
  };
}

/** One thing somebody does to a risk. Everybody in the team may assess it; who may close it is named in the refusal. */
export function decideRisk(risk: Risk, command: RiskCommand, team: Team, now: Instant): Decision<Risk> {
  if (!memberOf(team, command.by))
    return refusedWith(risk, `Only members of ${team.name} can change its risks.`);
  if (!risk.open) return alreadySo(risk, whyOver(risk, team));
  const may = closers(risk, team);
  if (command.do === 'close' && !may.includes(command.by))
    return refusedWith(
      risk,
      `Only ${listed(
        may.map((id) => nameOf(team, id)),
        'or',
      )} can close this risk.`,
    );
  return change(risk, command, team, now);
}

/** Whoever watches it, whoever named it, the coordinator and the leads. */
export function closers({ owner, by }: Risk, team: Team): PersonId[] {
  return unique([...(owner ? [owner] : []), by, ...stewards(team)]);
}

function change(risk: Risk, command: RiskCommand, on: Team, now: Instant): Decision<Risk> {
  const { by } = command;
  const version = risk.version + 1;
  switch (command.do) {
    case 'close': {
      const state = { ...risk, open: false, closed: { by, at: now, why: command.why }, version };
      return told(
        state,
        eventOf(state, 'closed', command, now, command.why),
        'Closed. It is off the register.',
      );
    }
    case 'become': {
      const { escalation } = command;
      const became = { by, at: now, escalation };
      const state = { ...risk, open: false, became, version };
      return told(state, eventOf(state, 'became real', command, now, `Raised as ${escalation}.`), '');
    }
    case 'assess': {
      const { id, team, what, by: namedBy, at, round, open } = risk;
      const kept = { id, team, what, by: namedBy, at, ...(round ? { round } : {}), open };
      const state: Risk = { ...kept, ...command.words, changed: { by, at: now }, version };
      if (sizeWords(state, on) === sizeWords(risk, on) && state.action === risk.action)
        return alreadySo(risk, 'Nothing was changed.');
      return told(
        state,
        eventOf(state, 'assessed', command, now, `Before: ${sizeWords(risk, on)}.`),
        'Saved.',
      );
    }
  }
}

/** How it was judged, as one line for the log. */
function sizeWords({ likelihood, impact, owner, mitigation }: Risk, team: Team): string {
  const parts = [
    `likelihood ${likelihood ?? 'not known'}`,
    `impact ${impact ?? 'not known'}`,
    owner ? `watched by ${nameOf(team, owner)}` : 'watched by nobody',
    mitigation ? `mitigation: ${oneLine(mitigation)}` : 'no mitigation',
  ];
  return parts.join(', ');
}

function told(state: Risk, event: ReturnType<typeof eventOf>, words: string): Decision<Risk> {
  return {
    state,
    events: [event],
    effects: [],
    ...(words ? { reply: { reply: 'said', text: [words] } as const } : {}),
  };
}

function whyOver({ closed, became }: Risk, team: Team): string {
  if (became) return `It has become real: ${named(team, became.by)} has raised it as ${became.escalation}.`;
  return closed ? `${named(team, closed.by)} has closed it: ${closed.why}` : 'It is closed already.';
}

function eventOf(risk: Risk, what: string, how: Doing, now: Instant, why?: string) {
  const about = { thing: thingOfRisk(risk), team: risk.team };
  return happened(about, what, how, now, { person: risk.owner ?? risk.by, ...(why ? { why } : {}) });
}
