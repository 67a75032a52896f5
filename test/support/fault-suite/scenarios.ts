import type { Fault } from '../protocol-server/faults';
import type { Scenario, Stage } from './stage';

/** Three sentences of nine words. */
const everything = 9;

const error = (code: number, text: string, afterMs?: number): Fault => ({
  kind: 'error',
  code,
  text,
  ...(afterMs !== undefined && { afterMs }),
});

/** In the middle of a word of the second sentence. */
const midWord = 1_300;

const untroubled = ['connecting', 'live', 'ended'];
/** What is shown of an opening that fails and is tried again. */
const again = (problem: string): string[] => ['connecting', `connecting ${problem}`, 'live', 'ended'];
/** What is shown of a live session that is lost and comes back. */
const lost = (problem: string): string[] => [
  'connecting',
  'live',
  `reconnecting ${problem}`,
  'live',
  'ended',
];

/** The opening is refused for good: nothing is tried again, and all that was said is told lost. */
const refused = (name: string, problem: string, fault: Fault, sessions = 1): Scenario => ({
  name,
  connections: [[fault]],
  shows: { you: ['connecting', `ended ${problem}`] },
  told: everything,
  sessions,
});

/** The opening fails and is tried again by itself. */
const retried = (name: string, problem: string, ...connections: (readonly Fault[])[]): Scenario => ({
  name,
  connections,
  shows: { you: again(problem) },
});

/** A live session is lost in the middle of a word. */
const broken = (name: string, problem: string, ...connections: (readonly Fault[])[]): Scenario => ({
  name,
  connections,
  shows: { you: lost(problem) },
});

/** A live session ends for good: what had its final stays, and the rest is told lost. */
const ended = (name: string, problem: string, fault: Fault): Scenario => ({
  name,
  connections: [[fault]],
  act: async (stage) => {
    stage.say(3);
    await stage.finals(1);
    stage.say(4);
    stage.say(2);
  },
  shows: { you: ['connecting', 'live', `ended ${problem}`] },
  told: 2,
  sessions: 1,
});

/** Says everything, and lets the clock jump once this is shown. */
const jumpWhen =
  (shown: string, ms: number) =>
  async (stage: Stage): Promise<void> => {
    for (const words of [3, 4, 2]) stage.say(words);
    await stage.shows(shown);
    stage.clock.jump(ms);
  };

const sayInTurn = async (stage: Stage, ...sentences: number[]): Promise<void> => {
  for (const words of sentences) {
    const before = stage.run.finals().length;
    stage.say(words);
    await stage.finals(before + 1);
  }
};

