import type { ReactNode } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { useCapabilities } from '../state/computer';
import { useText } from '../text';

/** Where a key is typed. It goes to main and never comes back; what is typed is never shown. */
export function KeyField(props: {
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
  children?: ReactNode;
}) {
  const t = useText();
  const { secretStore } = useCapabilities();
  return (
    <TextField
      className="text-field"
      type="password"
      autoComplete="off"
      value={props.value}
      onChange={props.onChange}
      maxLength={200}
      autoFocus={props.autoFocus ?? false}
    >
      <Label className="row-label">{t('control.key.label')}</Label>
      <div className="field-line">
        <Input className="input" spellCheck="false" />
        {props.children}
      </div>
      <Text slot="description" className="row-description">
        {t(`control.key.kept-note.${secretStore}`)}
      </Text>
    </TextField>
  );
}
