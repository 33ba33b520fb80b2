/** The four kinds of DESIGN.md section 4. `minimumHours`, `n` in working hours, working days or hours. */
export type Deadline =
  | { kind: 'same_working_day'; minimumHours: number }
  | { kind: 'working_days'; n: number }
  | { kind: 'working_hours'; n: number }
  | { kind: 'elapsed_hours'; n: number };
