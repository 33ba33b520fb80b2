import type { Instant } from '../../../../src/core/time.ts';

/** What Slack knows of a user, as far as the fake tells it. Change it, and Slack's next answer says so. */
export interface FakePerson {
  /** The handle, without `@`. */
  name: string;
  realName: string;
  zone?: string;
  email?: string;
  deleted?: boolean;
  bot?: boolean;
  /** Restricted to some channels (`multi`) or to one. */
  guest?: 'multi' | 'single';
  /** From another organisation. */
  stranger?: boolean;
  /** Of the workspace with this id; left out: of this one. */
  from?: string;
  /** Invited, and never came. */
  invited?: boolean;
  status?: { text?: string; emoji?: string; until?: Instant };
  doNotDisturb?: { from: Instant; to: Instant };
}

export interface FakeChannel {
  /** Without `#`. */
  name: string;
  private?: boolean;
  archived?: boolean;
  /** Handles; `rondo` is the bot. Left out: everybody. */
  members?: string[];
}

/** The sample team and Dana, who leads. */
export function samplePeople(): FakePerson[] {
  return [
    { name: 'mia', realName: 'Mia Sommer', zone: 'Europe/Berlin', email: 'mia@example.com' },
    { name: 'tom', realName: 'Tom Okafor', zone: 'Europe/Lisbon' },
    { name: 'ana', realName: 'Ana Lindqvist', zone: 'America/New_York' },
    { name: 'raj', realName: 'Raj Patel', zone: 'Asia/Kolkata' },
    { name: 'lea', realName: 'Lea Moreau', zone: 'Europe/Paris' },
    { name: 'kim', realName: 'Kim Duarte', zone: 'America/Sao_Paulo' },
    { name: 'ivo', realName: 'Ivo Novak', zone: 'Europe/Prague' },
    { name: 'dana', realName: 'Dana Ruiz', zone: 'Europe/Madrid' },
  ];
}

export function sampleChannels(): FakeChannel[] {
  return [{ name: 'atlas' }, { name: 'atlas-stakeholders' }];
}

/** A user as `users.list` shows one. */
export function userJson(id: string, person: FakePerson) {
  const { name, realName, zone, email, guest, status } = person;
  return {
    id,
    name,
    real_name: realName,
    deleted: person.deleted ?? false,
    is_bot: person.bot ?? false,
    is_restricted: guest !== undefined,
    is_ultra_restricted: guest === 'single',
    ...(person.stranger ? { is_stranger: true } : {}),
    ...(person.from ? { team_id: person.from } : {}),
    ...(person.invited ? { is_invited_user: true } : {}),
    ...(zone ? { tz: zone } : {}),
    profile: {
      real_name: realName,
      display_name: '',
      ...(email ? { email } : {}),
      status_text: status?.text ?? '',
      status_emoji: status?.emoji ?? '',
      status_expiration: Math.floor((status?.until ?? 0) / 1000),
    },
  };
}

export function doNotDisturbJson({ doNotDisturb: span }: FakePerson) {
  return {
    dnd_enabled: span !== undefined,
    next_dnd_start_ts: span ? span.from / 1000 : 1,
    next_dnd_end_ts: span ? span.to / 1000 : 1,
  };
}
