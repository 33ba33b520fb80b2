import { HOME } from '../../core/access.ts';
import type { Reply } from '../../core/decision.ts';
import { addressOf, isPageName, PAGE_NAMES } from '../../core/page/page.ts';
import { presentWay } from '../../core/present/way.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf, refused, said, type Verb } from '../call.ts';
import type { Showing } from '../delivery/present.ts';
import { isGood, openWay, secretIn } from './ways.ts';

/** `dashboard [page]`: a link into the pages, for whoever asks. */
export const dashboard: Verb = async ({ context, tx, caller, now }, words): Promise<Reply> => {
  const base = context.pages?.();
  if (base === undefined) return refused(...NO_PAGES);
  const page = words.trim().toLowerCase();
  if (page !== '' && !isPageName(page))
    return refused(`There is no such page. There are ${PAGE_NAMES.join(', ')}.`);
  const to = page !== '' && caller.team ? addressOf(caller.team.id, page) : HOME;
  const opened = await openWay(tx, caller.person, to, now);
  if (!opened)
    return said('You have several links that are still good. Please use one of them, or wait ten minutes.');
  return { reply: 'message', message: presentWay(`${base}/enter/${opened.secret}`, false) };
};

const NO_PAGES = [
  'This Rondo has no pages that people can reach (RONDO_URL is not set). Here in the chat, ',
  { code: '/standup status' },
  ' shows today, ',
  { code: '/escalate list' },
  ' the blockers, ',
  { code: '/rondo actions' },
  ' what is to be done, and ',
  { code: '/rondo help' },
  ' everything else.',
];

/** The message with a way in that somebody has asked for on a page. */
export async function presentWayItem(item: StoredItem, { context, read, reader, now }: Showing) {
  const way = await read.ways.get(idOf(item.thing));
  const base = context.pages?.();
  if (!way || way.person !== reader.person || base === undefined)
    return { drop: 'the way in is gone' } as const;
  const secret = isGood(way, now) ? secretIn(way) : undefined;
  return presentWay(secret && `${base}/enter/${secret}`, true);
}
