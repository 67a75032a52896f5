import { textModes, type Settings, type SettingsPatch } from '../../../../shared/settings';
import { SelectRow } from '../../components/fields';
import { useText } from '../../text';

interface TextRowProps {
  overlay: Settings['overlay'];
  change: (patch: SettingsPatch, label: string) => Promise<unknown>;
}

/** Whether words come at once or once they are stable. */
export function TextModeRow({ overlay, change }: TextRowProps) {
  const t = useText();
  const label = t('control.overlay.text-mode');
  return (
    <SelectRow
      setting="overlay.textMode"
      label={label}
      description={t(`control.overlay.text-mode.${overlay.textMode}.description`)}
      choices={textModes.map((id) => ({ id, label: t(`control.overlay.text-mode.${id}`) }))}
      selected={overlay.textMode}
      onSelect={(chosen) => {
        const textMode = textModes.find((mode) => mode === chosen);
        if (textMode) void change({ overlay: { textMode } }, label);
      }}
    />
  );
}

const never = 'never';
const fadeSeconds = [8, 15, 30, 60];

/** After how much silence captions fade. */
export function FadeRow({ overlay, change }: TextRowProps) {
  const t = useText();
  const label = t('control.overlay.fade');
  return (
    <SelectRow
      setting="overlay.fadeAfterS"
      label={label}
      description={t('control.overlay.fade.description')}
      choices={[
        { id: never, label: t('control.overlay.fade.never') },
        ...fadeSeconds.map((seconds) => ({
          id: String(seconds),
          label: t('control.overlay.fade.seconds', { seconds }),
        })),
      ]}
      selected={String(overlay.fadeAfterS ?? never)}
      onSelect={(chosen) => {
        void change({ overlay: { fadeAfterS: chosen === never ? null : Number(chosen) } }, label);
      }}
    />
  );
}
