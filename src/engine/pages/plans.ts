import type { PageElement } from '../../core/page/page.ts';
import { actionsPage, objectivesPage, risksPage } from '../../core/page/plans.ts';
import { weekAt } from '../../core/planning/week.ts';
import { addDays, dateAt } from '../../core/time/zone.ts';
import { readByAll } from '../actions/readable.ts';
import { PAGE } from './blockers.ts';
import type { Asking } from './pages.ts';

/** So far back the objectives are shown, in days. */
const WEEKS_SHOWN = 5 * 7;

export async function actionsOf({ read, team, now }: Asking): Promise<PageElement[]> {
  const open = await read.actions.find({ team: team.id, open: true }, { order: 'due', limit: 4 * PAGE });
  const how = { order: 'due', newest: true, limit: PAGE } as const;
  const over = await read.actions.find({ team: team.id, open: false }, how);
  const today = dateAt(team.calendar.zone, now);
  return actionsPage(await readByAll(read, open), await readByAll(read, over), team, today);
}

export async function objectivesOf({ read, team, now }: Asking): Promise<PageElement[]> {
  const week = { atLeast: addDays(weekAt(team.calendar, now), -WEEKS_SHOWN) };
  return objectivesPage(await read.objectives.find({ team: team.id, week }, { limit: 4 * PAGE }), team);
}

export async function risksOf({ read, team }: Asking): Promise<PageElement[]> {
  const open = await read.risks.find({ team: team.id, open: true }, { limit: 4 * PAGE });
  const over = await read.risks.find(
    { team: team.id, open: false },
    { order: 'at', newest: true, limit: PAGE },
  );
  return risksPage(open, over, team);
}
