import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { problemText } from '../../../../shared/locales/messages';
import { tokenBrokerProblem } from '../../../../shared/token-broker-address';
import { LockedMark, LockNote } from '../../components/lock-note';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { setBroker, useKeyStatus } from '../../state/key';
import { useIsLocked } from '../../state/settings';
import { useText } from '../../text';

/** Address of the organisation's token service, instead of a key. */
export function BrokerForm({ onSet }: { onSet: () => void }) {
  const t = useText();
  const intl = useIntl();
  const { broker } = useKeyStatus();
  const isLocked = useIsLocked('tokenBroker');
  const { run, problem, pending } = useAction();
  const [url, setUrl] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const invalid = submitted ? tokenBrokerProblem(url.trim()) : null;

  const save = async (): Promise<void> => {
    setSubmitted(true);
    if (tokenBrokerProblem(url.trim())) return;
    const answer = await run(() => setBroker(url.trim()));
    if (!answer.ok) return;
    setUrl('');
    setSubmitted(false);
    onSet();
  };

  if (broker) {
    return (
      <>
        <div className="row">
          <span className="row-text">
            <span className="row-label">{t('control.broker.set')}</span>
            <span className="host">{broker.url}</span>
            {(broker.locked || isLocked) && <LockedMark />}
          </span>
          {!broker.locked && !isLocked && (
            <Button className="button" isDisabled={pending} onPress={() => void run(() => setBroker(''))}>
              {t('control.broker.remove')}
            </Button>
          )}
        </div>
        <ProblemNote problem={problem} />
      </>
    );
  }
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        className="text-field"
        value={url}
        onChange={setUrl}
        isInvalid={invalid !== null}
        isDisabled={isLocked}
        validationBehavior="aria"
        inputMode="url"
        maxLength={2000}
      >
        <Label className="row-label">{t('control.broker.label')}</Label>
        <LockNote setting="tokenBroker" />
        <div className="field-line">
          <Input className="input" placeholder={t('control.broker.example')} spellCheck="false" />
          <Button type="submit" className="button" isDisabled={pending || url.trim() === ''}>
            {t('control.broker.use')}
          </Button>
        </div>
        <Text slot="description" className="row-description">
          {t('control.broker.description')}
        </Text>
        <FieldError className="field-error">{invalid && problemText(intl, invalid)}</FieldError>
      </TextField>
      <ProblemNote problem={problem} />
    </Form>
  );
}
