import { useId } from 'react';
import {
  Button,
  ColorField,
  ColorSwatch,
  ColorSwatchPicker,
  ColorSwatchPickerItem,
  FieldError,
  Input,
  Label,
  parseColor,
} from 'react-aria-components';
import type { SettingName } from '../../../shared/setting-names';
import { useText } from '../text';
import { LockNote } from './lock-note';
import { useSettingRow } from './setting-search';

/** A colour `#rrggbb`: the usual ones as swatches, any other as its code. */
export function ColourRow(props: {
  setting?: SettingName;
  label: string;
  description: string;
  value: string;
  swatches: readonly string[];
  onChange: (colour: string) => void;
  /** For a colour that is chosen by itself until a person chooses one. */
  automatic?: { isChosen: boolean; choose: () => void };
}) {
  const t = useText();
  const { isShown, isLocked } = useSettingRow({ ...props, words: [props.description] });
  const descriptionId = useId();
  if (!isShown) return null;
  return (
    <div
      data-row=""
      className="row colour-row"
      role="group"
      aria-label={props.label}
      aria-describedby={descriptionId}
    >
      <span className="row-text">
        <span className="row-label" aria-hidden="true">
          {props.label}
        </span>
        <span className="row-description" id={descriptionId}>
          {props.description}
        </span>
        <LockNote setting={props.setting} />
      </span>
      {props.automatic && (
        <Button
          className="button"
          aria-label={t('control.colour.automatic', { setting: props.label })}
          isDisabled={isLocked || props.automatic.isChosen}
          onPress={props.automatic.choose}
        >
          {t('control.colour.automatic.short')}
        </Button>
      )}
      <ColorSwatchPicker
        className="swatches"
        aria-label={t('control.colour.swatches', { setting: props.label })}
        value={props.value}
        onChange={(colour) => {
          const hex = colour.toString('hex').toLowerCase();
          if (hex !== props.value.toLowerCase()) props.onChange(hex);
        }}
      >
        {props.swatches.map((swatch) => (
          <ColorSwatchPickerItem key={swatch} color={swatch} className="swatch" isDisabled={isLocked}>
            <ColorSwatch className="swatch-colour" />
          </ColorSwatchPickerItem>
        ))}
      </ColorSwatchPicker>
      <ColorField
        className="colour-field"
        isDisabled={isLocked}
        value={parseColor(props.value)}
        onChange={(colour) => {
          const hex = colour?.toString('hex').toLowerCase();
          if (hex !== undefined && hex !== props.value.toLowerCase()) props.onChange(hex);
        }}
      >
        <Label className="visually-hidden">{t('control.colour.code', { setting: props.label })}</Label>
        <Input className="input" spellCheck="false" />
        <FieldError className="field-error" />
      </ColorField>
    </div>
  );
}
