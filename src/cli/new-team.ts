import { nearest } from '../core/definition/nearest.ts';
import { type Platform, platform, teamFile } from '../core/definition/team-file.ts';
import type { Ritual } from '../core/ritual.ts';
import { dateAt } from '../core/time/zone.ts';
import { publicHolidays } from '../sources/holidays.ts';
import { against, answersTo, answerTo, listed, type Source } from './new-answers.ts';
import { hoursIn } from './new-hours.ts';
import { named } from './new-identity.ts';
import { membersOf, nobodyIn, wrongMember, wrongOutsiders } from './new-people.ts';
import type { Place } from './new-place.ts';
import { lackOf, type NewTeam, teamText } from './new-team-text.ts';

const { shape } = teamFile;

/** What a team that names no rituals begins with. */
const USUAL_RITUALS = ['morning-sync', 'weekly-planning', 'weekly-review'];

/** Asks for everything a team file needs and gives its text. Each answer follows the rules of `check`. */
export async function draftTeam(source: Source, place: Place, now: number) {
  const team = await teamFrom(source, place, now);
  return {
    id: team.id,
    name: `teams/${team.id}.yml`,
    kind: 'team',
    text: teamText(team, place.known.rituals),
  } as const;
}

async function teamFrom(source: Source, place: Place, now: number): Promise<NewTeam> {
  const taken = new Set([...place.known.teams.map(({ id }) => id), ...place.known.broken.teams]);
  const what = await named(source, shape, 'team', taken);
  const where = await talks(source, place, what.id);
  const when = await works(source, now);
  const who = await people(source, place, where.platform);
  return { ...what, ...where, ...when, ...who, rituals: await rhythm(source, place, who) };
}

async function talks(source: Source, { slack }: Place, id: string) {
  const chosen = await answerTo(source, {
    flag: 'platform',
    ask: `Where does it talk? ${platform.options.join(', ')}`,
    usual: slack ? 'slack' : 'playground',
    wrong: (text) => against(platform, text),
  });
  const channel = await answerTo(source, {
    flag: 'channel',
    ask: 'Its channel',
    usual: `#${id}`,
    wrong: (text) => against(shape.channel, text),
  });
  return { platform: platform.parse(chosen), channel };
}

async function works(source: Source, now: number) {
  const zone = await answerTo(source, {
    flag: 'zone',
    ask: 'Its time zone, like Europe/Berlin',
    wrong: (text) => against(shape.zone, text),
  });
  const hours = await answerTo(source, {
    flag: 'hours',
    ask: 'When does it work? Like mon-thu 09:00-12:30 13:15-17:30, fri 09:00-15:00',
    usual: 'mon-fri 09:00-17:00',
    wrong: (text) => against(shape.hours, hoursIn(text)),
  });
  const holidays = await answerTo(source, {
    flag: 'holidays',
    ask: 'Whose public holidays? A country or region like DE or DE-BE; Enter for none',
    usual: '',
    wrong: (text) => against(shape.holidays, text) ?? unknownRegion(text, now),
  });
  return { zone, hours: hoursIn(hours), holidays };
}

async function unknownRegion(region: string, now: number): Promise<string | undefined> {
  const found = await publicHolidays()(region, dateAt('UTC', now));
  return 'known' in found ? `no public holidays are known for ${region}.` : undefined;
}

async function people(source: Source, { known }: Place, on: Platform) {
  const texts = await answersTo(source, {
    flag: 'member',
    ask: 'Who is in it? The lead first, like Mia Sommer <@mia> product-owner, developer',
    wrong: wrongMember,
  });
  const elsewhere = [...known.places.values()].flat().filter((talk) => talk.platform === on);
  const members = membersOf(texts, elsewhere);
  const lead = members.find(({ roles }) => roles.includes('lead'))?.id ?? '';
  const leadership = await answerTo(source, {
    flag: 'leadership',
    ask: 'Who decides when the team and its lead cannot? Like @dana, @omar',
    usual: lead,
    wrong: (text) => wrongOutsiders(text, members) ?? nobodyIn(text),
  });
  const stakeholders = await answerTo(source, {
    flag: 'stakeholders',
    ask: 'Who wants to know how it goes? Like #news, @sam; Enter for nobody',
    usual: '',
    wrong: (text) => wrongOutsiders(text, members),
  });
  return { members, lead, leadership: listed(leadership), stakeholders: listed(stakeholders) };
}

type Who = Awaited<ReturnType<typeof people>>;

async function rhythm(source: Source, { known }: Place, who: Who): Promise<string[]> {
  const usual = [...USUAL_RITUALS, ...(who.stakeholders.length > 0 ? ['weekly-digest'] : [])];
  const chosen = await answerTo(source, {
    flag: 'rituals',
    ask: `Which rituals? There are ${known.rituals.map(({ id }) => id).join(', ')}`,
    usual: usual.join(', '),
    wrong: (text) =>
      listed(text)
        .map((id) => wrongRitual(id, known.rituals, who))
        .find(Boolean),
  });
  return [...new Set(listed(chosen))];
}

function wrongRitual(id: string, rituals: readonly Ritual[], who: Who): string | undefined {
  const ritual = rituals.find((each) => each.id === id);
  if (ritual) return lackOf(ritual, who);
  const meant = nearest(
    id,
    rituals.map((each) => each.id),
  );
  return `there is no ritual ${id}${meant ? ` (did you mean ${meant}?)` : ''}.`;
}
