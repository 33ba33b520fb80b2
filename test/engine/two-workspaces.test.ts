import { expect, test } from 'vitest';
import { adopt } from '../../src/engine/definitions/adopt.ts';
import { createAddresses } from '../../src/engine/delivery/addresses.ts';
import { atlas, people, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

test('who is in two workspaces is away while one of them says so, and stays away at the next look', async () => {
  const team = await atlas(sync, people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [team] });
  const { context } = story.engine;
  const until = Date.parse('2026-11-04T08:00:00Z');
  const at = (workspace: string, presence: object) => ({
    team: team.id,
    workspace,
    platform: 'slack',
    users: new Map(),
    presence: new Map([['mia', presence]]),
  });
  const [away, silent] = [at('T1', { outOfOffice: { until } }), at('T2', {})];
  for (const homes of [
    [away, silent],
    [silent, away],
  ]) {
    await adopt(context, { teams: [team], homes }, context.clock.now());
    const absences = await context.store.read.absences.find({ person: 'mia' });
    expect(absences).toMatchObject([{ to: until }]);
  }
});

test('who is in two workspaces hears of a team in the workspace where it talks', async () => {
  const team = await atlas(sync, people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-10-30T15:00:00Z', teams: [team] });
  const { context } = story.engine;
  const home = (id: string, workspace: string) => ({
    team: id,
    workspace,
    platform: 'slack',
    users: new Map([['mia', `U-${workspace}`]]),
  });
  const other = { ...team, id: 'borea' };
  const definitions = { teams: [team, other], homes: [home('atlas', 'T1'), home('borea', 'T2')] };
  story.rhythm.set(definitions);
  await adopt(context, definitions, context.clock.now());
  const addresses = createAddresses(
    context,
    new Map(['T1', 'T2'].map((workspace) => [workspace, { ...story.chat, workspace }])),
  );
  const where = async (id: string) => addresses({ person: 'mia' }, id, context.clock.now());
  expect(await where('atlas')).toMatchObject({ address: { workspace: 'T1', to: { user: 'U-T1' } } });
  expect(await where('borea')).toMatchObject({ address: { workspace: 'T2', to: { user: 'U-T2' } } });
});
