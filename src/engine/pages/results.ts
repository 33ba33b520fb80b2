import { readerAs } from '../../core/digest/readers.ts';
import { heading, paragraph } from '../../core/message.ts';
import type { PageElement } from '../../core/page/page.ts';
import { presentDigest } from '../../core/present/digest.ts';
import { presentRetro } from '../../core/present/retro.ts';
import type { CivilDate } from '../../core/time.ts';
import type { Reads } from '../../ports.ts';
import { viewOfRetro } from '../retro/load.ts';
import type { Asking } from './pages.ts';

/** So many retros and digests stand on one page. */
const SHOWN = 5;

/** What came out of the last retros. Cards carry no names, here as in chat. */
export async function retrosOf({ context, read, team, query, now }: Asking): Promise<PageElement[]> {
  const at = query.before === undefined ? {} : { at: { below: query.before } };
  const how = { order: 'at', newest: true, limit: SHOWN } as const;
  const ended = await read.retros.find({ team: team.id, open: false, ...at }, how);
  if (ended.length === 0) return [paragraph('No retro has ended yet.')];
  const source = await withActionsSince(read, team.id, ended.at(-1)?.date ?? '');
  const loaded = await Promise.all(ended.map((retro) => viewOfRetro(context, source, retro, now)));
  const shown = loaded.flatMap((one) => (one ? presentRetro(one.retro, one.view, now).elements : []));
  return [...shown, ...older(ended.length === SHOWN ? ended.at(-1)?.at : undefined)];
}

/** What came out of a retro is due after it: the team's older actions are not read, and the others once for all retros. */
async function withActionsSince(read: Reads, team: string, date: CivilDate): Promise<Reads> {
  const due = { atLeast: date };
  const open = await read.actions.find({ team, open: true, due });
  const actions = [...open, ...(await read.actions.find({ team, open: false, due }))];
  return { ...read, actions: { ...read.actions, find: async () => actions } };
}

/** The digests that went out, as the viewer reads them. */
export async function digestsOf({ read, team, query, viewer, sight }: Asking): Promise<PageElement[]> {
  const as = sight === 'all' ? 'both' : readerAs(team, viewer);
  if (as === undefined) return [paragraph('The digest of this team goes to others.')];
  const to = query.before === undefined ? {} : { to: { below: query.before } };
  const how = { order: 'to', newest: true, limit: SHOWN } as const;
  const sent = await read.digests.find({ team: team.id, state: 'sent', ...to }, how);
  if (sent.length === 0) return [paragraph('No digest has gone out yet.')];
  const shown = sent.flatMap((digest) => presentDigest(digest, team, as).elements);
  const last = sent.length === SHOWN ? sent.at(-1)?.to : undefined;
  return [
    heading(`What ${team.name} tells its stakeholders`),
    ...shown.filter(({ element }) => element !== 'note'),
    ...older(last),
  ];
}

function older(before: number | undefined): PageElement[] {
  return before === undefined ? [] : [{ element: 'older', before, words: '' }];
}
