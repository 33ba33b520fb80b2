import type { Token } from '../../core/access.ts';
import type { ResourceName } from '../../core/api/resources.ts';
import type { FigureSaid } from '../../core/api/shapes.ts';
import { tellFigure } from '../../core/metrics/telling.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type Context, teamOf } from '../context.ts';
import { keepFigure } from '../metrics/figure-answers.ts';
import { hashOf } from '../secret.ts';
import { type Asked, LISTS, type Page } from './lists.ts';

/** What programs outside may ask. */
export interface Api {
  /** The token behind a secret; nothing where there is none, it was revoked, or its team is gone. */
  tokenOf(secret: string): Promise<Token | undefined>;
  list(name: ResourceName, token: Token, asked: Asked): Promise<Page>;
  /** Keeps a number of the token's team: a second time it changes nothing. */
  tell(token: Token, figure: FigureSaid): Promise<Told>;
}

export type Told = { ok: true; made: boolean } | { ok: false; why: string };

/** A program that makes up names would fill the team's reports. */
const MOST_NAMES = 50;

export function createApi(context: Context): Api {
  const { store, rhythm, clock } = context;

  return {
    async tokenOf(secret) {
      const token = await store.read.tokens.get(hashOf(secret));
      return token && !token.revoked && rhythm.team(token.team) ? token : undefined;
    },
    list(name, token, asked) {
      const team = teamOf(context, token.team);
      return LISTS[name]({ read: store.read, team, now: clock.now() }, asked);
    },
    tell(token, { name, date, value }) {
      const team = teamOf(context, token.team);
      return store.transact(async (tx): Promise<Told> => {
        const now = clock.now();
        if (date > dateAt(team.calendar.zone, now)) return { ok: false, why: `${date} is still to come.` };
        const before = await tx.figures.get(`${team.id}/${name}/${date}`);
        const used = await tx.figures.find({ team: team.id });
        const names = new Set(used.map((figure) => figure.name));
        if (!names.has(name) && names.size >= MOST_NAMES)
          return { ok: false, why: `There are ${MOST_NAMES} names already, and ${name} is none of them.` };
        const by = { by: `token:${token.name}`, from: 'api' };
        const decision = tellFigure({ team: team.id, name, value, date }, before, by, now);
        if (decision) await keepFigure({ tx }, decision.row, decision.events);
        return { ok: true, made: before === undefined };
      });
    },
  };
}
