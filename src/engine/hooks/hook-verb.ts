import { randomBytes } from 'node:crypto';
import type { Reply } from '../../core/decision.ts';
import type { Hook } from '../../core/hook.ts';
import { THINGS, whyNoHook } from '../../core/hooks/told.ts';
import { heading, list, message, note, paragraph } from '../../core/message.ts';
import type { Team } from '../../core/team.ts';
import { keptTeam, ofTeam, whyNoKeeper } from '../api/token-verb.ts';
import { type Call, noted, refused, said } from '../call.ts';
import { hostOf } from './posting.ts';
import { seal } from './seal.ts';

const MOST = 10;

/** `hook`: where the team's events are sent; `hook new URL [events]` adds an address and shows once what signs the posts; `hook off
 * NUMBER` ends one. */
export async function hook(call: Call, words: string): Promise<Reply> {
  const team = keptTeam(call);
  if (!team) return refused(whyNoKeeper(call, 'Hooks'));
  const [act = '', first = '', ...more] = words.trim().split(/[\s,]+/);
  const open = await call.tx.hooks.find({ team: team.id, open: true });
  switch (act.toLowerCase()) {
    case '':
    case 'list':
      return shown(team, open);
    case 'new':
      return make(call, team, open, first, more);
    case 'off':
      return end(call, team, open[Number(first) - 1]);
    default:
      return refused(
        'Say ',
        { code: '/rondo hook' },
        ', ',
        { code: '/rondo hook new https://…' },
        ' or ',
        { code: '/rondo hook off 1' },
        '.',
      );
  }
}

async function make(
  call: Call,
  team: Team,
  open: readonly Hook[],
  url: string,
  events: readonly string[],
): Promise<Reply> {
  const { context, tx, caller, now } = call;
  const { hooks } = context;
  if (!hooks)
    return refused(
      'Hooks need the setting RONDO_KEY, which encrypts what signs them. Ask whoever runs Rondo here.',
    );
  const wrong = whyNoHook(url, hooks.reachable);
  if (wrong) return refused(wrong);
  const strange = events.filter((event) => !/^[a-z-]{2,30}$/.test(event));
  if (strange.length > 0)
    return refused(`${strange.join(', ')} is no event. Events are words like raised or resolved.`);
  if (open.length >= MOST) return refused(`${team.name} has ${MOST} hooks. End one first.`);
  const id = randomBytes(9).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  const row = { id, team: team.id, url, events, by: caller.person, at: now, open: true, version: 1 };
  await tx.hooks.insert({ ...row, secret: seal(hooks.key, id, secret) });
  await noted(call, ofTeam(team), 'hook made', hostOf(row));
  const shownTo = [
    heading(`A hook of ${team.name} to ${hostOf(row)}`),
    paragraph('What signs each post: ', { code: secret }),
    note(
      `It is shown only now. ${events.length > 0 ? `Sent is: ${events.join(', ')}.` : `Sent is all that happens to: ${THINGS.join(', ')}.`} A post says what happened to which thing, never what somebody wrote.`,
    ),
  ];
  return { reply: 'message', message: message(`A hook of ${team.name}`, ...shownTo) };
}

function shown(team: Team, open: readonly Hook[]): Reply {
  const lines = open.map((one, at) => {
    const trouble = one.failingSince === undefined ? '' : ' Nobody there takes posts at the moment.';
    return [`${at + 1}. ${hostOf(one)}: ${one.events.join(', ') || 'everything'}.${trouble}`];
  });
  return {
    reply: 'message',
    message: message(
      `Hooks of ${team.name}`,
      heading(`Hooks of ${team.name}`),
      lines.length > 0 ? list(lines) : paragraph('There are none.'),
      note(
        'A hook tells another program what happens: ',
        { code: '/rondo hook new https://… raised resolved' },
        ' makes one, ',
        { code: '/rondo hook off 1' },
        ' ends the first.',
      ),
    ),
  };
}

async function end(call: Call, team: Team, found: Hook | undefined): Promise<Reply> {
  if (!found) return refused('There is no hook of that number. ', { code: '/rondo hook' }, ' shows all.');
  await call.tx.hooks.update({ ...found, open: false, version: found.version + 1 });
  await noted(call, ofTeam(team), 'hook ended', hostOf(found));
  return said(`The hook to ${hostOf(found)} has ended. Nothing more is sent there.`);
}
