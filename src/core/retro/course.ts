import type { Effect } from '../decision.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { end, withDiscussed } from './ending.ts';
import { firstGroups } from './groups.ts';
import { covered, event, type Moved } from './moved.ts';
import { type Phase, type Retro, thingOfRetro } from './retro.ts';
import { invitations, timeBox } from './telling.ts';
import type { RetroView } from './view.ts';
import { tallied } from './voting.ts';

/** The next phase, or the next topic while topics are discussed. */
export function advance(retro: Retro, view: RetroView, by: PersonId, now: Instant): Moved {
  if (retro.phase === 'discuss') return nextTopic(retro, view, by, now);
  const phase = after(retro);
  const state = { ...entering(retro, phase, view, now), step: retro.step + 1, version: retro.version + 1 };
  const why = `It went on from “${retro.phase}” to “${phase}”.`;
  return {
    state,
    events: [event(retro, 'moved', by, now, why)],
    effects: [...whenEntering(state, view, now), { do: 'refresh', thing: thingOfRetro(retro) }],
    topics: NONE,
  };
}

const NONE = { changed: [], added: [] } as const;

/** One topic alone needs neither grouping nor votes. */
function after({ phase, groups }: Retro): Exclude<Phase, 'review' | 'ended'> {
  switch (phase) {
    case 'review':
      return 'collect';
    case 'collect':
      return 'reveal';
    case 'reveal':
      return groups.length < 2 ? 'discuss' : 'group';
    case 'group':
      return groups.length < 2 ? 'discuss' : 'vote';
    default:
      return 'discuss';
  }
}

function entering(retro: Retro, phase: Phase, { cards, topics, ballots }: RetroView, now: Instant): Retro {
  if (phase === 'reveal') return { ...retro, phase, groups: firstGroups(retro, cards, topics) };
  if (phase !== 'discuss') return { ...retro, phase };
  const counted = retro.phase === 'vote' ? { voters: ballots.length } : {};
  return { ...retro, phase, ...counted, groups: tallied(retro.groups, ballots), current: 0, since: now };
}

function whenEntering(state: Retro, view: RetroView, now: Instant): Effect[] {
  if (state.phase === 'vote') return invitations(state, view, 'vote', now);
  return state.phase === 'discuss' ? timeBox(state, now) : [];
}

function nextTopic(retro: Retro, view: RetroView, by: PersonId, now: Instant): Moved {
  const groups = withDiscussed(retro, now);
  if (retro.current + 1 >= groups.length)
    return end({ ...retro, groups }, view, { by, why: 'Everything was discussed.' }, now);
  const current = retro.current + 1;
  const state = { ...retro, groups, current, since: now, step: retro.step + 1, version: retro.version + 1 };
  return {
    state,
    events: [],
    effects: [...timeBox(state, now), { do: 'refresh', thing: thingOfRetro(retro) }],
    topics: { changed: covered([groups[retro.current]], retro, view, now), added: [] },
  };
}
