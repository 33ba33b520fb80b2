import { readerAs, readersOf } from '../../core/digest/readers.ts';
import type { Audience, Team } from '../../core/team.ts';
import type { Call } from '../call.ts';

/** What a caller reads a team's digest as: as a person, or as somebody in a channel that it is sent to. */
export function readsAs({ caller, command, context }: Call, team: Team): Audience | undefined {
  const own = readerAs(team, caller.person);
  const { channel, workspace } = command;
  if (own || channel === undefined) return own;
  return readersOf(team).find(
    ({ to }) =>
      'channel' in to && [to.channel, context.rhythm.channelIn(workspace, to.channel)].includes(channel),
  )?.as;
}
