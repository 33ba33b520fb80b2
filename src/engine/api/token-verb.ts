import { randomBytes } from 'node:crypto';
import type { Token } from '../../core/access.ts';
import { isScope, SCOPES } from '../../core/api/resources.ts';
import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { stewards } from '../../core/planning/saying.ts';
import { presentToken, presentTokens } from '../../core/present/token.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { listed } from '../../core/wording.ts';
import { type Call, noted, refused, said } from '../call.ts';
import { hashOf } from '../secret.ts';

/** A secret nobody can guess, in bytes. */
const SECRET = 32;
const MOST = 20;
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** `token`: the team's tokens; `token new NAME SCOPES` makes one and shows it once; `token off NAME` ends it. */
export async function token(call: Call, words: string): Promise<Reply> {
  const team = keptTeam(call);
  if (!team) return refused(whyNoKeeper(call, 'Tokens'));
  const [act = '', name = '', ...scopes] = words
    .trim()
    .toLowerCase()
    .split(/[\s,]+/);
  const live = (await call.tx.tokens.find({ team: team.id })).filter(({ revoked }) => !revoked);
  switch (act) {
    case '':
    case 'list':
      return { reply: 'message', message: presentTokens(team, live) };
    case 'new':
      return make(call, team, live, name, scopes.filter(Boolean));
    case 'off':
      return end(call, team, live, name);
    default:
      return refused(
        'Say ',
        { code: '/rondo token' },
        ', ',
        { code: HOW },
        ' or ',
        { code: '/rondo token off NAME' },
        '.',
      );
  }
}

const HOW = '/rondo token new NAME SCOPES';

async function make(
  call: Call,
  team: Team,
  live: readonly Token[],
  name: string,
  scopes: readonly string[],
): Promise<Reply> {
  if (!NAME.test(name))
    return refused(
      'A token needs a name of small letters, digits and hyphens: ',
      { code: '/rondo token new dashboard read:metrics' },
      '.',
    );
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (scopes.length === 0 || unknown.length > 0)
    return refused(
      unknown.length > 0 ? `There is no scope ${unknown.join(', ')}. ` : 'Say what it may do. ',
      `There are ${listed([...SCOPES])}.`,
    );
  if (live.some((one) => one.name === name))
    return refused(`There is a token called ${name} already. End it first, or take another name.`);
  if (live.length >= MOST) return refused(`${team.name} has ${MOST} tokens. End one first.`);
  const secret = `rondo_${randomBytes(SECRET).toString('base64url')}`;
  const { caller, now } = call;
  const row: Token = {
    id: hashOf(secret),
    team: team.id,
    name,
    scopes: [...new Set(scopes)],
    by: caller.person,
    at: now,
    version: 1,
  };
  await call.tx.tokens.insert(row);
  await noted(call, ofTeam(team), 'token made', `${name}: ${row.scopes.join(', ')}`);
  return { reply: 'message', message: presentToken(team, row, secret) };
}

async function end(call: Call, team: Team, live: readonly Token[], name: string): Promise<Reply> {
  const found = live.find((one) => one.name === name);
  if (!found)
    return refused(`There is no token called ${name || '…'}. `, { code: '/rondo token' }, ' shows all.');
  const revoked = { by: call.caller.person, at: call.now };
  await call.tx.tokens.update({ ...found, revoked, version: found.version + 1 });
  await noted(call, ofTeam(team), 'token ended', name);
  return said(`The token ${name} has ended. Nobody can use it any more.`);
}

/** What is kept of a team as a whole. */
export function ofTeam({ id }: Team): { team: string; about: string } {
  return { team: id, about: `team:${id}` };
}

/** The team that the caller means, if they look after it; else the first one that they do. In a team's own channel no other is meant. */
export function keptTeam({ context, caller, command }: Call): Team | undefined {
  const own = context.rhythm.teams().filter((team) => keepersOf(team).includes(caller.person));
  const here = command.channel !== undefined && caller.meant.length === 1;
  return own.find(({ id }) => id === caller.team?.id) ?? (here ? undefined : own[0]);
}

function keepersOf(team: Team): PersonId[] {
  return [...new Set([...stewards(team), ...team.admins])];
}

/** Who could, for who may not. */
export function whyNoKeeper({ caller: { team } }: Call, what: string): string {
  const who = team
    ? listed(
        keepersOf(team).map((id) => nameOf(team, id)),
        'or',
      )
    : '';
  return `${what} are for leads, coordinators and admins${who ? ` of ${team?.name}: ${who}` : ''}.`;
}
