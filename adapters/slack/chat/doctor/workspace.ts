import { plainUser } from '../../../../src/core/definition/people.ts';
import type { ChannelEntry, Clock, DirectoryEntry, Log } from '../../../../src/ports.ts';
import { readChannels } from '../channels.ts';
import { readDirectory } from '../directory.ts';
import { findGroup } from '../group.ts';
import type { Line } from '../line.ts';
import { plainChannel } from '../places.ts';
import type { DoctorNeeds, Finding } from './doctor.ts';
import { sentence } from './token.ts';

/** Whether Rondo can post in each channel. */
export async function checkChannels(line: Line, { channels, clock }: DoctorNeeds): Promise<Finding[]> {
  const list = await readOr('The channels cannot be read.', () => readChannels(line, clock));
  if ('finding' in list) return [list.finding];
  return channels.map((name) => channelFinding(name, list.read));
}

function channelFinding(name: string, list: readonly ChannelEntry[]): Finding {
  const channel = list.find((one) => one.id === name || one.name === plainChannel(name));
  if (!channel) {
    const todo =
      'Check the name in the team file; if the channel is private, invite Rondo there: /invite @Rondo';
    return { ok: false, what: `There is no ${name} that Rondo can see.`, todo };
  }
  const shown = `#${channel.name}`;
  if (channel.archived) {
    const todo = 'Unarchive it, or name another channel in the team file.';
    return { ok: false, what: `${shown} is archived.`, todo };
  }
  if (!channel.joined)
    return { ok: false, what: `Rondo is not in ${shown}.`, todo: 'Type there: /invite @Rondo' };
  return { ok: true, what: `Rondo is in ${shown}.` };
}

/** Whether each person is known, there, and in which zone. */
export async function checkPeople(line: Line, { people, clock, log }: DoctorNeeds): Promise<Finding[]> {
  const list = await readOr('The people cannot be read.', () => directoryOf(line, clock, log));
  if ('finding' in list) return [list.finding];
  return people.map(({ name, user }) => personFinding(name, user, list.read));
}

/** Nobody is asked when they want no notifications. */
async function directoryOf(line: Line, clock: Clock, log: Log): Promise<DirectoryEntry[]> {
  const { team_id: workspace = '' } = await line.ask({ call: 'read', place: 'Slack' }, (client) =>
    client.auth.test(),
  );
  return readDirectory({ workspace, line, clock, log, watched: () => [] });
}

function personFinding(name: string, user: string, list: readonly DirectoryEntry[]): Finding {
  const found = list.filter((one) => answersTo(one, user));
  const [entry] = found;
  if (!entry) {
    const todo = 'Check “user:” in the team file: it is a handle, an e-mail address or a user id.';
    return { ok: false, what: `${name}: Slack knows no ${user}.`, todo };
  }
  if (found.length > 1) {
    const todo = `Write the id in the team file: ${found.map((one) => one.user).join(' or ')}.`;
    return { ok: false, what: `${name}: ${found.length} people in Slack are ${user}.`, todo };
  }
  if (!entry.active) {
    const todo = 'Take the person out of the team file, or let them back into the workspace.';
    return { ok: false, what: `${name}: the account ${user} is switched off or was never used.`, todo };
  }
  if (!entry.zone) {
    const todo = 'Slack names no time zone: put “zone:” into the team file.';
    return { ok: true, what: `${name} is ${user} (${entry.user}).`, todo };
  }
  return { ok: true, what: `${name} is ${user} (${entry.user}), ${entry.zone}.` };
}

function answersTo({ user, handle, email }: DirectoryEntry, named: string): boolean {
  const plain = plainUser(named);
  return user === named || plainUser(handle) === plain || email?.toLowerCase() === plain;
}

/** Whether each user group is there. */
export async function checkGroups(line: Line, { groups = [] }: DoctorNeeds): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const handle of groups) {
    const what = `The user group @${handle.replace(/^@/, '')}`;
    const found = await readOr(`${what} cannot be kept up to date.`, () => findGroup(line, handle));
    findings.push('finding' in found ? found.finding : { ok: true, what: `${what} is there.` });
  }
  return findings;
}

async function readOr<T>(what: string, read: () => Promise<T>): Promise<{ read: T } | { finding: Finding }> {
  try {
    return { read: await read() };
  } catch (error) {
    return { finding: { ok: false, what, todo: sentence(error) } };
  }
}
