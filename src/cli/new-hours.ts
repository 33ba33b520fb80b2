/** Hours as people type them, `mon-thu 09:00-12:30 13:15-17:30, fri 09:00-15:00`, as a team file has them. */
export function hoursIn(text: string): Record<string, string[]> {
  const days: Record<string, string[]> = {};
  for (const part of text.split(',')) {
    const [day = '', ...windows] = part.trim().split(/\s+/);
    days[day] = [...(days[day] ?? []), ...windows];
  }
  return days;
}
