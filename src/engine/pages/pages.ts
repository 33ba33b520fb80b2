import { type Sight, sightOf } from '../../core/access.ts';
import { historyPage, WEEKS } from '../../core/page/history.ts';
import {
  isPageName,
  PAGES,
  type Page,
  type PageElement,
  type PageName,
  type PageQuery,
} from '../../core/page/page.ts';
import { todayPage } from '../../core/page/today.ts';
import { whoPauses } from '../../core/pause.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Looking, Pages, Reads } from '../../ports.ts';
import type { Context } from '../context.ts';
import { dayOf } from '../day.ts';
import { blockerPage, blockersPage, mayReadBlocker } from './blockers.ts';
import { logOf } from './log.ts';
import { actionsOf, objectivesOf, risksOf } from './plans.ts';
import { digestsOf, retrosOf } from './results.ts';
import { ritualsOf, settingsOf } from './settings.ts';

/** What a page is made from. */
export interface Asking {
  context: Context;
  read: Reads;
  team: Team;
  viewer: PersonId;
  sight: Sight;
  query: PageQuery;
  now: Instant;
}

type Made = readonly PageElement[] | { title: string; elements: readonly PageElement[] } | undefined;
type Make = (asking: Asking) => Promise<Made>;

/** The pages of the dashboard. Each reads through indexes what belongs to one team, and nothing of others. `charts`: there is
 * something that draws them. */
export function createPages(context: Context, looking: Looking, charts: boolean): Pages {
  const makers: Readonly<Record<PageName, Make>> = {
    today: todayOf,
    escalations: (asking) => (asking.query.id === undefined ? blockersPage(asking) : blockerPage(asking)),
    actions: actionsOf,
    objectives: objectivesOf,
    risks: risksOf,
    rituals: ritualsOf,
    retros: retrosOf,
    history: async ({ team, now }) => historyPage(await looking.weeksFor(team, now, WEEKS), charts),
    digests: digestsOf,
    log: logOf,
    settings: settingsOf,
  };
  const sight = (team: Team, person: PersonId) => sightOf(team, person, context.operators ?? []);

  return {
    teamsOf(person) {
      return context.rhythm.teams().flatMap((team) => {
        const seen = sight(team, person);
        return seen ? [{ id: team.id, name: team.name, sight: seen }] : [];
      });
    },
    async page(viewer, id, name, query) {
      const team = context.rhythm.team(id);
      const seen = team && sight(team, viewer);
      if (!team || !seen || !isPageName(name)) return undefined;
      if (query.id !== undefined && name !== 'escalations') return undefined;
      const read = context.store.read;
      const asking = { context, read, team, viewer, sight: seen, query, now: context.clock.now() };
      if (!(await maySeePage(asking, name))) return undefined;
      const made = await makers[name](asking);
      return made && pageOf(context, asking, name, made);
    },
    async weeks(viewer, id) {
      const team = context.rhythm.team(id);
      const seen = team && sight(team, viewer);
      if (!team || seen === undefined || seen === 'digest') return undefined;
      return looking.weeksFor(team, context.clock.now(), WEEKS);
    },
  };
}

/** Stakeholders read digests, and of blockers those that they were told about. */
async function maySeePage(asking: Asking, name: PageName): Promise<boolean> {
  if (asking.sight !== 'digest' || name === 'digests') return true;
  return name === 'escalations' && asking.query.id !== undefined && mayReadBlocker(asking);
}

function pageOf(context: Context, { team, viewer }: Asking, name: PageName, made: NonNullable<Made>): Page {
  const own = context.rhythm.person(viewer)?.calendar.zone;
  const content = 'elements' in made ? made : { title: PAGES[name], elements: made };
  return { ...content, zone: own ?? team.calendar.zone, names: namesIn(context, team) };
}

/** Admins and operators need not be in the team. */
function namesIn({ rhythm, operators = [] }: Context, team: Team): Map<PersonId, string> {
  const others = [...team.admins, ...operators].flatMap((id) => rhythm.person(id) ?? []);
  return new Map([...others, ...team.others, ...team.members].map(({ id, name }) => [id, name]));
}

async function todayOf({ context, read, team, viewer, now }: Asking): Promise<PageElement[]> {
  const day = await dayOf(context, read, team, dateAt(team.calendar.zone, now), now);
  return todayPage(day, viewer, whoPauses(team, context.operators ?? []).includes(viewer), now);
}
