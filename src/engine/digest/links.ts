import { pageOfThing } from '../../core/page/page.ts';
import type { LinkTo } from '../../core/present/digest.ts';
import type { PersonId, Team } from '../../core/team.ts';
import type { Context } from '../context.ts';

/** Where a line's source can be looked at: members see all pages of their team, others those of blockers that they were told
 * about. Nothing where there are no pages. */
export function linksFor({ pages }: Context, team: Team, reader: PersonId | undefined): LinkTo {
  const base = pages?.();
  const isMember = team.members.some(({ id, active }) => id === reader && active);
  return (source) => {
    const page = isMember || source.startsWith('escalation:') ? pageOfThing(team.id, source) : undefined;
    return base === undefined || page === undefined ? undefined : base + page;
  };
}
