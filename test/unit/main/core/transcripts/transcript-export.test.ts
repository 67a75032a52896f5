import { describe, expect, it } from 'vitest';
import { exportTranscript } from '../../../../../src/main/core/transcripts/transcript-export';
import type { ExportFormat, Transcript } from '../../../../../src/shared/captions';
import { inEnglish } from '../../../../../src/shared/locales/locales';
import { createMessages } from '../../../../../src/shared/locales/messages';

const transcript: Transcript = {
  summary: {
    id: '2026-11-22-090507-001',
    startedAt: '2026-11-22T09:05:07.000Z',
    durationMs: 3_700_000,
    zones: ['eu', 'device'],
    turns: 3,
    preview: 'Is 1 < 2 & 3 > 2? Yes.',
    interrupted: false,
  },
  entries: [
    { type: 'zone', zone: 'eu', host: 'streaming.eu.example', atMs: 0 },
    { type: 'caption', channel: 'you', turn: 1, text: 'Is 1 < 2 & 3 > 2?', startMs: 1250, endMs: 3000 },
    {
      type: 'caption',
      channel: 'others',
      turn: 1,
      text: 'Yes, *that* is --> so.',
      startMs: 3100,
      endMs: 5000,
      speaker: 'A',
    },
    { type: 'gap', channel: 'others', fromMs: 6000, toMs: 9250 },
    { type: 'zone', zone: 'device', host: '127.0.0.1:41375', atMs: 10_000 },
    { type: 'caption', channel: 'you', turn: 2, text: 'Bye.', startMs: 3_661_007, endMs: 3_663_000 },
  ],
};

const exported = (format: ExportFormat): string =>
  exportTranscript(transcript, format, createMessages(inEnglish));
/** The title holds the reader's own date and time. */
const body = (text: string): string => text.replace(/^.*Conversation of .*2026.*\n\n/, '');

describe('exportTranscript', () => {
  it('writes plain text with times, names, gaps and zones', () => {
    expect(body(exported('txt'))).toBe(`[00:00:00] Captions by European Union (streaming.eu.example)
[00:00:01] You: Is 1 < 2 & 3 > 2?
[00:00:03] Others A: Yes, *that* is --> so.
[00:00:06] Others: 3.3 s of speech could not be captioned
[00:00:10] Captions by This device (English)
[01:01:01] You: Bye.
`);
  });

  it('writes Markdown with what would be markup escaped', () => {
    expect(body(exported('md'))).toBe(`*00:00:00 Captions by European Union (streaming.eu.example)*

**You** 00:00:01  
Is 1 \\< 2 & 3 \\> 2?

**Others A** 00:00:03  
Yes, \\*that\\* is --\\> so.

*00:00:06 Others: 3.3 s of speech could not be captioned*

*00:00:10 Captions by This device (English)*

**You** 01:01:01  
Bye.
`);
  });

  it('writes SubRip', () => {
    expect(exported('srt')).toBe(`1
00:00:01,250 --> 00:00:03,000
You: Is 1 < 2 & 3 > 2?

2
00:00:03,100 --> 00:00:05,000
Others A: Yes, *that* is -> so.

3
00:00:06,000 --> 00:00:09,250
[Others: 3.3 s of speech could not be
captioned]

4
01:01:01,007 --> 01:01:03,000
You: Bye.
`);
  });

  it('writes WebVTT with voices, and text escaped', () => {
    expect(exported('vtt')).toBe(`WEBVTT

00:00:01.250 --> 00:00:03.000
<v You>Is 1 &lt; 2 &amp; 3 &gt; 2?</v>

00:00:03.100 --> 00:00:05.000
<v Others A>Yes, *that* is --&gt; so.</v>

00:00:06.000 --> 00:00:09.250
[Others: 3.3 s of speech could not be
captioned]

01:01:01.007 --> 01:01:03.000
<v You>Bye.</v>
`);
  });

  it('writes JSON that is the transcript', () => {
    expect(JSON.parse(exported('json'))).toEqual(transcript);
  });

  it('writes a valid empty file for a conversation without a word', () => {
    const empty = { summary: transcript.summary, entries: [] };
    expect(exportTranscript(empty, 'vtt', createMessages(inEnglish))).toBe('WEBVTT\n');
    expect(exportTranscript(empty, 'srt', createMessages(inEnglish))).toBe('');
  });
});
