import { askDoctor, type Finding } from '../../adapters/slack/chat/doctor/doctor.ts';
import { type Config, loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Definitions } from '../sources/definitions.ts';
import { machineClock } from './clock.ts';
import { CannotStart } from './problems.ts';

/** Looks through every Slack workspace that is set up, and everything that the teams need there. Nothing is posted or
 * changed. Throws `CannotStart` when Slack is not set up, `ConfigError` when settings are wrong. */
export async function examineSlack({ teams, places }: Definitions): Promise<Finding[]> {
  const config = loadConfig();
  if (!config.slack)
    throw new CannotStart('Slack is not set up: there is no SLACK_BOT_TOKEN. See docs/slack.md.');
  const needed = neededIn({ teams, places });
  const found = await Promise.all(
    config.slack.workspaces.map((workspace) => examineOne(config, workspace, needed)),
  );
  return [...teamless(teams.filter((team) => isOnSlack(places, team.id)).length), ...found.flat()];
}

type Workspace = NonNullable<Config['slack']>['workspaces'][number];
type Needed = Pick<Parameters<typeof askDoctor>[0], 'channels' | 'people' | 'groups'>;

function examineOne({ slack, url, log }: Config, workspace: Workspace, needed: Needed) {
  const { botToken, appToken } = workspace;
  return askDoctor({
    token: botToken,
    ...(appToken === undefined ? {} : { appToken }),
    ...(url === undefined ? {} : { url }),
    ...(slack?.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }),
    ...needed,
    clock: machineClock,
    log: createLog(log === 'info' ? 'warn' : log),
  });
}

function neededIn({ teams, places }: Pick<Definitions, 'teams' | 'places'>): Needed {
  const here = teams.filter((team) => isOnSlack(places, team.id));
  const people = here.flatMap((team) => {
    const users = places.get(team.id)?.find(({ platform }) => platform === 'slack')?.users;
    return [...team.members, ...team.others].flatMap(({ id, name }) => {
      const user = users?.get(id);
      return user === undefined ? [] : [{ name, user }];
    });
  });
  const channels = here.flatMap((team) => [
    team.channel,
    ...[...team.stakeholders, ...team.leadership].flatMap((to) => ('channel' in to ? [to.channel] : [])),
  ]);
  return {
    channels: [...new Set(channels)],
    people: [...new Map(people.map((one) => [one.user, one])).values()],
    groups: here.flatMap(({ dutyGroup }) => dutyGroup ?? []),
  };
}

function isOnSlack(places: Definitions['places'], team: string): boolean {
  return places.get(team)?.some(({ platform }) => platform === 'slack') ?? false;
}

function teamless(count: number): Finding[] {
  if (count > 0) return [];
  return [
    {
      ok: false,
      what: 'No team file says “platform: slack”.',
      todo: 'Write one, and name its folder in RONDO_RITUALS.',
    },
  ];
}
