import type { Token } from '../access.ts';
import { SCOPES } from '../api/resources.ts';
import { nameOf } from '../escalation/people.ts';
import { heading, list, type Message, message, note, paragraph, type Text } from '../message.ts';
import type { Team } from '../team.ts';

/** A new token, the only time that it is shown. */
export function presentToken(team: Team, { name, scopes }: Token, secret: string): Message {
  return message(
    `A token for ${team.name}`,
    heading(`The token “${name}” of ${team.name}`),
    paragraph({ code: secret }),
    paragraph(`It may: ${scopes.join(', ')}. Send it as “Authorization: Bearer …”.`),
    note(
      'I show it only now and do not keep it. Who has it can read all that. ',
      {
        code: `/rondo token off ${name}`,
      },
      ' ends it.',
    ),
  );
}

export function presentTokens(team: Team, tokens: readonly Token[]): Message {
  const lines = tokens.map(
    ({ name, scopes, by, at }): Text => [
      { bold: name },
      `: ${scopes.join(', ')}, made by ${nameOf(team, by)} on `,
      { time: at, as: 'day' },
    ],
  );
  return message(
    `Tokens of ${team.name}`,
    heading(`Tokens of ${team.name}`),
    lines.length > 0 ? list(lines) : paragraph('There are none.'),
    note(
      'A token lets a program read what the team has: ',
      { code: '/rondo token new NAME SCOPES' },
      ` makes one, with scopes out of ${SCOPES.join(', ')}. `,
      { code: '/rondo token off NAME' },
      ' ends it.',
    ),
  );
}
