import { expect, it } from 'vitest';
import { readTermFile, termFileMostBytes } from '../../../../../src/renderer/control/state/term-file';

const text = '# Our team\r\nAda Lovelace\r\n\r\n  Zürich  \r\n#\r\n#sotto\r\n北京\r\n';
const terms = ['Ada Lovelace', 'Zürich', '#sotto', '北京'];

const utf8 = Buffer.from(text);
const utf16le = Buffer.from(text, 'utf16le');

it.each([
  ['UTF-8', utf8],
  ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8])],
  ['UTF-16 little-endian', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le])],
  ['UTF-16 big-endian', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16le).swap16()])],
  ['old Macintosh line ends', Buffer.from(text.replaceAll('\r\n', '\r'))],
])('reads %s, one term a line, without the notes', (_, bytes) => {
  expect(readTermFile(bytes)).toEqual({ terms });
});

it('takes commas for ends of terms too', () => {
  expect(readTermFile(Buffer.from('Ada,Grace\n"Hedy"\n'))).toEqual({ terms: ['Ada', 'Grace', 'Hedy'] });
});

it.each([
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'not-text'],
  ['UTF-16 without a mark', utf16le, 'not-text'],
  ['Latin-1', Buffer.from('Zürich', 'latin1'), 'not-text'],
  ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x41]), 'not-text'],
  ['zero bytes', Buffer.alloc(20), 'not-text'],
  ['an empty file', Buffer.alloc(0), 'no-terms'],
  ['notes alone', Buffer.from('# one\n# two\n\n'), 'no-terms'],
  ['a huge file', Buffer.alloc(termFileMostBytes + 1, 'a'), 'too-large'],
])('says what is wrong with %s', (_, bytes, problem) => {
  expect(readTermFile(bytes)).toEqual({ problem });
});
