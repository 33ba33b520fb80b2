import { nameOf } from '../escalation/people.ts';
import {
  type Button,
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import { closers, gravest, scoreOf, thingOfRisk } from '../planning/risk.ts';
import type { Action, Risk } from '../record.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { type CivilDate, DAY, type Instant } from '../time.ts';
import { count, oneLine } from '../wording.ts';

/** So many carry buttons; the rest are lines. */
const MOST = 10;

/** A risk and the action in which its mitigation is done, where it has one. */
export interface RiskShown {
  risk: Risk;
  action?: Action;
}

/** What a planning or a risk review looks at: open risks, sorted into what is new, what has changed since the last one, and
 * whose mitigation is due. Each stands in the first list that it fits. */
export interface RisksShown {
  fresh: readonly RiskShown[];
  changed: readonly RiskShown[];
  due: readonly RiskShown[];
  /** Open ones besides. */
  rest: number;
}

/** Sorts the open risks for a message. `since`: when they were last looked at; `soon`: what is due up to this day. */
export function risksFor(open: readonly RiskShown[], since: Instant, soon: CivilDate): RisksShown {
  const sorted = open.toSorted((a, b) => gravest(a.risk, b.risk));
  const fresh = sorted.filter(({ risk }) => risk.at > since);
  const changed = sorted.filter(({ risk }) => risk.at <= since && (risk.changed?.at ?? 0) > since);
  const due = sorted.filter(
    (one) => !fresh.includes(one) && !changed.includes(one) && one.action?.open && one.action.due <= soon,
  );
  return { fresh, changed, due, rest: sorted.length - fresh.length - changed.length - due.length };
}

/** Them in a message that the whole team reads; nothing where there is nothing. */
export function riskLines(shown: RisksShown, team: Team, now: Instant, live: boolean): Element[] {
  const { fresh, changed, due, rest } = shown;
  const listed = fresh.length + changed.length + due.length;
  if (listed + rest === 0) return [];
  const part = (title: string, risks: readonly RiskShown[]): Element[] =>
    risks.length === 0
      ? []
      : [paragraph({ bold: title }), ...list(risks.map((one) => lineOf(one, team, now)))];
  const others =
    listed === 0
      ? `${count(rest, 'risk is', 'risks are')} open, and nothing has changed.`
      : `${count(rest, 'more risk is', 'more risks are')} open.`;
  return [
    ...part('New risks', fresh),
    ...part('Risks that changed', changed),
    ...part('Mitigations due', due),
    ...(rest > 0 ? [paragraph(others)] : []),
    ...(live ? buttons([{ id: 'risk.list', label: 'All risks', thing: `team:${team.id}`, epoch: 0 }]) : []),
  ];
}

/** A team's register for one reader: gravest first, with what they may do. */
export function presentRisks(
  open: readonly RiskShown[],
  team: Team,
  viewer: PersonId,
  now: Instant,
): Message {
  const sorted = open.toSorted((a, b) => gravest(a.risk, b.risk));
  const title = `${team.name}: ${count(open.length, 'open risk')}`;
  return message(
    title,
    heading(title),
    sorted
      .slice(0, MOST)
      .flatMap((one) => [...list([lineOf(one, team, now)]), ...buttons(rowFor(one.risk, team, viewer))]),
    list(sorted.slice(MOST).map((one) => lineOf(one, team, now))),
    buttons([{ id: 'risk.name', label: 'Name a risk', thing: `team:${team.id}`, epoch: 0 }]),
    note('Only you see this. The number is likelihood times impact, from 1 to 9.'),
  );
}

function rowFor(risk: Risk, team: Team, viewer: PersonId): Button[] {
  const thing = thingOfRisk(risk);
  return [
    { id: 'risk.assess', label: 'Assess', thing, epoch: risk.version },
    ...(closers(risk, team).includes(viewer)
      ? [{ id: 'risk.close', label: 'Close', thing, epoch: risk.version }]
      : []),
    { id: 'risk.raise', label: 'It has happened', thing, epoch: risk.version, style: 'danger' },
  ];
}

/** "6 · The vendor is late (likelihood medium, impact high). Watched by Tom. Mitigation: a second vendor, due Fri 6 Nov." */
function lineOf({ risk, action }: RiskShown, team: Team, now: Instant): Text {
  const score = scoreOf(risk);
  const size = [
    risk.likelihood && `likelihood ${risk.likelihood}`,
    risk.impact && `impact ${risk.impact}`,
  ].filter(Boolean);
  const watched = risk.owner ? `Watched by ${nameOf(team, risk.owner)}.` : 'Nobody watches it yet.';
  return text(
    { bold: score === undefined ? 'Not assessed' : `${score}` },
    ` · ${oneLine(risk.what, 200)}${size.length > 0 ? ` (${size.join(', ')})` : ''}. ${watched} ${mitigationWords(risk, action)} ${ageWords(risk, now)}`,
  );
}

function mitigationWords({ mitigation }: Risk, action: Action | undefined): string {
  if (!mitigation) return 'No mitigation yet.';
  const when =
    action && (action.open ? `, due ${showDate(action.due)}` : action.done ? ', done' : ', not done');
  return `Mitigation: ${oneLine(mitigation, 200)}${when ?? ''}.`;
}

function ageWords({ at }: Risk, now: Instant): string {
  const days = Math.max(0, Math.floor((now - at) / DAY));
  return days === 0 ? 'Named today.' : `Open for ${count(days, 'day')}.`;
}
