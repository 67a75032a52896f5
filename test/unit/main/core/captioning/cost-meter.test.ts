import { beforeEach, describe, expect, it } from 'vitest';
import { CostMeter } from '../../../../../src/main/core/captioning/cost-meter';
import type { OpenSocket } from '../../../../../src/main/core/streaming/open-socket';
import { usdPerOpenHour } from '../../../../../src/shared/speech-models';
import type { ZoneId } from '../../../../../src/shared/zones';
import { fakeOpener, type FakeSocket } from '../../../../support/fake-socket';

const minute = 60_000;
let now: number;
let meter: CostMeter;
let sockets: FakeSocket[];
let openSocket: OpenSocket;

beforeEach(() => {
  now = 0;
  meter = new CostMeter(() => now);
  const opener = fakeOpener();
  ({ sockets } = opener);
  openSocket = meter.metered(opener.openSocket);
});

const open = (query: Record<string, string>, zone: ZoneId = 'eu'): FakeSocket => {
  openSocket({ zone, url: 'wss://example.org', authorization: '' }, new URLSearchParams(query), {
    open: () => undefined,
    message: () => undefined,
    pong: () => undefined,
    ended: () => undefined,
  });
  const socket = sockets.at(-1);
  if (!socket) throw new Error('nothing was opened');
  return socket;
};

const pro = { speech_model: 'universal-3-6-pro' };

it('counts from the upgrade to the close, and sessions side by side', () => {
  const you = open(pro);
  expect(meter.cost).toBeUndefined();
  now += minute;
  you.begin();
  now += 10 * minute;
  expect(meter.cost).toMatchObject({ openMs: 10 * minute });
  const others = open({ speech_model: 'universal-streaming-english' });
  others.begin();
  now += 20 * minute;
  you.close();
  now += 10 * minute;
  others.terminate();
  now += 60 * minute;
  expect(meter.cost?.openMs).toBe(60 * minute);
  expect(meter.cost?.usd).toBeCloseTo(0.5 * 0.45 + 0.5 * 0.15, 10);
});

it.each(['self-hosted', 'device'] as const)('counts nothing for %s', (zone) => {
  open(pro, zone).begin();
  now += minute;
  expect(meter.cost).toBeUndefined();
});

it('tells no cost where a price is not known', () => {
  open(pro).begin();
  open({ speech_model: 'nova' }).begin();
  now += minute;
  expect(meter.cost).toBeUndefined();
});

it('a connection that never came to be costs nothing', () => {
  open(pro).terminate();
  now += minute;
  expect(meter.cost).toBeUndefined();
});

describe('usdPerOpenHour', () => {
  it.each([
    ['universal-3-6-pro', {}, 0.45],
    ['universal-3-5-pro', { keyterms_prompt: ['Sotto'] }, 0.45],
    ['universal-streaming-english', {}, 0.15],
    ['universal-streaming-multilingual', { keyterms_prompt: '["Sotto"]' }, 0.2],
    [
      'universal-streaming-english',
      { keyterms_prompt: [], speaker_labels: false, voice_focus: undefined },
      0.15,
    ],
    ['universal-streaming-english', { keyterms_prompt: '[]', speaker_labels: 'false' }, 0.15],
    ['universal-3-6-pro', { speaker_labels: 'true', redact_pii: true, filter_profanity: true }, 0.7],
    ['universal-3-6-pro', { voice_focus: 'near-field', domain: 'medical-v1' }, 0.7],
    ['moonshine-tiny', {}, undefined],
    ['unknown', {}, undefined],
  ])('%s with %j: %s', (model, options, usd) => {
    const price = usdPerOpenHour(model, options);
    if (usd === undefined) expect(price).toBeUndefined();
    else expect(price).toBeCloseTo(usd, 10);
  });
});
