import { nameOf } from '../escalation/people.ts';
import {
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
} from '../message.ts';
import type { Prompt } from '../round.ts';
import type { Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { listed, sentence } from '../wording.ts';
import { progressWords, type RoundShown } from './round.ts';

export interface StatusShown extends Pick<RoundShown, 'round' | 'ritual' | 'team' | 'prompts'> {
  /** The reader may see who: they are on duty, or look after the team. */
  lists: boolean;
}

/** How far the day's rounds are: counts for everybody, names for whoever looks after it. Nobody reads why somebody is away. */
export function presentStatus(rounds: readonly StatusShown[], teams: readonly Team[]): Message {
  const title = `Today in ${listed(teams.map(({ name }) => name))}`;
  const lists = rounds.some((one) => one.lists);
  const who = lists
    ? 'Only you see this. You get the names because you are on duty or look after the team.'
    : 'Only you see this. Names are for whoever is on duty, the coordinator, leads and admins.';
  return message(
    title,
    heading(title),
    rounds.length > 0 ? rounds.flatMap(statusOf) : paragraph('Nothing is open today.'),
    note(who),
  );
}

function statusOf(shown: StatusShown): Element[] {
  const { round, ritual, prompts, team, lists } = shown;
  const line = paragraph(
    { bold: ritual.name },
    `, ${showDate(round.date)}: ${sentence(progressWords(shown))}`,
  );
  if (!lists) return [line];
  const answered = prompts
    .filter(({ state }) => state === 'answered')
    .map(({ person }) => nameOf(team, person));
  const others = prompts.filter(({ state }) => state !== 'answered');
  return [
    line,
    ...(answered.length > 0 ? [paragraph(`Answered: ${listed(answered)}.`)] : []),
    ...list(others.map((prompt) => missingLine(prompt, team))),
  ];
}

function missingLine(prompt: Prompt, team: Team): Text {
  const { at, due, state, person, optional } = prompt;
  const name = `${nameOf(team, person)}${optional ? ' (optional)' : ''}: `;
  switch (state) {
    case 'planned':
      return [name, 'asked at ', { time: at, as: 'time' }, ' in their own morning'];
    case 'asked':
      return [name, 'not yet, until ', { time: due, as: 'time' }];
    case 'missed':
      return [name, prompt.askedAt === undefined ? 'could not be asked' : 'no answer by the close'];
    case 'answered':
    case 'skipped':
      return [name, 'not at work, or not concerned'];
  }
}