const opening: Scenario[] = [
  { name: 'nothing happens', shows: { you: untroubled }, sessions: 1 },
  refused('HTTP 401 on the upgrade', 'key-refused', { kind: 'http', status: 401 }, 0),
  refused('HTTP 402 on the upgrade', 'quota-exceeded', { kind: 'http', status: 402 }, 0),
  refused('HTTP 403 on the upgrade', 'key-refused', { kind: 'http', status: 403 }, 0),
  refused('HTTP 410 on the upgrade', 'bad-parameter', { kind: 'http', status: 410 }, 0),
  {
    ...retried('HTTP 429 on the upgrade', 'too-many-sessions', [{ kind: 'http', status: 429 }]),
    act: jumpWhen('connecting too-many-sessions', 15_000),
  },
  retried('HTTP 502 on the upgrade', 'server-error', [{ kind: 'http', status: 502 }]),
  retried(
    'HTTP 503 on two upgrades',
    'server-error',
    [{ kind: 'http', status: 503 }],
    [{ kind: 'http', status: 503 }],
  ),
  refused(
    'redirect to another zone',
    'redirect-refused',
    { kind: 'http', status: 302, location: 'wss://streaming.us.assemblyai.com/v3/ws' },
    0,
  ),
  { ...retried('name that does not resolve', 'zone-unreachable'), dials: ['unresolved', 'unresolved'] },
  { ...retried('connection refused', 'zone-unreachable'), dials: ['refused', 'refused', 'refused'] },
  { ...retried('TCP reset before TLS', 'zone-unreachable'), tcp: ['reset'] },
  { ...retried('TLS handshake broken off', 'zone-unreachable'), tcp: ['broken-handshake'] },
  { ...retried('sign-in page instead of TLS', 'zone-unreachable'), tcp: ['plain-http'] },
  {
    ...retried('server that accepts and says nothing', 'zone-unreachable'),
    tcp: ['silent'],
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.connections(1);
      stage.clock.jump(15_000);
    },
  },
  {
    ...retried('upgrade that is never answered', 'zone-unreachable', [{ kind: 'no-upgrade' }]),
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.requests(1);
      stage.clock.jump(15_000);
    },
  },
  refused(
    'certificate of another host',
    'certificate-untrusted',
    { kind: 'certificate', which: 'other-host' },
    0,
  ),
  refused(
    'certificate of an unknown authority',
    'certificate-untrusted',
    { kind: 'certificate', which: 'unknown-authority' },
    0,
  ),
  refused('certificate out of date', 'certificate-untrusted', { kind: 'certificate', which: 'expired' }, 0),
  {
    name: 'Begin that takes twelve seconds',
    connections: [[{ kind: 'late-begin', ms: 12_000 }]],
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.sessions(1);
      stage.clock.jump(12_000);
    },
    shows: { you: untroubled },
    sessions: 1,
  },
  {
    ...retried('Begin that never comes', 'zone-unreachable', [{ kind: 'no-begin' }]),
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.sessions(1);
      stage.clock.jump(15_000);
    },
  },
  refused('1008 wrong key', 'key-refused', error(1008, 'Invalid API key')),
  refused('1008 no key', 'key-refused', error(1008, 'Missing Authorization header')),
  refused('1008 no balance', 'quota-exceeded', error(1008, 'Insufficient account balance')),
  {
    ...retried('1008 too many concurrent sessions', 'too-many-sessions', [
      error(1008, 'Too many concurrent sessions'),
    ]),
    act: jumpWhen('connecting too-many-sessions', 15_000),
  },
  retried('1008 incorrect padding, at random', 'key-refused', [error(1008, 'Incorrect padding')]),
  {
    name: '1008 incorrect padding, each time',
    connections: Array<Fault[]>(4).fill([error(1008, 'Incorrect padding')]),
    shows: { you: ['connecting', 'connecting key-refused', 'ended key-refused'] },
    told: everything,
    sessions: 4,
  },
  {
    ...retried('3009 too many sessions', 'too-many-sessions', [error(3009, 'Too many sessions')]),
    act: jumpWhen('connecting too-many-sessions', 15_000),
  },
  refused('3006 bad parameter', 'bad-parameter', error(3006, 'Invalid speech_model')),
  refused('410 retired endpoint', 'bad-parameter', error(410, 'This endpoint is retired')),
  retried('1011 before Begin', 'server-error', [error(1011, 'Internal error')]),
  retried('3005 before Begin', 'server-error', [error(3005, 'Session Cancelled: An error occurred')]),
  retried('close without Error frame before Begin', 'session-lost', [{ kind: 'close', code: 4001 }]),
  {
    name: 'account at its limit by another computer',
    rules: { newSessionsPerMinute: 1 },
    channels: ['you', 'others'],
    act: async (stage) => {
      for (const channel of ['you', 'others'] as const) stage.say(4, channel);
      await stage.sessions(2);
      await stage.showsSomeone('connecting too-many-sessions');
      stage.clock.jump(62_000);
    },
    expected: 'one channel: connecting → live → ended; the other: connecting too-many-sessions first',
    shows: {},
    sessions: 3,
    mayBeRefused: true,
  },
];

