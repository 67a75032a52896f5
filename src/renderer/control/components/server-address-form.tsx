import { useState } from 'react';
import { Button, Checkbox, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { problemText } from '../../../shared/locales/messages';
import { isUnencrypted, serverAddressProblem } from '../../../shared/server-address';
import type { Settings } from '../../../shared/settings';
import { useIsLocked, useSettings } from '../state/settings';
import { useText } from '../text';
import { Icon } from './icon';
import { LockNote } from './lock-note';

/** Address of the person's own server, with consent where the way there is not encrypted. */
export function ServerAddressForm(props: {
  submitLabel: string;
  /** Why the address can't be changed now. */
  lockedReason?: string | undefined;
  onSubmit: (server: Settings['selfHosted']) => void;
}) {
  const t = useText();
  const intl = useIntl();
  const saved = useSettings().selfHosted;
  const [url, setUrl] = useState(saved.url);
  const [allowInsecure, setAllowInsecure] = useState(saved.allowInsecure);
  const [submitted, setSubmitted] = useState(false);
  const problem = submitted ? serverAddressProblem({ url, allowInsecure }) : null;
  const isFixed = useIsLocked('selfHosted.url');
  const isLocked = isFixed || props.lockedReason !== undefined;

  return (
    <Form
      className="server-address"
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (serverAddressProblem({ url, allowInsecure })) return;
        props.onSubmit({ url: url.trim(), allowInsecure: allowInsecure && isUnencrypted(url) });
      }}
    >
      <TextField
        className="text-field"
        value={url}
        onChange={setUrl}
        isInvalid={problem !== null}
        isDisabled={isLocked}
        validationBehavior="aria"
        inputMode="url"
      >
        <Label className="row-label">
          {t('control.server.label')} <LockNote setting="selfHosted.url" />
        </Label>
        <div className="field-line">
          <Input className="input" placeholder={t('control.server.example')} spellCheck="false" />
          <Button type="submit" className="button primary" isDisabled={isLocked}>
            {props.submitLabel}
          </Button>
        </div>
        <Text slot="description" className="row-description">
          {props.lockedReason ?? t('control.server.description')}
        </Text>
        <FieldError className="field-error">{problem && problemText(intl, problem)}</FieldError>
      </TextField>
      {isUnencrypted(url) && !isFixed && (
        <Checkbox
          className="checkbox"
          isSelected={allowInsecure}
          onChange={setAllowInsecure}
          isDisabled={isLocked}
        >
          <span className="checkbox-box">
            <Icon name="check" />
          </span>
          <span className="row-text">
            <span className="row-label">{t('control.server.allow-insecure')}</span>
            <span className="row-description">{t('control.server.allow-insecure.description')}</span>
          </span>
        </Checkbox>
      )}
    </Form>
  );
}
