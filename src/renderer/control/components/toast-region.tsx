import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useIntl } from 'react-intl';
import { problemText } from '../../../shared/locales/messages';
import { showToast, toasts, type ToastContent as Content } from '../state/toasts';
import { useText } from '../text';
import { Icon } from './icon';

/** Where changes are told and can be taken back. */
export function Toasts() {
  const t = useText();
  const intl = useIntl();
  const undo = async (content: Content, key: string): Promise<void> => {
    toasts.close(key);
    const answer = await content.undo?.();
    if (answer && !answer.ok) showToast({ text: problemText(intl, answer.problem) });
  };
  return (
    <ToastRegion queue={toasts} className="toast-region" aria-label={t('control.toast.region')}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent className="toast-content">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo && (
            <Button className="button toast-undo" onPress={() => void undo(toast.content, toast.key)}>
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