const live: Scenario[] = [
  broken('1011 in mid-word', 'server-error', [error(1011, 'Internal error', midWord)]),
  broken('1012 service restart', 'server-error', [{ kind: 'close', code: 1012, afterMs: midWord }]),
  broken('1013 try again later', 'server-error', [{ kind: 'close', code: 1013, afterMs: midWord }]),
  broken('3005 session cancelled', 'server-error', [
    error(3005, 'Session Cancelled: An error occurred', midWord),
  ]),
  broken('3006 inactivity', 'session-lost', [error(3006, 'Session closed due to inactivity', midWord)]),
  broken('3007 sent too fast', 'server-error', [
    error(3007, 'Audio Transmission Rate Exceeded: Received 9 sec. audio in 2 sec', midWord),
  ]),
  broken('3008 without warning', 'session-lost', [error(3008, 'Session expired', midWord)]),
  ended('3006 bad parameter in mid-session', 'bad-parameter', error(3006, 'Invalid configuration', 2_000)),
  ended('3007 bad chunk length', 'internal', error(3007, 'Input Duration Violation', 2_000)),
  ended('1009 message too big', 'internal', { kind: 'close', code: 1009, afterMs: 2_000 }),
  ended('1008 balance used up', 'quota-exceeded', error(1008, 'Insufficient account balance', 2_000)),
  broken('close with an unknown code', 'session-lost', [{ kind: 'close', code: 4321, afterMs: midWord }]),
  broken('close 1000 unasked', 'session-lost', [{ kind: 'close', code: 1000, afterMs: midWord }]),
  broken('connection closed in mid-word', 'session-lost', [{ kind: 'drop', afterMs: midWord }]),
  broken('TCP reset in mid-word', 'session-lost', [{ kind: 'reset', afterMs: midWord }]),
  {
    ...broken('connection closed, Universal model', 'session-lost', [{ kind: 'drop', afterMs: midWord }]),
    model: 'universal-streaming-english',
  },
  {
    ...broken('connection closed between raw and formatted final', 'session-lost', [
      { kind: 'no-formatting' },
      { kind: 'drop', afterMs: 1_900 },
    ]),
    model: 'universal-streaming-english',
  },
  {
    name: 'formatted final that never comes',
    model: 'universal-streaming-english',
    connections: [[{ kind: 'no-formatting' }]],
    act: async (stage) => {
      stage.say(3);
      await stage.read();
      stage.clock.jump(2_000);
      await stage.finals(1);
      stage.say(4);
      await stage.read();
    },
    shows: { you: untroubled },
    sessions: 1,
  },
  {
    ...broken('half-open connection', 'session-lost', [{ kind: 'freeze', afterMs: midWord }]),
    options: { timings: { pingMs: 4_000, silenceMs: 12_000 } },
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.finals(1);
      stage.clock.jump(16_000);
    },
  },
  {
    ...broken('server that talks but reads no more', 'session-lost', [{ kind: 'stall', afterMs: midWord }]),
    options: { timings: { pingMs: 4_000, silenceMs: 12_000 } },
    act: async (stage) => {
      stage.say(3);
      await stage.finals(1);
      for (const words of [4, 2]) stage.say(words);
      await stage.secondsUntil('reconnecting session-lost');
    },
  },
  broken('bytes that are no WebSocket frame', 'session-lost', [
    { kind: 'noise', bytes: Buffer.from('HTTP/1.1 500 Oops\r\n\r\n'), afterMs: midWord },
  ]),
  broken('message of five megabytes', 'session-lost', [
    { kind: 'say', frames: ['x'.repeat(5_000_000)], afterMs: midWord, ends: true },
  ]),
  {
    name: 'garbage between the messages',
    connections: [
      [
        {
          kind: 'say',
          afterMs: midWord,
          frames: [
            'not json',
            '[]',
            'null',
            '{"type":"Nova"}',
            '{"type":"Turn"}',
            '{"no":"type"}',
            new Uint8Array([1, 2, 3]),
            '',
            JSON.stringify({ type: 'Nova', text: 'x'.repeat(500_000) }),
          ],
        },
      ],
    ],
    shows: { you: untroubled },
    sessions: 1,
  },
  {
    ...broken('Error frame without a close', 'server-error', [
      {
        kind: 'say',
        frames: ['{"type":"Error","error_code":3005,"error":"Session Cancelled"}'],
        afterMs: midWord,
        ends: true,
      },
    ]),
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.finals(3);
      stage.clock.jump(1_000);
      await stage.shows('reconnecting server-error');
    },
  },
  broken('Error frame without type', 'server-error', [
    { kind: 'say', frames: ['{"error_code":1011,"error":"Internal error"}'], afterMs: midWord },
    { kind: 'close', code: 1011, afterMs: midWord + 100 },
  ]),
  {
    name: 'drop during the replay',
    connections: [[{ kind: 'drop', afterMs: midWord }], [{ kind: 'drop', afterMs: 400 }]],
    shows: {
      you: [
        'connecting',
        'live',
        'reconnecting session-lost',
        'live',
        'reconnecting session-lost',
        'live',
        'ended',
      ],
    },
  },
  {
    name: 'two drops within a second',
    connections: [[{ kind: 'drop', afterMs: midWord }], [{ kind: 'drop', afterMs: 50 }]],
    shows: {
      you: [
        'connecting',
        'live',
        'reconnecting session-lost',
        'live',
        'reconnecting session-lost',
        'live',
        'ended',
      ],
    },
    sessions: 3,
  },
  {
    name: 'five drops: the fifth session waits for its minute',
    connections: [500, 900, 400, 700].map((afterMs) => [{ kind: 'drop' as const, afterMs }]),
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.shows('reconnecting session-lost', 'you', 4);
      stage.clock.jump(62_000);
    },
    shows: {
      you: [
        'connecting',
        ...Array<string[]>(4).fill(['live', 'reconnecting session-lost']).flat(),
        'live',
        'ended',
      ],
    },
    sessions: 5,
  },
  {
    name: 'frames lost before main, then a drop in the same turn',
    connections: [[{ kind: 'drop', afterMs: 2_000 }]],
    act: (stage) => {
      const you = stage.speaker();
      you.speak(10);
      you.capture(600);
      you.lose(450);
      you.capture();
      stage.say(4);
    },
    shows: { you: lost('session-lost') },
    told: 3,
  },
];

