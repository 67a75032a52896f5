import type { IntlShape } from '@formatjs/intl';
import type { ExportFormat, Transcript, TranscriptEntry } from '../../../shared/captions';
import { cuesOf, type Cue } from './subtitle-cues';
import { startOf } from './transcript-summary';

export type ExportMessages = Pick<IntlShape, 'formatMessage' | 'formatDate'>;

type CaptionEntry = Extract<TranscriptEntry, { type: 'caption' }>;

/**
 * Writes a transcript in one of the formats people ask for. SubRip and WebVTT are written here: the packages for them
 * write cues as given, without the escaping WebVTT needs, and none splits a turn into readable cues, which is the work.
 */
export function exportTranscript(
  transcript: Transcript,
  format: ExportFormat,
  messages: ExportMessages,
): string {
  switch (format) {
    case 'txt':
      return asText(transcript, messages);
    case 'md':
      return asMarkdown(transcript, messages);
    case 'srt':
      return asSubRip(transcript, messages);
    case 'vtt':
      return asWebVtt(transcript, messages);
    case 'json':
      return asJson(transcript);
  }
}

function asText({ summary, entries }: Transcript, messages: ExportMessages): string {
  const lines = entries.map((entry) => {
    const said =
      entry.type === 'caption' ? `${speakerOf(entry, messages)}: ${entry.text}` : noteOf(entry, messages);
    return `[${clock(startOf(entry))}] ${said}`;
  });
  return `${[titleOf(summary.startedAt, messages), '', ...lines].join('\n')}\n`;
}

function asMarkdown({ summary, entries }: Transcript, messages: ExportMessages): string {
  const paragraphs = entries.map((entry) => {
    const time = clock(startOf(entry));
    if (entry.type !== 'caption') return `*${time} ${escapeMarkdown(noteOf(entry, messages))}*`;
    return `**${escapeMarkdown(speakerOf(entry, messages))}** ${time}  \n${escapeMarkdown(entry.text)}`;
  });
  return `${[`# ${titleOf(summary.startedAt, messages)}`, ...paragraphs].join('\n\n')}\n`;
}

function asSubRip({ entries }: Transcript, messages: ExportMessages): string {
  // SubRip has no markup for who speaks: the name leads the turn, as subtitlers do it.
  const name = (caption: CaptionEntry): string => `${speakerOf(caption, messages)}: ${caption.text}`;
  const cues = cuesIn(entries, name, messages).map(({ startMs, endMs, lines }, index) => {
    const times = `${timestamp(startMs, ',')} --> ${timestamp(endMs, ',')}`;
    return `${index + 1}\n${times}\n${lines.join('\n').replaceAll('-->', '->')}\n`;
  });
  return cues.join('\n');
}

function asWebVtt({ entries }: Transcript, messages: ExportMessages): string {
  const cues = cuesIn(entries, ({ text }) => text, messages).map(({ startMs, endMs, lines, caption }) => {
    const times = `${timestamp(startMs, '.')} --> ${timestamp(endMs, '.')}`;
    const text = escapeWebVtt(lines.join('\n'));
    const spoken = caption ? `<v ${escapeWebVtt(speakerOf(caption, messages))}>${text}</v>` : text;
    return `${times}\n${spoken}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

const asJson = ({ summary, entries }: Transcript): string =>
  `${JSON.stringify({ summary, entries }, undefined, 2)}\n`;

/** Captions and gaps as cues, in the order they are shown. */
function cuesIn(
  entries: readonly TranscriptEntry[],
  textOf: (caption: CaptionEntry) => string,
  messages: ExportMessages,
): (Cue & { caption?: CaptionEntry })[] {
  return entries
    .flatMap((entry, index) => {
      if (entry.type === 'zone') return [];
      const next = entries
        .slice(index + 1)
        .find((later) => later.type === 'caption' && later.channel === entry.channel);
      const nextStartMs = next ? startOf(next) : Infinity;
      if (entry.type === 'gap') {
        const text = `[${noteOf(entry, messages)}]`;
        return cuesOf({ text, startMs: entry.fromMs, endMs: entry.toMs }, nextStartMs);
      }
      const cues = cuesOf({ ...entry, text: textOf(entry) }, nextStartMs);
      return cues.map((cue) => ({ ...cue, caption: entry }));
    })
    .sort((a, b) => a.startMs - b.startMs);
}

function speakerOf({ channel, speaker }: CaptionEntry, messages: ExportMessages): string {
  const name = messages.formatMessage({ id: `transcript.speaker.${channel}` });
  return speaker === undefined
    ? name
    : messages.formatMessage({ id: 'transcript.speaker.labelled' }, { name, label: speaker });
}

/** What stands between captions: speech that could not be captioned, a change of zone. */
function noteOf(entry: Exclude<TranscriptEntry, CaptionEntry>, messages: ExportMessages): string {
  if (entry.type === 'gap') {
    const seconds = (entry.toMs - entry.fromMs) / 1000;
    const name = messages.formatMessage({ id: `transcript.speaker.${entry.channel}` });
    return messages.formatMessage({ id: 'transcript.gap' }, { name, seconds });
  }
  const zone = messages.formatMessage({ id: `zone.${entry.zone}.label` });
  // The engine's port on loopback tells a reader nothing.
  const id = entry.zone === 'device' || entry.host === '' ? 'transcript.zone' : 'transcript.zone-host';
  return messages.formatMessage({ id }, { zone, host: entry.host });
}

const titleOf = (startedAt: string, messages: ExportMessages): string =>
  messages.formatMessage(
    { id: 'transcript.title' },
    { date: messages.formatDate(startedAt, { dateStyle: 'long', timeStyle: 'short' }) },
  );

/** `hh:mm:ss` */
const clock = (ms: number): string => timestamp(ms, '.').slice(0, -4);

/** `hh:mm:ss` and milliseconds after the mark the format wants. */
function timestamp(ms: number, mark: ',' | '.'): string {
  const whole = Math.round(ms);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const seconds = whole / 1000;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${mark}${String(whole % 1000).padStart(3, '0')}`;
}

const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[-+]/, '\\$&');

const escapeWebVtt = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
