import type { Caption, Transcript } from '../../../../src/shared/captions';
import type { ConversationReceipts } from '../../../../src/shared/session-receipt';

export const exampleCaptions: Caption[] = [
  { channel: 'others', turn: 1, text: 'Good morning, everybody.', final: true, startMs: 0, endMs: 1500 },
  { channel: 'you', turn: 1, text: 'Morning! Shall we begin?', final: true, startMs: 1800, endMs: 3000 },
  {
    channel: 'others',
    turn: 2,
    text: 'Yes. The draft went out on Monday and three people have answered so far, so there is time to read the rest',
    final: false,
    startMs: 3500,
    endMs: 9000,
  },
];

export const exampleTranscripts: Transcript[] = [
  {
    summary: {
      id: '2026-11-20T09-00-00',
      startedAt: '2026-11-20T09:00:00.000Z',
      durationMs: 1_920_000,
      zones: ['edge', 'eu'],
      turns: 3,
      preview: 'Good morning, everybody. Morning! Shall we begin?',
      interrupted: false,
    },
    entries: [
      { type: 'zone', zone: 'edge', host: 'streaming.assemblyai.com', atMs: 0 },
      {
        type: 'caption',
        channel: 'others',
        turn: 1,
        text: 'Good morning, everybody.',
        startMs: 0,
        endMs: 1500,
      },
      {
        type: 'caption',
        channel: 'you',
        turn: 1,
        text: 'Morning! Shall we begin?',
        startMs: 1800,
        endMs: 3000,
      },
      { type: 'gap', channel: 'others', fromMs: 65_000, toMs: 77_000 },
      { type: 'zone', zone: 'eu', host: 'streaming.eu.assemblyai.com', atMs: 80_000 },
      {
        type: 'caption',
        channel: 'others',
        turn: 2,
        text: 'Now that nobody is left outside: the draft went out on Monday, and three people have answered so far.',
        speaker: 'Speaker A',
        startMs: 82_000,
        endMs: 90_000,
      },
    ],
  },
  {
    summary: {
      id: '2026-11-18T14-30-00',
      startedAt: '2026-11-18T14:30:00.000Z',
      durationMs: 42_000,
      zones: ['device'],
      turns: 1,
      preview: 'Can you hear me now?',
      interrupted: true,
    },
    entries: [
      { type: 'zone', zone: 'device', host: '127.0.0.1:41375', atMs: 0 },
      { type: 'caption', channel: 'you', turn: 1, text: 'Can you hear me now?', startMs: 0, endMs: 1500 },
    ],
  },
];

export const exampleReceipts: ConversationReceipts = {
  receipts: [
    {
      zone: 'eu',
      host: 'streaming.eu.assemblyai.com',
      remoteAddress: '192.0.2.7',
      tlsVersion: 'TLSv1.3',
      certificateFingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
      channel: 'you',
      sessionId: '0d5f3a52-6c0e-4a55-a21f-5d1f3c1b2a10',
      model: 'universal-3-6-pro',
      beganAt: '2026-11-20T09:00:01.000Z',
      endedAt: '2026-11-20T09:01:31.000Z',
      audioMsSent: 90_500,
      audioBytesSent: 2_896_000,
      endReason: 'Termination',
      appVersion: '1.2.3',
    },
    {
      zone: 'self-hosted',
      host: '127.0.0.1:8080',
      channel: 'others',
      beganAt: '2026-11-20T09:02:00.000Z',
      audioMsSent: 2000,
      audioBytesSent: 64_000,
      appVersion: '1.2.3',
    },
  ],
  chain: { state: 'intact' },
};
