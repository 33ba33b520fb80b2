/** A morning in which 2,000 people have been asked and nobody has answered yet, as a database that can be copied. */
import { join } from 'node:path';
import { manualClock, stepTo } from '../adapters/playground/clock.ts';
import { renderForm } from '../adapters/slack/render/form.ts';
import { openStore } from '../data/sqlite/store.ts';
import type { Form } from '../src/core/form.ts';
import type { Team } from '../src/core/team.ts';
import { adopt } from '../src/engine/definitions/adopt.ts';
import { createRhythm, type Definitions } from '../src/engine/definitions/rhythm.ts';
import type { Pace } from '../src/engine/delivery/pacer.ts';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import type { Chat, Clock, Jobs, Log, Store } from '../src/ports.ts';
import { loadDefinitions } from '../src/sources/definitions.ts';

export const PEOPLE = 2_000;
export const WORKSPACE = 'T1';
const BEFORE = Date.parse('2026-11-03T06:00:00Z');
const ASKED = Date.parse('2026-11-03T08:10:00Z');

/** The sample team many times over, everybody in the office. */
export async function crowdOfTeams(people = PEOPLE): Promise<Definitions> {
  const shipped = join(import.meta.dirname, '../rituals');
  const { teams: found } = await loadDefinitions({ shipped, today: '2026-01-01' });
  const sample = found.find(({ id }) => id === 'atlas');
  if (!sample) throw new Error('The sample team is gone.');
  const each = sample.members.filter(({ participates }) => participates).length;
  const teams = Array.from({ length: Math.ceil(people / each) }, (_, n) => numbered(sample, n));
  const homes = teams.map(({ id, members, others }) => ({
    team: id,
    workspace: WORKSPACE,
    platform: 'slack',
    users: new Map([...members, ...others].map((person) => [person.id, person.id.toUpperCase()])),
  }));
  return { teams, homes };
}

function numbered(team: Team, n: number): Team {
  const own = (id: string) => `${id}${n}`;
  const { calendar } = team;
  return {
    ...team,
    id: `team${n}`,
    channel: `#team${n}`,
    members: team.members.map(({ quiet, ...one }) => ({ ...one, id: own(one.id), calendar })),
    others: team.others.map(({ quiet, ...one }) => ({ ...one, id: own(one.id), calendar })),
    stakeholders: [{ channel: `#stakeholders${n}` }],
    leadership: team.leadership.map((one) => ('person' in one ? { person: own(one.person) } : one)),
    admins: team.admins.map(own),
    coordinator: own(team.coordinator),
    rituals: team.rituals.filter(({ id }) => id === 'morning-sync'),
  };
}

/** The engine over a database; left out, on a clock that stands still and with a chat that takes everything. */
export function engineOver(
  parts: { store: Store; jobs: Jobs },
  definitions: Definitions,
  clock: Clock = manualClock(ASKED),
  { chat, pace }: { chat: Chat; pace?: Pace } = { chat: NOBODY },
): Engine {
  const rhythm = createRhythm();
  rhythm.set(definitions);
  let number = 0;
  return createEngine({
    ...parts,
    clock,
    rhythm,
    log: QUIET,
    random: () => 0.5,
    id: () => `${clock.now()}-${++number}`,
    chats: new Map([[WORKSPACE, chat]]),
    ...(pace ? { paces: { [WORKSPACE]: pace } } : {}),
    operators: [],
    stepped: true,
  });
}

const quiet = () => {};
export const QUIET: Log = { debug: quiet, info: quiet, warn: console.warn, error: console.error };

const NOBODY: Chat = {
  platform: 'slack',
  workspace: WORKSPACE,
  capabilities: { find: { direct: true, channel: true }, length: 12_000 },
  send: async (to, _, { id }) => `${'user' in to.to ? to.to.user : to.to.channel}/${id}`,
  edit: async () => {},
  find: async () => undefined,
  directory: async () => [],
};

/** Makes the database; gives what Slack would send for each answer. */
export async function prepareMorning(file: string, definitions: Definitions): Promise<string[]> {
  const opened = await openStore(file, { owner: 'bench' });
  const clock = manualClock(BEFORE);
  const engine = engineOver(opened, definitions, clock);
  await adopt(engine.context, definitions, clock.now());
  await stepTo(clock, ASKED, engine.beat);
  const prompts = await opened.store.read.prompts.find({ state: 'asked' });
  const bodies: string[] = [];
  for (const { id, person } of prompts.slice(0, PEOPLE)) {
    const reply = await engine.commands.handle({
      id: `open ${id}`,
      workspace: WORKSPACE,
      platform: 'slack',
      user: person.toUpperCase(),
      act: { act: 'press', button: 'prompt.answer', thing: `prompt:${id}`, epoch: 0 },
    });
    if (reply.reply !== 'form') throw new Error(`No form for ${id}: ${JSON.stringify(reply)}`);
    bodies.push(submissionOf(person.toUpperCase(), reply.form));
  }
  await engine.beat.stop();
  await opened.store.close();
  return bodies;
}

function submissionOf(user: string, form: Form): string {
  const view = renderForm(form, {
    reader: { zone: 'Europe/Berlin' },
    people: () => undefined,
    names: (id) => id,
  });
  const ids = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const text = (id: string) => ({ [id]: { text: { type: 'plain_text_input', value: ANSWER } } });
  const required = ids.filter(({ optional, input }) => !optional && input === 'text');
  const payload = {
    type: 'view_submission',
    team: { id: WORKSPACE, domain: 'bench' },
    user: { id: user, username: user, name: user, team_id: WORKSPACE },
    api_app_id: 'A1',
    token: 'old',
    trigger_id: `1.${user}`,
    view: {
      id: `V${user}`,
      team_id: WORKSPACE,
      hash: '1700.abc',
      ...view,
      state: { values: Object.assign({}, ...required.map(({ id }) => text(id))) },
    },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

const ANSWER = 'The export works again; Kim can test it. Next is the import, with some help from Tom.';
