import type { Channel } from '../../shared/audio';
import { directionOf, inEnglish, uiLanguage, type UiLanguage } from '../../shared/locales/locales';
import { createMessages } from '../../shared/locales/messages';
import type { OverlayState } from './overlay-state';

let language: UiLanguage = inEnglish;

/** The texts in the language in force. It is another object once the language has changed, so don't keep it. */
export let messages = createMessages(language);

/** Speaks the language the state asks for; to be called before it is rendered. */
export function followLanguage({ settings, languages }: Pick<OverlayState, 'settings' | 'languages'>): void {
  const wanted = uiLanguage(settings.language, languages);
  if (wanted.locale !== language.locale || wanted.formats !== language.formats) {
    language = wanted;
    messages = createMessages(wanted);
  }
  document.documentElement.lang = wanted.locale;
  document.documentElement.dir = directionOf(wanted.locale);
  document.title = messages.formatMessage({ id: 'overlay.title' });
}

/** What a speaker is called. */
export const speakerName = (channel: Channel, speaker: string | undefined): string =>
  speaker === undefined
    ? messages.formatMessage({ id: `overlay.speaker.${channel}` })
    : messages.formatMessage({ id: 'overlay.speaker.named' }, { name: speaker });
