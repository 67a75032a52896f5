import { ProblemError } from '../../../shared/problems';
import { zoneIds, type ZoneId } from '../../../shared/zones';

export const appActions = ['toggle', 'start', 'stop', 'pause', 'show', 'quit'] as const;
export type AppAction = (typeof appActions)[number];

/** What the running app is asked to do from outside its windows. */
export interface AppCommand {
  /** A link may come from any web page, so what it may do by itself is little; the terminal is the person's own. */
  via: 'terminal' | 'link';
  /** Zone to move the voice to, before anything else. */
  zone?: ZoneId;
  action?: AppAction;
  /** Opens without a window, as at login. */
  isHidden: boolean;
}

/** Where the operating system hands links of ours over. */
export const linkScheme = 'sotto';

/** All that a link can say; it has no query, no fragment, no user and no port. `quit` is nobody else's to say. */
const linkPattern = /^sotto:\/\/(?:(toggle|start|stop|pause|show)|zone\/([a-z-]{1,20}))\/?$/i;

/**
 * What the arguments of a start ask for: own switches, or one `sotto://` link. Switches that aren't ours are Chromium's
 * and are left to it.
 * @param args everything after the program and, unpackaged, its script or folder
 * @throws ProblemError `command-invalid` where they contradict each other or name nothing there is
 */
export function parseAppArguments(args: readonly string[]): AppCommand {
  const links = args.filter(isLink);
  const [link] = links;
  // Whoever makes a link may have smuggled switches into it, so beside one nothing else counts.
  if (link !== undefined) {
    if (links.length > 1) throw invalid(links.join(' '));
    return parseAppLink(link);
  }
  const zones: string[] = [];
  const actions = new Set<AppAction>();
  let isHidden = false;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const [, name = '', value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === 'zone') zones.push(value ?? args[++index] ?? '');
    else if (name === 'hidden' && value === undefined) isHidden = true;
    else if (isAction(name) && value === undefined) actions.add(name);
    else if (isAction(name) || name === 'hidden' || !arg.startsWith('-')) throw invalid(arg);
  }
  const [zone, otherZone] = zones;
  const [action, otherAction] = actions;
  if (zone !== undefined && !isZone(zone)) throw new ProblemError('zone-unknown', zoneParams(zone));
  if (otherZone !== undefined) throw invalid(`--zone ${zones.join(' --zone ')}`);
  if (otherAction !== undefined) throw invalid([...actions].map((one) => `--${one}`).join(' '));
  return { via: 'terminal', ...(zone !== undefined && { zone }), ...(action && { action }), isHidden };
}

/** @throws ProblemError `command-invalid` or `zone-unknown` */
export function parseAppLink(link: string): AppCommand {
  const [, action, zone] =
    linkPattern.exec(link)?.map((part: string | undefined) => part?.toLowerCase()) ?? [];
  if (zone !== undefined) {
    if (!isZone(zone)) throw new ProblemError('zone-unknown', zoneParams(zone));
    return { via: 'link', zone, isHidden: false };
  }
  if (action === undefined || !isAction(action)) throw invalid(link);
  return { via: 'link', action, isHidden: false };
}

const isLink = (arg: string): boolean => arg.toLowerCase().startsWith(`${linkScheme}:`);
const isAction = (name: string): name is AppAction => (appActions as readonly string[]).includes(name);
const isZone = (name: string): name is ZoneId => (zoneIds as readonly string[]).includes(name);

/** Where a text from outside may be printed: short, and nothing that a terminal obeys. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]+/g, '?').slice(0, 100);
const zoneParams = (zone: string) => ({ zone: printable(zone), known: zoneIds.join(', ') });
const invalid = (command: string): ProblemError =>
  new ProblemError('command-invalid', { command: printable(command) });

/**
 * The arguments of a start that are Sotto's.
 * @param argv the process's; unpackaged, Electron's own switches and the app's folder come first
 */
export function appArgumentsOf(argv: readonly string[], isPackaged: boolean): readonly string[] {
  const [, ...args] = argv;
  return isPackaged ? args : args.slice(args.findIndex((arg) => !arg.startsWith('-')) + 1);
}

/** Whether a command makes no sense without an app that runs already. */
export const needsRunningApp = ({ action }: AppCommand): boolean =>
  action === 'stop' || action === 'pause' || action === 'quit';
