import { beforeEach, describe, expect, it } from 'vitest';
import { EchoFilter } from '../../../../../src/main/core/captions/echo-filter';
import { echoLimits } from '../../../../../src/main/core/captions/echo-match';
import type { Channel } from '../../../../../src/shared/audio';
import type { Caption } from '../../../../../src/shared/captions';
import { ManualClock } from '../../../../support/manual-clock';

const wordMs = 300;
let clock: ManualClock;
let hasOthers: boolean;
let filter: EchoFilter;
/** Every caption told, in order. */
let told: Caption[];

beforeEach(() => {
  clock = new ManualClock();
  hasOthers = true;
  told = [];
  filter = new EchoFilter({
    clock,
    hasOthers: () => hasOthers,
    emit: (caption) => told.push(caption),
  });
});

/** A caption that begins at `startMs` and has a word each 300 ms. */
const caption = (channel: Channel, turn: number, startMs: number, text: string, final: boolean): Caption => ({
  channel,
  turn,
  text,
  final,
  startMs,
  endMs: startMs + text.split(' ').length * wordMs,
});
const take = (...parts: Parameters<typeof caption>): void => filter.take(caption(...parts));

/** A turn told word by word, then its final. */
const turnOf = (channel: Channel, turn: number, startMs: number, text: string): Caption[] => {
  const words = text.split(' ');
  return [
    ...words.map((_, last) => caption(channel, turn, startMs, words.slice(0, last + 1).join(' '), false)),
    caption(channel, turn, startMs, text, true),
  ];
};

/** What a person ends up reading of a channel. */
const readable = (channel: Channel): string[] => {
  const turns = new Map<number, Caption>();
  for (const one of told) if (one.channel === channel) turns.set(one.turn, one);
  return [...turns.values()].map(({ text }) => text).filter((text) => text !== '');
};

/** Turns of a channel without exactly one final, as the last thing told of them. */
const unfinished = (channel: Channel): number[] => {
  const of = told.filter((one) => one.channel === channel);
  return [...new Set(of.map(({ turn }) => turn))].filter((turn) => {
    const said = of.filter((one) => one.turn === turn);
    return said.filter(({ final }) => final).length !== 1 || !said.at(-1)?.final;
  });
};

const settle = async (): Promise<void> => {
  await clock.pass(echoLimits.holdMs);
};

interface Case {
  name: string;
  /** Turns as [start in ms, text]. */
  others: readonly (readonly [number, string])[];
  you: readonly (readonly [number, string])[];
  /** What stays of You. */
  stays: readonly string[];
}

const question = 'So shall we all meet again on Thursday at noon?';

