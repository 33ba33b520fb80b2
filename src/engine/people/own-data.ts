import type { Reply } from '../../core/decision.ts';
import { heading, list, message, note, paragraph, type Text } from '../../core/message.ts';
import type { Kept } from '../../core/present/own-settings.ts';
import { count, oneLine } from '../../core/wording.ts';
import { type Call, refused } from '../call.ts';
import { type Entry, KINDS as FIRST, type Kind } from './own-kinds.ts';
import { RECORDS } from './own-records.ts';

/** Every kind of thing that is stored about a person, by the word that asks for it. */
const KINDS: Readonly<Record<string, Kind>> = { ...FIRST, ...RECORDS };

/** So many fit on one page. */
const PAGE = 40;
const SHOWN = 10;
const LONGEST = 600;

/** How many rows of each kind are stored about the caller. */
export async function keptAbout(call: Call): Promise<Kept[]> {
  return Promise.all(
    Object.entries(KINDS).map(async ([kind, { one, many, find, count: counted }]) => ({
      kind,
      one,
      ...(many ? { many } : {}),
      rows: counted ? await counted(call) : (await find(call)).length,
    })),
  );
}

/** `me data`: the newest of every kind; `me data updates 2`: the second page of one kind. Only the caller's own. */
export async function ownData(call: Call, words: string): Promise<Reply> {
  const [name = '', page = '1', ...more] = words.trim().toLowerCase().split(/\s+/);
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  const number = Number(page);
  if ((name !== '' && !kind) || more.length > 0 || !Number.isInteger(number) || number < 1)
    return refused(`There is ${Object.keys(KINDS).join(', ')}. For example: `, {
      code: '/rondo me data updates 2',
    });
  return kind ? onePage(call, name, kind, number) : overview(call);
}

async function overview(call: Call): Promise<Reply> {
  const parts = await Promise.all(
    Object.entries(KINDS).map(async ([name, { one, many, find }]) => {
      const all = newestFirst(await find(call));
      const rest = all.length - SHOWN;
      return all.length === 0
        ? []
        : [
            paragraph({ bold: count(all.length, one, many) }),
            ...list(all.slice(0, SHOWN).map(lineOf)),
            ...(rest > 0 ? [paragraph(`… and ${rest} more: `, { code: `/rondo me data ${name}` })] : []),
          ];
    }),
  );
  const title = 'What is stored about you';
  const nothing = parts.every((part) => part.length === 0);
  return {
    reply: 'message',
    message: message(
      title,
      heading(title),
      ...(nothing ? [paragraph('Nothing yet.')] : parts.flat()),
      note('Only you see this. Anonymous answers are not here: they have no name, so nobody can find yours.'),
    ),
  };
}

async function onePage(call: Call, name: string, { one, many, find }: Kind, page: number): Promise<Reply> {
  const all = newestFirst(await find(call));
  const from = (page - 1) * PAGE;
  const shown = all.slice(from, from + PAGE);
  const title = `Your ${many ?? `${one}s`}: ${all.length}`;
  const next = from + PAGE < all.length;
  return {
    reply: 'message',
    message: message(
      title,
      heading(title),
      shown.length > 0 ? list(shown.map(lineOf)) : paragraph('There are no more.'),
      next ? paragraph('Older ones: ', { code: `/rondo me data ${name} ${page + 1}` }) : undefined,
      note('Only you see this.'),
    ),
  };
}

function lineOf({ date, words }: Entry): Text {
  return [{ bold: date }, ` ${oneLine(words, LONGEST)}`];
}

function newestFirst(entries: Entry[]): Entry[] {
  return entries.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}
