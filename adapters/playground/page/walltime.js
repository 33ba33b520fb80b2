const made = new Map();

function format(at, zone, name, how) {
  const key = `${name} ${zone}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...how }));
  return made.get(key).format(at);
}

/** `09:30` in that zone. */
export const timeIn = (at, zone) =>
  format(at, zone, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `Mon 2 Nov` in that zone. */
export const dayIn = (at, zone) =>
  format(at, zone, 'day', { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');

/** `Mon 2 Nov 2026` in that zone. */
export const dateIn = (at, zone) =>
  format(at, zone, 'date', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(
    ',',
    '',
  );

/** True while most people there are asleep. */
export function isNight(at, zone) {
  const hour = Number(timeIn(at, zone).slice(0, 2));
  return hour < 7 || hour >= 22;
}

/** `in 45 min`, `in 3 h`, `in 2 days`. */
export function distance(from, to) {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  if (minutes < 1) return 'now';
  if (minutes < 100) return `in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `in ${hours} h` : `in ${Math.round(hours / 24)} days`;
}
