/** One Slack workspace: an app installed there, by its tokens. */
export interface SlackWorkspace {
  botToken: string;
  /** For events over HTTP. */
  signingSecret?: string;
  /** For Socket Mode, which needs no address that Slack can reach. */
  appToken?: string;
}

export interface SlackSettings {
  /** In the order of their numbers. */
  workspaces: readonly SlackWorkspace[];
  /** Another Web API than Slack's own, for tests. */
  apiUrl?: string;
}

type Values = Readonly<Record<string, string | undefined>>;

const NAMES = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'] as const;
type Name = (typeof NAMES)[number];

const BEGINS: Readonly<Partial<Record<Name, string>>> = {
  SLACK_BOT_TOKEN: 'xoxb-',
  SLACK_APP_TOKEN: 'xapp-',
};

/** The Slack settings among all values, and everything wrong with them. Further workspaces have `_2`, `_3`, … after the
 * same names. No value of a token or secret is ever in a problem. Nothing comes back when no such setting is there. */
export function readSlack(values: Values): { slack?: SlackSettings; problems: string[] } {
  const names = Object.keys(values).filter((name) => name.startsWith('SLACK_'));
  if (names.length === 0) return { problems: [] };
  const suffixes = [...new Set(names.flatMap(suffixOf))].sort((a, b) => numberOf(a) - numberOf(b));
  const problems = [
    ...names.filter((name) => name !== 'SLACK_API_URL' && suffixOf(name).length === 0).map(noSuchSetting),
    ...suffixes.flatMap((suffix) => problemsOf(values, suffix)),
    ...(suffixes.length === 0 ? [missingToken('')] : []),
    ...wrongAddress(values.SLACK_API_URL),
  ];
  const workspaces = suffixes.map((suffix) => workspaceOf(values, suffix));
  const apiUrl = values.SLACK_API_URL;
  return { slack: { workspaces, ...(apiUrl === undefined ? {} : { apiUrl }) }, problems };
}

/** The ending of a known name (`''`, `_2`, …), or nothing. */
function suffixOf(name: string): string[] {
  const known = NAMES.find((one) => name.startsWith(one));
  const suffix = known === undefined ? undefined : name.slice(known.length);
  return suffix === '' || (suffix !== undefined && /^_([2-9]|[1-9]\d+)$/.test(suffix)) ? [suffix] : [];
}

function numberOf(suffix: string): number {
  return suffix === '' ? 1 : Number(suffix.slice(1));
}

function problemsOf(values: Values, suffix: string): string[] {
  const token = values[`SLACK_BOT_TOKEN${suffix}`];
  const secret = values[`SLACK_SIGNING_SECRET${suffix}`];
  const app = values[`SLACK_APP_TOKEN${suffix}`];
  return [
    ...(token === undefined ? [missingToken(suffix)] : []),
    ...NAMES.flatMap((name) => wrongBeginning(name, suffix, values[`${name}${suffix}`])),
    ...(token !== undefined && secret === undefined && app === undefined ? [noWayIn(suffix)] : []),
  ];
}

function workspaceOf(values: Values, suffix: string): SlackWorkspace {
  const signingSecret = values[`SLACK_SIGNING_SECRET${suffix}`];
  const appToken = values[`SLACK_APP_TOKEN${suffix}`];
  return {
    botToken: values[`SLACK_BOT_TOKEN${suffix}`] ?? '',
    ...(signingSecret === undefined ? {} : { signingSecret }),
    ...(appToken === undefined ? {} : { appToken }),
  };
}

function wrongBeginning(name: Name, suffix: string, value: string | undefined): string[] {
  const begins = BEGINS[name];
  if (value === undefined || begins === undefined || value.startsWith(begins)) return [];
  return [
    `${name}${suffix}: expected a token that begins with ${begins}, found ${value.length} characters (not shown).`,
  ];
}

function missingToken(suffix: string): string {
  return `SLACK_BOT_TOKEN${suffix}: expected the bot token of the Slack app, found nothing. docs/slack.md says where it stands.`;
}

function noWayIn(suffix: string): string {
  return `SLACK_APP_TOKEN${suffix}: expected a token for Socket Mode here, or the signing secret in SLACK_SIGNING_SECRET${suffix}; found neither. docs/slack.md says which one you need.`;
}

function noSuchSetting(name: string): string {
  return `${name}: there is no such setting. There are ${NAMES.join(', ')}, the same with _2, _3, … for further workspaces, and SLACK_API_URL.`;
}

function wrongAddress(url: string | undefined): string[] {
  if (url === undefined || /^https?:\/\/\S+$/.test(url)) return [];
  return [`SLACK_API_URL: expected an address that begins with http:// or https://, found "${url}".`];
}
