import { nameOf } from '../escalation/people.ts';
import type { Action, DigestLine } from '../record.ts';
import { dateAt, showDate } from '../time/zone.ts';
import { oneLine } from '../wording.ts';
import { type DigestMaterial, isPrivate, line, teamLine, within } from './material.ts';

export interface Actions {
  done: readonly Action[];
  overdue: readonly Action[];
  open: number;
}

/** The actions as they stood at the digest's cut-off. */
export function actionsOf(material: DigestMaterial): Actions {
  const { team, to } = material;
  const known = material.actions.filter((action) => !isPrivate(material, action.from));
  const open = known.filter(({ done, dropped, open }) => {
    const over = done ?? dropped;
    return over ? over.at > to : open;
  });
  const today = dateAt(team.calendar.zone, to);
  return {
    done: known.filter(({ done }) => within(material, done?.at)),
    overdue: open.filter(({ due }) => due < today).toSorted((a, b) => a.due.localeCompare(b.due)),
    open: open.length,
  };
}

export function actionLines(material: DigestMaterial, { done, overdue, open }: Actions): DigestLine[] {
  if (done.length + open === 0) return [];
  const named = ({ what, owner }: Action) => `${oneLine(what, 200)} (${nameOf(material.team, owner)})`;
  return [
    teamLine(material, 'actions', `${done.length} done, ${open} open, ${overdue.length} of them overdue.`),
    ...done.map((action) => line('actions', `action:${action.id}`, `Done: ${named(action)}`)),
    ...overdue.map((action) =>
      line('actions', `action:${action.id}`, `Overdue since ${showDate(action.due)}: ${named(action)}`),
    ),
  ];
}

export function decisionLines(material: DigestMaterial): DigestLine[] {
  return decisionsOf(material).map(({ id, what, by }) =>
    line('decisions', `decision:${id}`, `${oneLine(what, 300)} (${nameOf(material.team, by)})`),
  );
}

/** What was decided in the digest's time. */
export function decisionsOf(material: DigestMaterial) {
  return material.decisions
    .filter(({ at, from }) => within(material, at) && !isPrivate(material, from))
    .toSorted((a, b) => a.at - b.at);
}

export function riskLines(material: DigestMaterial): DigestLine[] {
  return material.risks
    .filter(({ at }) => within(material, at))
    .toSorted((a, b) => a.at - b.at)
    .map(({ id, what, likelihood, impact }) => {
      const size = [likelihood && `likelihood ${likelihood}`, impact && `impact ${impact}`]
        .filter(Boolean)
        .join(', ');
      return line('risks', `risk:${id}`, `${oneLine(what, 200)}${size ? ` (${size})` : ''}`);
    });
}
