import { Command } from 'commander';
import { Refused } from './cli/definitions.ts';

const program = new Command('rondo')
  .description('Keeps a team’s coordination rhythm in chat.')
  .showHelpAfterError('Run “rondo help” for all verbs.')
  .configureHelp({ sortSubcommands: false });

program
  .command('start')
  .description('run the bot; without tokens, with the playground chat in the browser')
  .action(async () => (await import('./main.ts')).start());

program
  .command('check')
  .description('list every mistake in the definitions; exits 1 when there is one')
  .argument('[dir]', 'folder of definitions, laid over the shipped ones')
  .option('--json', 'one JSON object a line')
  .action(async (dir, options) => (await import('./cli/check.ts')).check(dir, options));

program
  .command('simulate')
  .description('a dry run: what would happen if nobody answered and nothing was raised')
  .requiredOption('--team <id>', 'the team')
  .requiredOption('--from <date>', 'the first date of rounds, YYYY-MM-DD')
  .requiredOption('--days <n>', 'how many dates')
  .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
  .option('--data <dir>', 'start from this database; it is read, never written')
  .option('--json', 'one JSON object a line')
  .action(async (options) => (await import('./cli/simulate.ts')).simulate(options));

program
  .command('calendar')
  .description('print the next 90 days of a team, or of one person in it, as a calendar file')
  .requiredOption('--team <id>', 'the team')
  .option('--person <id>', 'a member: their own rounds and duties only')
  .option('--data <dir>', 'folder of the database; it is read, never written')
  .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
  .action(async (options) => (await import('./cli/calendar.ts')).calendar(options));

program
  .command('deadline')
  .description('work out a deadline; without --team, JSON lines from standard input')
  .option('--team <id>', 'the team whose policy and calendar count')
  .option('--level <n>', 'the escalation level: 1, 2 or 3')
  .option('--at <instant>', 'when the level begins, ISO 8601 with an offset or Z')
  .option('--respond <member>', 'the time to respond of this member, instead of the time to resolve')
  .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
  .option('--json', 'print {"due": …} instead of a sentence')
  .action(async (options) => (await import('./cli/deadline.ts')).deadline(options));

program
  .command('escalation')
  .description('where one escalation stands, what happened to it, and who was told what')
  .argument('<id>', 'such as atlas-12')
  .option('--data <dir>', 'folder of the database; it is read, never written')
  .option('--rituals <dir>', 'folder of definitions, for names and the zone')
  .option('--json', 'one JSON object')
  .action(async (id, options) => (await import('./cli/escalation.ts')).escalation(id, options));

program
  .command('pause')
  .description('pause a team while the bot is down; while it runs, say it in chat')
  .argument('<words...>', '<team>|all [until DAY] [reason]')
  .option('--data <dir>', 'folder of the database')
  .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
  .action(async (words, options) => (await import('./cli/pause.ts')).pause(words, options));

program
  .command('resume')
  .description('let a paused team go on while the bot is down; while it runs, say it in chat')
  .argument('<words...>', '<team>|all')
  .option('--data <dir>', 'folder of the database')
  .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
  .action(async (words, options) => (await import('./cli/pause.ts')).resume(words, options));

program
  .command('export')
  .description('write what a team has into a folder, as files for a spreadsheet')
  .requiredOption('--team <id>', 'the team')
  .requiredOption('--to <dir>', 'the folder; files that are there are not written over')
  .option('--data <dir>', 'folder of the database; it is read, never written')
  .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
  .action(async (options) => (await import('./cli/export.ts')).exportTeam(options));

program
  .command('doctor')
  .description('see that everything between Rondo and a platform is right; exits 1 when something is not')
  .requiredOption('--platform <name>', 'slack')
  .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
  .option('--json', 'one JSON object a line')
  .action(async (options) => (await import('./cli/doctor.ts')).doctor(options));

program
  .command('slack')
  .description('what the Slack app needs')
  .command('manifest')
  .description('print the app’s manifest; with an address, for HTTP instead of Socket Mode')
  .option('--url <address>', 'where Slack reaches Rondo; else RONDO_URL')
  .option('--socket', 'for Socket Mode, whatever RONDO_URL says')
  .action(async (options) => (await import('./cli/slack-manifest.ts')).slackManifest(options));

const report = program.command('report').description('figures over a span of time');

/** What every report takes. */
function about(name: string, description: string) {
  return report
    .command(name)
    .description(description)
    .requiredOption('--team <id>', 'the team')
    .requiredOption('--from <date>', 'the first date, YYYY-MM-DD')
    .requiredOption('--to <date>', 'the date after the last one, YYYY-MM-DD')
    .option('--data <dir>', 'folder of the database; it is read, never written')
    .option('--rituals <dir>', 'folder of definitions, laid over the shipped ones')
    .option('--json', 'one JSON object')
    .option('--csv', 'lines for a spreadsheet')
    .option('--html', 'one page to print or send');
}

about('metrics', 'everything that is counted of a team, beside the time before and week by week').action(
  async (options) => (await import('./cli/report-metrics.ts')).reportMetrics(options),
);

about('escalations', 'how long a team’s blockers took, at which level, and what is open').action(
  async (options) => (await import('./cli/report-escalations.ts')).reportEscalations(options),
);

about('fairness', 'who has had which duty how often, against an even share').action(async (options) =>
  (await import('./cli/report-fairness.ts')).reportFairness(options),
);

about('digest', 'the digest of a span, as it would be written now')
  .option('--sent', 'those that were written then, with what stakeholders were told')
  .action(async (options) => (await import('./cli/report-digest.ts')).reportDigest(options));

const fresh = program
  .command('new')
  .description('write a new definition file, with comments, that check accepts');

fresh
  .command('team')
  .description('a team; asks for what the options do not say, where there is a terminal')
  .option('--name <name>', 'what people see')
  .option('--id <id>', 'a short id; else made from the name')
  .option('--platform <name>', 'playground, slack or teams')
  .option('--channel <channel>', 'its channel; else # and the id')
  .option('--zone <zone>', 'its time zone, like Europe/Berlin')
  .option('--hours <hours>', 'like "mon-thu 09:00-12:30 13:15-17:30, fri 09:00-15:00"')
  .option('--holidays <region>', 'a country or region like DE or DE-BE')
  .option('--member <member...>', 'like "Mia Sommer <@mia> developer, ux"; the first one leads')
  .option('--leadership <people>', 'who decides at level 3, like "@dana, @omar"; else the lead')
  .option('--stakeholders <people>', 'who wants to know, like "#news, @sam"')
  .option('--rituals <ids>', 'with commas between them')
  .option('--dir <dir>', 'folder of own definitions; else RONDO_RITUALS, else rituals-own')
  .action(async (options) => (await import('./cli/new.ts')).newTeam(options));

fresh
  .command('ritual')
  .description('a ritual; asks for what the options do not say, where there is a terminal')
  .option('--name <name>', 'what people see')
  .option('--id <id>', 'a short id; else made from the name')
  .option('--kind <kind>', 'standup, checkin, planning, review, workshop, retro, duty or digest')
  .option('--mode <mode>', 'async or live')
  .option('--at <time>', 'like 09:00')
  .option('--on <days>', 'weekdays, every day, "mon, thu", "first monday", 15')
  .option('--dir <dir>', 'folder of own definitions; else RONDO_RITUALS, else rituals-own')
  .action(async (options) => (await import('./cli/new.ts')).newRitual(options));

try {
  await program.parseAsync();
} catch (error) {
  // A refusal is a sentence for whoever typed the command; anything else is a fault and keeps its trace.
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