const rollovers: Scenario[] = [
  {
    name: 'rollover before the session expires',
    connections: [[{ kind: 'expires', inMs: 600_000 }]],
    act: async (stage) => {
      await sayInTurn(stage, 3);
      stage.clock.jump(480_000);
      await stage.sessions(2);
      await sayInTurn(stage, 4, 2);
    },
    shows: { you: ['connecting', 'live', 'rollover', 'live', 'ended'] },
    sessions: 2,
  },
  {
    name: 'rollover in the middle of an endless turn',
    connections: [[{ kind: 'expires', inMs: 600_000 }]],
    act: async (stage) => {
      stage.say(5, 'you', 0);
      await stage.read();
      stage.clock.jump(480_000);
      await stage.sessions(2);
      stage.say(5, 'you', 0);
      await stage.read();
      stage.clock.jump(90_000);
      stage.say(2);
    },
    options: { timings: { idleMs: 86_400_000 } },
    shows: { you: ['connecting', 'live', 'rollover', 'live', 'ended'] },
    sessions: 2,
  },
  {
    name: 'successor refused during the rollover',
    connections: [[{ kind: 'expires', inMs: 600_000 }], [error(1011, 'Internal error')]],
    act: async (stage) => {
      await sayInTurn(stage, 3);
      stage.clock.jump(480_000);
      await stage.sessions(2);
      await sayInTurn(stage, 4);
      await stage.closed(1);
      stage.clock.jump(15_000);
      await stage.sessions(3);
      await sayInTurn(stage, 2);
    },
    shows: { you: ['connecting', 'live', 'rollover', 'live', 'ended'] },
    sessions: 3,
  },
  {
    name: 'drop while the successor opens',
    connections: [[{ kind: 'expires', inMs: 600_000 }], [{ kind: 'late-begin', ms: 5_000 }]],
    act: async (stage) => {
      await sayInTurn(stage, 3);
      stage.clock.jump(480_000);
      await stage.sessions(2);
      stage.say(4);
      stage.drop(0);
      await stage.shows('reconnecting session-lost');
      stage.say(2);
      stage.clock.jump(5_000);
    },
    shows: { you: ['connecting', 'live', 'rollover', 'reconnecting session-lost', 'live', 'ended'] },
    sessions: 2,
  },
  {
    name: 'both sessions dropped during the rollover',
    connections: [[{ kind: 'expires', inMs: 600_000 }]],
    options: { timings: { idleMs: 86_400_000 } },
    act: async (stage) => {
      await sayInTurn(stage, 3);
      stage.say(4, 'you', 0);
      await stage.read();
      stage.clock.jump(480_000);
      await stage.begun(2);
      stage.server.dropAll();
      stage.say(2);
    },
    shows: { you: ['connecting', 'live', 'rollover', 'reconnecting session-lost', 'live', 'ended'] },
    sessions: 3,
  },
  {
    name: 'no successor until the session expires (3008)',
    connections: [[{ kind: 'expires', inMs: 600_000 }], [{ kind: 'http', status: 503 }]],
    act: async (stage) => {
      await sayInTurn(stage, 3);
      stage.clock.jump(480_000);
      await stage.requests(2);
      stage.say(4);
      await stage.finals(2);
      stage.clock.jump(121_000);
      await sayInTurn(stage, 2);
    },
    shows: { you: ['connecting', 'live', 'rollover', 'reconnecting session-lost', 'live', 'ended'] },
  },
];

