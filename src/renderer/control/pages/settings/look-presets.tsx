import type { CSSProperties } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { lookVariables } from '../../../../shared/caption-look';
import { lookPresetIds, lookPresets, presetOf } from '../../../../shared/look-presets';
import type { OverlayLook } from '../../../../shared/settings';
import { LockNote } from '../../components/lock-note';
import { useIsLocked } from '../../state/settings';
import { useText } from '../../text';

/** Letters of a sample: smaller than the preset's, and still larger where those are. */
const samplePx = (fontSizePx: number): number => Math.min(32, Math.round(fontSizePx * 0.65));

/** Whole looks, each chosen with one press; none is marked once something was changed. */
export function LookPresets({
  look,
  onChoose,
}: {
  look: OverlayLook;
  onChoose: (look: OverlayLook, name: string) => void;
}) {
  const t = useText();
  const isLocked = useIsLocked('overlay.look');
  return (
    <RadioGroup
      className="look-presets"
      aria-label={t('control.look.presets')}
      isDisabled={isLocked}
      value={presetOf(look) ?? null}
      onChange={(value) => {
        const id = lookPresetIds.find((one) => one === value);
        if (id) onChoose(lookPresets[id], t(`control.look.preset.${id}`));
      }}
    >
      <LockNote setting="overlay.look" />
      {lookPresetIds.map((id) => {
        const fontSizePx = samplePx(lookPresets[id].fontSizePx);
        const preset = { ...lookPresets[id], fontSizePx, cornerRadiusPx: 0 };
        return (
          <Radio key={id} value={id} className="look-preset">
            <span className="look-preset-ground" aria-hidden="true">
              <span
                className="look-preset-sample caption-box"
                data-edge={preset.textEdge}
                style={lookVariables(preset) as CSSProperties}
              >
                {t('control.look.preset.sample')}
              </span>
            </span>
            <span className="look-preset-name">{t(`control.look.preset.${id}`)}</span>
          </Radio>
        );
      })}
    </RadioGroup>
  );
}
