import { beforeEach, expect, test } from 'vitest';
import { DisruptionWatch, networkAddresses } from '../../../../../src/main/core/streaming/disruption-watch';
import { ManualClock } from '../../../../support/manual-clock';

let clock: ManualClock;
let addresses: string[];
let told: number;
let watch: DisruptionWatch;

beforeEach(() => {
  clock = new ManualClock();
  addresses = ['192.0.2.7'];
  told = 0;
  watch = new DisruptionWatch(
    clock,
    () => addresses,
    () => (told += 1),
  );
  watch.start();
});

test('is silent while nothing happens', async () => {
  await clock.pass(3_600_000);
  expect(told).toBe(0);
});

test.each([60_000, -60_000])(
  'tells once that the clock jumped by %i ms, as it does over a sleep',
  async (ms) => {
    await clock.pass(10_000);
    clock.jump(ms);
    await clock.pass(10_000);
    expect(told).toBe(1);
  },
);

test('takes the small corrections of a time server for what they are', async () => {
  for (let correction = 0; correction < 10; correction++) {
    clock.jump(800);
    await clock.pass(2_000);
  }
  expect(told).toBe(0);
});

test('tells each change of the network: gone, back, another', async () => {
  for (const now of [[], ['192.0.2.7'], ['198.51.100.4']]) {
    addresses = now;
    await clock.pass(4_000);
  }
  expect(told).toBe(3);
});

test('looks no more once stopped', async () => {
  watch.stop();
  addresses = [];
  await clock.pass(60_000);
  expect(told).toBe(0);
});

test('leaves loopback out of this computer’s addresses', () => {
  expect(networkAddresses()).not.toContain('127.0.0.1');
});