const cases: Case[] = [
  { name: 'a copy at the same time goes', others: [[0, question]], you: [[30, question]], stays: [] },
  {
    name: 'a copy 400 ms late goes (wireless loudspeakers)',
    others: [[0, question]],
    you: [[400, question]],
    stays: [],
  },
  {
    name: 'a copy the recogniser puts 300 ms early goes',
    others: [[1_000, question]],
    you: [[700, question]],
    stays: [],
  },
  {
    name: 'case and punctuation do not matter',
    others: [[0, 'Well, the draft’s ready; read it!']],
    you: [[0, "well the draft's ready read it"]],
    stays: [],
  },
  {
    name: 'a misheard word in the middle does not save the copy',
    others: [[0, question]],
    you: [[50, 'So shall we all meat again on Thursday at noon?']],
    stays: [],
  },
  {
    name: 'a clipped first word does not save it either',
    others: [[0, 'Everybody should read the draft again']],
    you: [[50, 'body should read the draft again']],
    stays: [],
  },
  {
    name: 'one word heard as two, and two as one',
    others: [[0, 'Everyone may be in the meeting room']],
    you: [[0, 'Every one maybe in the meeting room']],
    stays: [],
  },
  {
    name: 'a copy with words missing goes: echo cancellation leaves pieces',
    others: [[0, question]],
    you: [[50, 'So shall all meet on Thursday at noon?']],
    stays: [],
  },
  {
    name: 'one turn of the others, copied as two',
    others: [[0, 'We have read the draft twice and there is nothing left to say']],
    you: [
      [30, 'We have read the draft'],
      [1_530, 'twice and there is nothing left to say'],
    ],
    stays: [],
  },
  {
    name: 'two turns of the others, copied as one',
    others: [
      [0, 'We have read the draft.'],
      [1_500, 'There is nothing left to say.'],
    ],
    you: [[30, 'We have read the draft there is nothing left to say']],
    stays: [],
  },
  {
    name: 'languages that are written without spaces',
    others: [[0, '今日は天気がいいので散歩に行きましょう']],
    you: [[20, '今日は天気がいいので散歩に行きましょう']],
    stays: [],
  },
  {
    name: 'a short turn stays, even at the same time',
    others: [[0, 'Yes, exactly.']],
    you: [[0, 'Yes, exactly.']],
    stays: ['Yes, exactly.'],
  },
  {
    name: 'a phrase repeated as an answer right after it stays',
    others: [[0, 'On Thursday at noon']],
    you: [[1_400, 'On Thursday at noon']],
    stays: ['On Thursday at noon'],
  },
  {
    name: 'part of a question repeated while the others talk on stays',
    others: [[0, `${question} Or is that too early for those who come by train?`]],
    you: [[3_300, 'Meet again on Thursday at noon.']],
    stays: ['Meet again on Thursday at noon.'],
  },
  {
    name: 'a sentence repeated seconds later stays',
    others: [[0, question]],
    you: [[4_000, question]],
    stays: [question],
  },
  {
    name: 'the others repeating what You said: both stay',
    others: [[2_000, 'The draft is ready now']],
    you: [[0, 'The draft is ready now']],
    stays: ['The draft is ready now'],
  },
  {
    name: 'other words at the same time stay',
    others: [[0, question]],
    you: [[0, 'No I am not here that day sorry']],
    stays: ['No I am not here that day sorry'],
  },
  {
    name: 'copy and answer in one turn stay',
    others: [[0, question]],
    you: [[30, `${question} Yes, Thursday is fine.`]],
    stays: [`${question} Yes, Thursday is fine.`],
  },
  {
    name: 'copy and an answer of one word stay',
    others: [[0, question]],
    you: [[30, `${question} Yes.`]],
    stays: [`${question} Yes.`],
  },
  {
    name: 'copy and an answer of one word stay while the others talk on',
    others: [[0, `${question} Or is Friday better?`]],
    you: [[30, `${question} Yes.`]],
    stays: [`${question} Yes.`],
  },
  {
    name: 'own words before a copy stay',
    others: [[900, question]],
    you: [[0, `Wait a moment ${question}`]],
    stays: [`Wait a moment ${question}`],
  },
  {
    name: 'own words over the middle of a copy stay',
    others: [[0, 'We go to the next slide and look at the numbers of the last year']],
    you: [[30, 'We go to the next yes exactly that at the numbers of the last year']],
    stays: ['We go to the next yes exactly that at the numbers of the last year'],
  },
  {
    name: 'two own words over a long copy stay',
    others: [
      [0, 'We go to the next slide and look at the numbers of the last year and then we talk about them'],
    ],
    you: [[0, 'We go to the next slide and look at oh no of the last year and then we talk about them']],
    stays: ['We go to the next slide and look at oh no of the last year and then we talk about them'],
  },
  {
    name: 'too many words that differ stay',
    others: [[0, question]],
    you: [[0, 'So shall they all eat again at Thursday by noon?']],
    stays: ['So shall they all eat again at Thursday by noon?'],
  },
  {
    name: 'a word put into a copy stays',
    others: [[0, 'We go to the next slide and look at the numbers']],
    you: [[0, 'We go to the next slide please and look at the numbers']],
    stays: ['We go to the next slide please and look at the numbers'],
  },
  {
    name: 'nothing of the others, nothing goes',
    others: [],
    you: [[0, question]],
    stays: [question],
  },
];

const all = (channel: Channel, turns: Case['you']): Caption[] =>
  turns.flatMap(([startMs, text], index) => turnOf(channel, index + 1, startMs, text));

/** Orders in which the two recognisers may tell the same turns. */
const orders: Record<string, (others: Caption[], you: Caption[]) => Caption[]> = {
  'the others first': (others, you) => [...others, ...you],
  'You first': (others, you) => [...you, ...others],
  'word by word': (others, you) =>
    [...others, ...you].sort((a, b) => a.endMs - b.endMs || Number(a.final) - Number(b.final)),
  'finals only, You first': (others, you) => [...you, ...others].filter(({ final }) => final),
};

describe.each(Object.entries(orders))('%s', (_, order) => {
  it.each(cases)('$name', async ({ others, you, stays }) => {
    for (const one of order(all('others', others), all('you', you))) filter.take(one);
    await settle();
    expect(readable('you')).toEqual(stays);
    expect(readable('others')).toEqual(others.map(([, text]) => text));
    expect(unfinished('you')).toEqual([]);
    expect(unfinished('others')).toEqual([]);
  });
});

