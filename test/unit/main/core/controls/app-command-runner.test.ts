import { describe, expect, it } from 'vitest';
import {
  AppCommandRunner,
  type LinkQuestion,
} from '../../../../../src/main/core/controls/app-command-runner';
import { parseAppArguments } from '../../../../../src/main/core/controls/app-commands';
import type { CaptioningPhase } from '../../../../../src/shared/captioning-status';
import { ProblemError } from '../../../../../src/shared/problems';
import type { ZoneId } from '../../../../../src/shared/zones';

const setUp = (phase: CaptioningPhase = 'stopped') => {
  const app = {
    phase,
    zone: 'device' as ZoneId,
    forbidden: undefined as ZoneId | undefined,
    windows: 0,
    hasQuit: false,
    questions: [] as LinkQuestion[],
    problems: [] as string[],
    answer: (): boolean | Promise<boolean> => true,
  };
  const become = (next: CaptioningPhase) => () => {
    app.phase = next;
    return Promise.resolve();
  };
  const checkZone = (zone: ZoneId): void => {
    if (zone === app.forbidden) throw new ProblemError('policy-refused', { detail: zone });
  };
  const runner = new AppCommandRunner({
    captions: {
      phase: () => app.phase,
      start: become('live'),
      stop: become('stopped'),
      pause: become('paused'),
    },
    zoneInForce: () => Promise.resolve(app.zone),
    checkZone,
    moveTo: (zone) => {
      checkZone(zone);
      app.zone = zone;
    },
    confirm: async (question) => {
      app.questions.push(question);
      return app.answer();
    },
    showWindow: () => (app.windows += 1),
    quit: () => (app.hasQuit = true),
    report: ({ code }) => app.problems.push(code),
  });
  return { app, run: (...args: string[]) => runner.run(parseAppArguments(args)) };
};

describe('from the terminal', () => {
  it.each<[CaptioningPhase, string, CaptioningPhase]>([
    ['stopped', '--toggle', 'live'],
    ['failed', '--toggle', 'live'],
    ['live', '--toggle', 'stopped'],
    ['paused', '--toggle', 'stopped'],
    ['stopped', '--start', 'live'],
    ['reconnecting', '--start', 'reconnecting'],
    ['paused', '--start', 'live'],
    ['live', '--stop', 'stopped'],
    ['live', '--pause', 'paused'],
    ['idle', '--pause', 'paused'],
    ['paused', '--pause', 'live'],
    ['stopped', '--pause', 'stopped'],
  ])('%s, %s: %s, and nothing is asked', async (before, command, after) => {
    const { app, run } = setUp(before);
    await run(command);
    expect(app).toMatchObject({ phase: after, questions: [], windows: 0 });
  });

  it('moves the voice at once, and only where the policy lets it', async () => {
    const { app, run } = setUp();
    await run('--zone', 'eu');
    expect(app).toMatchObject({ zone: 'eu', windows: 0 });
    app.forbidden = 'us';
    await run('--zone', 'us', '--start');
    expect(app).toMatchObject({ zone: 'eu', phase: 'stopped', problems: ['policy-refused'] });
  });

  it('shows the window, quits, and opens quietly at login', async () => {
    const { app, run } = setUp();
    await run('--hidden');
    expect(app.windows).toBe(0);
    await run();
    await run('--show');
    expect(app.windows).toBe(2);
    await run('--quit');
    expect(app.hasQuit).toBe(true);
  });
});

describe('from a link', () => {
  it.each<[CaptioningPhase, string, object]>([
    ['stopped', 'sotto://start', { listen: 'start', zone: 'device' }],
    ['stopped', 'sotto://toggle', { listen: 'start', zone: 'device' }],
    ['paused', 'sotto://pause', { listen: 'resume', zone: 'device' }],
    ['paused', 'sotto://start', { listen: 'resume', zone: 'device' }],
    ['live', 'sotto://zone/eu', { moveTo: 'eu' }],
  ])('%s, %s: nothing happens before the person agrees', async (before, link, question) => {
    const { app, run } = setUp(before);
    app.answer = () => false;
    await run(link);
    expect(app).toMatchObject({ phase: before, zone: 'device', questions: [question] });
    app.answer = () => true;
    await run(link);
    if (before !== 'live') expect(app.phase).toBe('live');
    else expect(app.zone).toBe('eu');
  });

  it.each<[CaptioningPhase, string, CaptioningPhase]>([
    ['live', 'sotto://stop', 'stopped'],
    ['live', 'sotto://toggle', 'stopped'],
    ['live', 'sotto://pause', 'paused'],
    ['live', 'sotto://zone/device', 'live'],
    ['live', 'sotto://start', 'live'],
  ])('%s, %s: %s at once, as nothing more is heard by it', async (before, link, after) => {
    const { app, run } = setUp(before);
    await run(link);
    expect(app).toMatchObject({ phase: after, questions: [] });
  });

  it('cannot pile up dialogs', async () => {
    const { app, run } = setUp();
    let answer: (agreed: boolean) => void = () => undefined;
    app.answer = () => new Promise((resolve) => (answer = resolve));
    const first = run('sotto://start');
    await Promise.all([run('sotto://start'), run('sotto://zone/us'), run('sotto://toggle')]);
    expect(app.questions).toHaveLength(1);
    answer(true);
    await first;
    expect(app).toMatchObject({ phase: 'live', zone: 'device' });
    await run('sotto://stop');
    app.answer = () => false;
    await run('sotto://start');
    expect(app.questions).toHaveLength(2);
  });

  it('starts in no other zone than the dialog named', async () => {
    const { app, run } = setUp();
    app.answer = () => {
      app.zone = 'us';
      return true;
    };
    await run('sotto://start');
    expect(app.phase).toBe('stopped');
  });

  it('is not asked about where the policy forbids it anyway', async () => {
    const { app, run } = setUp();
    app.forbidden = 'us';
    await run('sotto://zone/us');
    expect(app).toMatchObject({ questions: [], problems: ['policy-refused'], zone: 'device' });
  });
});
