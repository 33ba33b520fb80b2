import type { Job } from '../../core/decision.ts';
import { isAside } from '../../core/pause.ts';
import type { Team } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Reads } from '../../ports.ts';
import type { Rhythm } from '../context.ts';

/** What people notice, by kind of job, in words. */
const WORDS: Readonly<Record<string, (job: Job, rhythm: Rhythm) => string>> = {
  prompt: ({ payload }, rhythm) => {
    const [team = '', ritual = '', , person = ''] = String(payload.id).split('/');
    return `${ritualName(rhythm, team, ritual)}: ${personName(rhythm, team, person)} is asked`;
  },
  remind: ({ payload }, rhythm) => {
    const [team = '', ritual = '', , person = ''] = String(payload.id).split('/');
    return `${ritualName(rhythm, team, ritual)}: a reminder for ${personName(rhythm, team, person)}, if there is no answer`;
  },
  draft: ({ payload }, rhythm) => {
    const [team = '', ritual = '', , person = ''] = String(payload.id).split('/');
    return `${ritualName(rhythm, team, ritual)}: what ${personName(rhythm, team, person)} typed is sent, if it still waits`;
  },
  turn: (job, rhythm) => `${roundName(job, rhythm)}: whose turn it is gets fixed`,
  open: (job, rhythm) => `${roundName(job, rhythm)} opens in the channel`,
  start: (job, rhythm) => `${roundName(job, rhythm)} starts`,
  close: (job, rhythm) => `${roundName(job, rhythm)} closes`,
  'escalation-timer': ({ payload }) => `Escalation ${String(payload.id)}: a timer`,
  renewal: () => 'The votes on a ritual are counted',
  expiry: () => 'A coordinator is asked about a ritual that expires',
  action: () => 'An action reminds its owner',
  'digest-cut': () => 'The digest is made and shown to its approver',
  'digest-send': () => 'The digest goes out',
};

const PREFIXES = [
  'prompt:',
  'remind:',
  'draft:',
  'turn:',
  'open:',
  'start:',
  'close:',
  'escalation:',
  'renewal:',
  'expiry:',
  'action:',
  'digest-cut:',
  'digest-send:',
];

/** The next thing people would notice, for the playground's clock bar. */
export async function nextNoticeable(
  read: Reads,
  rhythm: Rhythm,
): Promise<{ at: Instant; what: string } | undefined> {
  const lists = await Promise.all(PREFIXES.map((prefix) => read.jobs.list(prefix, 10_000)));
  const first = lists
    .flat()
    .filter((job) => !isAside(job))
    .reduce<Job | undefined>((found, job) => (found && found.due <= job.due ? found : job), undefined);
  return first && { at: first.due, what: WORDS[first.kind]?.(first, rhythm) ?? first.kind };
}

function roundName({ payload }: Job, rhythm: Rhythm): string {
  const [team = '', ritual = ''] = String(payload.id).split('/');
  return ritualName(rhythm, team, ritual);
}

function ritualName(rhythm: Rhythm, team: string, id: string): string {
  return rhythm.team(team)?.rituals.find((ritual) => ritual.id === id)?.name ?? id;
}

function personName(rhythm: Rhythm, id: string, person: string): string {
  const team: Team | undefined = rhythm.team(id);
  return team?.members.find((member) => member.id === person)?.name ?? person;
}