describe('what is seen meanwhile', () => {
  it('a copy that comes after its original is never seen', () => {
    for (const one of [...turnOf('others', 1, 0, question), ...turnOf('you', 1, 30, question)])
      filter.take(one);
    expect(told.filter(({ channel }) => channel === 'you')).toEqual([]);
  });

  it('a copy that comes first is taken back with the first words that show what it is', () => {
    take('you', 1, 0, 'So shall we all meet', false);
    take('others', 1, 0, 'So shall we', false);
    expect(readable('you')).toEqual(['So shall we all meet']);
    take('others', 1, 0, 'So shall we all', false);
    expect(told.at(-1)).toMatchObject({ channel: 'you', turn: 1, text: '', final: true });
    take('you', 1, 0, 'So shall we all meet again', false);
    take('you', 1, 0, 'So shall we all meet again', true);
    expect(readable('you')).toEqual([]);
    take('others', 1, 0, 'So shall we all meet again', true);
    expect(told.filter(({ channel }) => channel === 'you')).toHaveLength(2);
  });

  it('a copy with a last word of its own is out of sight only as long as that may be the others’', async () => {
    take('others', 1, 0, 'So shall we all', false);
    take('you', 1, 0, 'So shall we all leave', true);
    expect(readable('you')).toEqual([]);
    await settle();
    expect(told.at(-1)).toMatchObject({ turn: 1, text: 'So shall we all leave', final: true });
  });

  it('what goes on with own words appears whole, under a new number, and is not hidden again', async () => {
    take('you', 1, 0, 'So shall we all', false);
    take('others', 1, 0, 'So shall we all', false);
    take('others', 1, 0, 'So shall we all', true);
    take('you', 1, 0, 'So shall we all perhaps I think not really', false);
    expect(told.at(-1)).toMatchObject({
      turn: 2,
      text: 'So shall we all perhaps I think not really',
      final: false,
    });
    take('you', 1, 0, 'So shall we all perhaps', false);
    expect(told.at(-1)).toMatchObject({ turn: 2, text: 'So shall we all perhaps', final: false });
    take('you', 1, 0, 'So shall we all perhaps I think not really', true);
    await settle();
    expect(readable('you')).toEqual(['So shall we all perhaps I think not really']);
    expect(unfinished('you')).toEqual([]);
  });

  it('a final that may still prove a copy is shown, but unfinished, for two seconds at most', async () => {
    take('you', 1, 0, question, true);
    expect(told).toMatchObject([{ turn: 1, text: question, final: false }]);
    await clock.pass(echoLimits.holdMs - 1);
    expect(told).toHaveLength(1);
    await clock.pass(1);
    expect(told.at(-1)).toMatchObject({ turn: 1, text: question, final: true });
    // Too late: what has its final stays.
    take('others', 1, 0, question, true);
    expect(readable('you')).toEqual([question]);
  });

  it('waits for nothing where the others are known until then, or nobody hears them', () => {
    take('others', 1, 0, 'Something else was said until much later than that indeed', true);
    take('you', 1, 0, 'That is not what I heard', true);
    expect(told.at(-1)).toMatchObject({ channel: 'you', final: true });
    hasOthers = false;
    take('you', 2, 9_000, 'And this is nobody’s echo', true);
    expect(told.at(-1)).toMatchObject({ channel: 'you', turn: 2, final: true });
  });

  it('keeps the order of finals: a short answer waits for the turn before it', async () => {
    take('you', 1, 0, 'This is said by me alone', true);
    take('you', 2, 4_000, 'Right.', true);
    expect(told.filter(({ final }) => final)).toEqual([]);
    expect(readable('you')).toEqual(['This is said by me alone', 'Right.']);
    await settle();
    expect(told.filter(({ final }) => final).map(({ turn }) => turn)).toEqual([1, 2]);
  });

  it('finishes what waits when captioning ends', () => {
    take('you', 1, 0, question, true);
    filter.flush();
    expect(told.at(-1)).toMatchObject({ text: question, final: true });
  });

  it('hands on a turn that came to nothing, and a correction of one that is finished', async () => {
    take('you', 1, 0, 'Hm', false);
    filter.take({ ...caption('you', 1, 0, '', true) });
    expect(told.at(-1)).toMatchObject({ turn: 1, text: '', final: true });
    take('you', 2, 5_000, 'Yes.', true);
    filter.take({ ...caption('you', 2, 5_000, 'Yes.', true), speaker: 'B' });
    expect(told.at(-1)).toMatchObject({ turn: 2, speaker: 'B' });
  });

  it('forgets what the others said long ago', () => {
    for (let turn = 1; turn <= 50; turn++) take('others', turn, turn * 60_000, question, true);
    take('you', 1, 60_000, question, true);
    expect(readable('you')).toEqual([question]);
  });
});
