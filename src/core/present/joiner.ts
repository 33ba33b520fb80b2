import { nameOf } from '../escalation/people.ts';
import type { Form } from '../form.ts';
import { type Button, buttons, type Element, type Message, message, note, paragraph } from '../message.ts';
import type { Joiner } from '../people/joiner.ts';
import type { Team } from '../team.ts';
import { count, listed } from '../wording.ts';

/** More of them are named, without buttons, until one of these is settled. */
const MOST = 8;

/** The coordinator is asked what people are who have come into the team's channel. */
export function presentJoiners(team: Team, joiners: readonly Joiner[]): Message {
  const open = joiners.filter(({ state }) => state === 'proposed');
  const settled = joiners.filter(({ state }) => state !== 'proposed');
  const more = open.length - MOST;
  const title =
    open.length > 0
      ? `${listed(shortList(open))} came into the channel of ${team.name}`
      : `Everybody who came into the channel of ${team.name} is settled`;
  return message(
    title,
    paragraph({ bold: title }, '.'),
    open.length > 0 ? paragraph('What are they? Until you say so, nobody asks them anything.') : undefined,
    ...settled.map((joiner) => paragraph(settledLine(joiner, team))),
    ...open.slice(0, MOST).flatMap(question),
    more > 0 ? paragraph(`… and ${more} more, when these are settled.`) : undefined,
    open.length > 0
      ? note(
          'Member: is asked and takes turns. Observer: is in the team and is not asked. Ignore: I do not ask again. You get this because you look after the team; without an answer I ask once more in a week. “joiners: add” in the team file makes everybody in the channel a member.',
        )
      : undefined,
  );
}

function shortList(open: readonly Joiner[]): string[] {
  const names = open.slice(0, 3).map(({ name }) => name);
  return open.length > 3 ? [...names, count(open.length - 3, 'other')] : names;
}

function question(joiner: Joiner): Element[] {
  const { id, name } = joiner;
  const button = (verb: string, label: string): Button => ({
    id: `joiner.${verb}`,
    label,
    thing: `joiner:${id}`,
    epoch: 0,
  });
  return [
    paragraph(name),
    ...buttons([
      { ...button('member', 'Member …'), style: 'primary' },
      button('observer', 'Observer'),
      button('ignore', 'Ignore'),
    ]),
  ];
}

/** What became of somebody who was asked about. */
export function settledLine({ name, state, decided }: Joiner, team: Team): string {
  const by = decided ? `, says ${nameOf(team, decided.by)}` : '';
  switch (state) {
    case 'member':
      return `${name} is a member${by}.`;
    case 'observer':
      return `${name} observes${by}.`;
    case 'ignored':
      return `${name} is not in the team${by}.`;
    case 'gone':
      return `${name} has left the channel again.`;
    case 'proposed':
      return `Nobody has said yet what ${name} is.`;
  }
}

/** A newcomer becomes a member: with which roles? */
export function joinerForm({ id, name }: Joiner, team: Team): Form {
  const roles = [...new Set(team.members.flatMap((member) => member.roles))].sort();
  return {
    id: 'joiner.member',
    title: 'New member',
    submit: 'Add',
    thing: `joiner:${id}`,
    epoch: 0,
    parts: [
      {
        part: 'text',
        text: [
          `${name} becomes a member of ${team.name} today. A round that is running does not ask them; the next one does. Turns come to them after their first ten working days, unless they volunteer.`,
        ],
      },
      {
        part: 'input',
        input: {
          id: 'roles',
          label: 'What do they do?',
          hint: 'Roles decide who is asked for help, and who takes part in some rituals.',
          optional: true,
          input: 'multi',
          choices: roles.map((role) => ({ value: role, label: role })),
        },
      },
    ],
  };
}
