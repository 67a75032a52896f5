import { useEffect, useEffectEvent } from 'react';
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useIntl } from 'react-intl';
import { problemText } from '../../../shared/locales/messages';
import { useCapabilities } from '../state/computer';
import { latestToast, showToast, toasts, type ToastContent as Content } from '../state/toasts';
import { useText } from '../text';
import { Icon } from './icon';

const textFields = 'textarea, input:not([type=radio], [type=checkbox], [type=range])';

/** Where changes are told and can be taken back. */
export function Toasts() {
  const t = useText();
  const intl = useIntl();
  const { platform } = useCapabilities();
  const undo = async (content: Content, key: string): Promise<void> => {
    toasts.close(key);
    const answer = await content.undo?.();
    if (answer && !answer.ok) showToast({ text: problemText(intl, answer.problem) });
  };
  // In a text field the keys take back what was typed.
  const undoByKeys = useEffectEvent((event: KeyboardEvent) => {
    const isUndo = (platform === 'darwin' ? event.metaKey : event.ctrlKey) && event.key.toLowerCase() === 'z';
    const isTyping = event.target instanceof Element && event.target.matches(textFields);
    const toast = latestToast();
    if (!isUndo || event.shiftKey || event.altKey || isTyping || !toast?.content.undo) return;
    event.preventDefault();
    void undo(toast.content, toast.key);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      undoByKeys(event);
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, []);
  return (
    <ToastRegion queue={toasts} className="toast-region" aria-label={t('control.toast.region')}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent className="toast-content">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button
              className="button toast-undo"
              aria-keyshortcuts={platform === 'darwin' ? 'Meta+Z' : 'Control+Z'}
              onPress={() => void undo(toast.content, toast.key)}
            >
              {t('control.toast.undo')}
            </Button>
          )}
          <Button slot="close" className="button quiet icon-only" aria-label={t('control.toast.close')}>
            <Icon name="close" />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
