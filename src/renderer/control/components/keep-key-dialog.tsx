import { answerKeepKey, useKeepKeyQuestion } from '../state/key';
import { useText } from '../text';
import { ConfirmDialog } from './confirm-dialog';

/** Asks, wherever a key was just entered, whether to keep it although this computer can protect it only weakly. */
export function KeepKeyDialog() {
  const t = useText();
  if (!useKeepKeyQuestion()) return null;
  return (
    <ConfirmDialog
      title={t('control.key.keep.title')}
      confirmLabel={t('control.key.keep.weakly')}
      cancelLabel={t('control.key.keep.memory')}
      onConfirm={() => {
        answerKeepKey(true);
      }}
      onCancel={() => {
        answerKeepKey(false);
      }}
    >
      <p>{t('control.key.keep.body')}</p>
    </ConfirmDialog>
  );
}