const endings: Scenario[] = [
  {
    ...broken('drop when Terminate comes', 'session-lost', [{ kind: 'drop-on-terminate' }]),
    sessions: 2,
  },
  {
    ...broken('drop when Terminate comes, during Stop', 'session-lost', [{ kind: 'drop-on-terminate' }]),
    end: 'stop',
    act: async (stage) => {
      await sayInTurn(stage, 3);
      stage.say(4, 'you', 0);
      await stage.read();
    },
    sessions: 2,
  },
  {
    name: 'no Termination at the end of input',
    connections: [[{ kind: 'no-termination' }]],
    act: (stage) => sayInTurn(stage, 3, 4),
    meanwhile: async (stage) => {
      await stage.asked('Terminate');
      await stage.secondsUntil('ended');
    },
    shows: { you: untroubled },
    sessions: 1,
  },
  {
    name: 'no Termination after Stop',
    connections: [[{ kind: 'no-termination' }]],
    act: async (stage) => {
      await sayInTurn(stage, 3);
      stage.say(4, 'you', 0);
      await stage.read();
    },
    end: 'stop',
    meanwhile: async (stage) => {
      await stage.asked('Terminate');
      await stage.finals(2);
      stage.clock.jump(5_000);
    },
    shows: { you: untroubled },
    sessions: 1,
  },
  {
    name: 'Stop while the network is gone',
    connections: [[{ kind: 'drop', afterMs: 1_950 }], [{ kind: 'no-upgrade' }]],
    end: 'stop',
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.shows('reconnecting session-lost');
    },
    meanwhile: async (stage) => {
      await stage.requests(2);
      stage.clock.jump(5_000);
    },
    shows: { you: ['connecting', 'live', 'reconnecting session-lost', 'ended'] },
    told: 2,
  },
  {
    name: 'Stop before Begin came',
    connections: [[{ kind: 'no-begin' }]],
    end: 'stop',
    act: async (stage) => {
      stage.say(3);
      await stage.sessions(1);
    },
    meanwhile: (stage) => Promise.resolve(stage.clock.jump(5_000)),
    shows: { you: ['connecting', 'ended'] },
    told: 3,
    sessions: 1,
  },
];

const twoChannels: Scenario[] = [
  {
    name: 'both channels dropped at once',
    channels: ['you', 'others'],
    act: async (stage) => {
      for (const channel of ['you', 'others'] as const) stage.say(3, channel);
      for (const channel of ['you', 'others'] as const) await stage.finals(1, channel);
      for (const channel of ['you', 'others'] as const) stage.say(6, channel, 0);
      for (const channel of ['you', 'others'] as const) await stage.read(channel);
      stage.server.dropAll();
      for (const channel of ['you', 'others'] as const) stage.say(2, channel);
    },
    shows: { you: lost('session-lost'), others: lost('session-lost') },
    sessions: 4,
  },
  {
    name: 'one channel drops and comes back, the other goes on',
    channels: ['you', 'others'],
    act: async (stage) => {
      for (const channel of ['you', 'others'] as const) stage.say(3, channel);
      for (const channel of ['you', 'others'] as const) await stage.finals(1, channel);
      stage.say(6, 'you', 0);
      await stage.read();
      stage.dropOf('you');
      stage.say(2, 'others');
      stage.say(2);
    },
    shows: { you: lost('session-lost'), others: untroubled },
    sessions: 3,
  },
];

const losses: Scenario[] = [
  {
    name: 'outage longer than the audio kept',
    connections: [[{ kind: 'no-begin' }]],
    options: { keepMs: 1_500 },
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.sessions(1);
      stage.clock.jump(15_000);
    },
    shows: { you: again('zone-unreachable') },
    told: 7,
  },
  {
    name: 'zone changed while the old one is away',
    connections: [[{ kind: 'drop', afterMs: midWord }], [{ kind: 'late-begin', ms: 10_000 }]],
    act: async (stage) => {
      stage.say(3);
      stage.say(4);
      await stage.shows('reconnecting session-lost');
      await stage.sessions(2);
      const changed = stage.change('us');
      stage.say(2);
      await stage.finals(2);
      stage.clock.jump(10_000);
      await changed;
    },
    shows: {
      you: ['connecting', 'live', 'reconnecting session-lost', 'to us', 'connecting', 'live', 'ended'],
    },
    reconnects: 1,
    sessions: 3,
  },
  {
    name: 'zone that stays unreachable is given up',
    dials: Array<'refused'>(1_000).fill('refused'),
    options: { giveUpMs: 30_000 },
    act: async (stage) => {
      for (const words of [3, 4, 2]) stage.say(words);
      await stage.shows('connecting zone-unreachable');
      stage.clock.jump(30_000);
    },
    shows: { you: ['connecting', 'connecting zone-unreachable', 'ended zone-unreachable'] },
    told: everything,
    sessions: 0,
  },
];

/** Every scenario over real sockets and TLS. The names are those of docs/reliability.md. */
export const scenarios: readonly Scenario[] = [
  ...opening,
  ...live,
  ...rollovers,
  ...endings,
  ...twoChannels,
  ...losses,
];
