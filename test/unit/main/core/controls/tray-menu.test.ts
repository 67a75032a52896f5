import { expect, test } from 'vitest';
import { trayIcon, trayMenu, trayTooltip } from '../../../../../src/main/core/controls/tray-menu';
import type { CaptioningPhase, CaptioningStatus } from '../../../../../src/shared/captioning-status';
import { inEnglish } from '../../../../../src/shared/locales/locales';
import { createMessages } from '../../../../../src/shared/locales/messages';
import { defaultSettings } from '../../../../../src/shared/settings';

const status = (phase: CaptioningPhase, more: Partial<CaptioningStatus> = {}): CaptioningStatus => ({
  ...{ phase, zone: 'eu', host: 'streaming.eu.assemblyai.com', channels: [] },
  ...more,
});
/** The menu as a person reads it: `-` a line, `(…)` greyed, `✓ ` or `○ ` a switch. */
const read = (of: CaptioningStatus, settings = defaultSettings, locked: string[] = []): string[] =>
  trayMenu({ status: of, settings, locked }, createMessages(inEnglish)).map((item) => {
    if (item.kind === 'separator') return '-';
    if (item.kind === 'note') return `(${item.label})`;
    if (item.kind === 'choice') {
      const chosen = item.choices.find(({ checked }) => checked)?.label ?? 'none';
      const words = `${item.label}: ${chosen} of ${String(item.choices.length)}`;
      return item.enabled ? words : `(${words})`;
    }
    const label = item.kind === 'switch' ? `${item.checked ? '✓' : '○'} ${item.label}` : item.label;
    return item.enabled ? label : `(${label})`;
  });

test('stopped: state and zone first, then what can be done', () => {
  expect(read(status('stopped'))).toEqual([
    '(Captions are off)',
    '(Data zone: European Union)',
    '-',
    'Start captions',
    '(Pause captions)',
    '-',
    '✓ Show the captions',
    '✓ Lock the captions: clicks go through',
    'Spoken language: Found out by itself, also mixed of 33',
    '-',
    'Open Sotto',
    'Quit Sotto',
  ]);
});

test.each<[CaptioningPhase, string, string[]]>([
  ['live', 'Live', ['Stop captions', 'Pause captions']],
  ['idle', 'Quiet: nothing is sent until somebody speaks', ['Stop captions', 'Pause captions']],
  ['paused', 'Paused: nothing is heard or sent', ['Stop captions', 'Resume captions']],
  ['reconnecting', 'Reconnecting…', ['Stop captions', 'Pause captions']],
  ['stopping', 'Finishing the last sentence…', ['(Stop captions)', '(Pause captions)']],
  ['failed', 'Stopped by a problem', ['Start captions', '(Pause captions)']],
])('%s', (phase, words, actions) => {
  const menu = read(status(phase));
  expect(menu[0]).toBe(`(${words})`);
  expect(menu.slice(3, 5)).toEqual(actions);
  const state = { status: status(phase), settings: defaultSettings, locked: [] };
  expect(trayTooltip(state, createMessages(inEnglish))).toBe(`Sotto: ${words}, European Union`);
});

test('one side that is quiet is told from both being sent', () => {
  const channels: CaptioningStatus['channels'] = [
    { channel: 'you', state: 'idle' },
    { channel: 'others', state: 'live' },
  ];
  expect(read(status('live', { channels }))[0]).toBe('(Live: you are quiet, so only the others are sent)');
});

test('switches show the settings; what a policy decides is greyed', () => {
  const overlay = { ...defaultSettings.overlay, visible: false, clickThrough: false };
  const settings = { ...defaultSettings, overlay };
  expect(read(status('live'), settings).slice(6, 8)).toEqual([
    '○ Show the captions',
    '○ Lock the captions: clicks go through',
  ]);
  expect(read(status('live'), settings, ['overlay.clickThrough']).slice(6, 8)).toEqual([
    '○ Show the captions',
    '(○ Lock the captions: clicks go through)',
  ]);
});

test('the languages are those of the model in use, by name; none where there is nothing to choose', () => {
  const menuOf = (model: string, codes?: string[]) =>
    trayMenu(
      {
        status: status('live'),
        settings: {
          ...defaultSettings,
          models: { eu: model },
          speechOptions: codes ? { language_codes: codes } : {},
        },
        locked: [],
      },
      createMessages(inEnglish),
    ).find((item) => item.kind === 'choice');
  const german = menuOf('universal-3-5-pro', ['de', 'fr']);
  expect(german?.choices.filter(({ checked }) => checked)).toEqual([
    { code: 'de', label: 'German', checked: true },
  ]);
  const names = german?.choices.slice(1).map(({ label }) => label) ?? [];
  expect(names).toHaveLength(19);
  expect(names).toEqual(names.toSorted());
  expect(menuOf('universal-streaming-english')).toBeUndefined();
  expect(read(status('live'), defaultSettings, ['speechOptions'])).toContain(
    '(Spoken language: Found out by itself, also mixed of 33)',
  );
});

test.each<[string, CaptioningStatus]>([
  ['stopped', status('stopped')],
  ['live', status('starting')],
  ['live', status('live')],
  ['live', status('idle')],
  ['paused', status('paused', { problem: { code: 'microphone-lost' } })],
  ['problem', status('live', { problem: { code: 'microphone-lost' } })],
  [
    'problem',
    status('live', { channels: [{ channel: 'you', state: 'live', problem: { code: 'network-slow' } }] }),
  ],
  ['problem', status('reconnecting')],
  ['problem', status('failed')],
])('the icon of %s', (icon, of) => {
  expect(trayIcon(of)).toBe(icon);
});
