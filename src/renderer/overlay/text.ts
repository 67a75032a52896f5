import type { Channel } from '../../shared/audio';
import { createMessages } from '../../shared/locales/messages';

export const messages = createMessages();

/** What a speaker is called. */
export const speakerName = (channel: Channel, speaker: string | undefined): string =>
  speaker === undefined
    ? messages.formatMessage({ id: `overlay.speaker.${channel}` })
    : messages.formatMessage({ id: 'overlay.speaker.named' }, { name: speaker });
