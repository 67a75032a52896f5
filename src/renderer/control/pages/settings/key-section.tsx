import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { zones } from '../../../../shared/zones';
import { Card } from '../../components/card';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { KeyField } from '../../components/key-field';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';
import { useCapabilities } from '../../state/computer';
import { clearKey, keepKeyWeakly, opensCloudZones, setKey, useKeyStatus } from '../../state/key';
import { useZones } from '../../state/zones';
import { useText } from '../../text';
import { AccessCheck } from './access-check';
import { BrokerForm } from './broker-form';
import { SendWhereDialog } from './send-where-dialog';

/** The AssemblyAI key: in, replaced, out; never shown. */
export function KeySection() {
  const t = useText();
  const key = useKeyStatus();
  const { secretStore } = useCapabilities();
  const { inForce } = useZones();
  const { run, problem, pending } = useAction();
  const [entered, setEntered] = useState('');
  const [isReplacing, setReplacing] = useState(false);
  const [dialog, setDialog] = useState<'send-where' | 'remove' | null>(null);

  const askWhere = (): void => {
    if (!zones[inForce].needsKey) setDialog('send-where');
  };
  const save = async (): Promise<void> => {
    const answer = await run(() => setKey(entered));
    setEntered('');
    if (!answer.ok) return;
    setReplacing(false);
    askWhere();
  };

  return (
    <Card id="key" title={t('control.settings.key.title')} sentence={t('control.settings.key.sentence')}>
      {key.set && (
        <div className="row">
          <span className="row-text">
            <span className="row-label">{t('control.key.set', { lastFour: key.lastFour ?? '' })}</span>
            {key.kept && <span className="row-description">{t(`control.key.kept.${key.kept}`)}</span>}
          </span>
          {key.kept !== 'environment' && (
            <span className="button-row">
              {key.kept === 'memory' && secretStore === 'weak' && (
                <Button className="button" onPress={() => void run(keepKeyWeakly)}>
                  {t('control.key.keep.weakly')}
                </Button>
              )}
              <Button
                className="button"
                onPress={() => {
                  setReplacing(!isReplacing);
                }}
              >
                {t(isReplacing ? 'control.cancel' : 'control.key.replace')}
              </Button>
              <Button
                className="button"
                onPress={() => {
                  setDialog('remove');
                }}
              >
                {t('control.key.remove')}
              </Button>
            </span>
          )}
        </div>
      )}
      {(!key.set || isReplacing) && (
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (entered.trim() !== '') void save();
          }}
        >
          <KeyField value={entered} onChange={setEntered}>
            <Button type="submit" className="button primary" isDisabled={pending || entered.trim() === ''}>
              {t('control.key.save')}
            </Button>
          </KeyField>
        </Form>
      )}
      <ProblemNote problem={problem} />
      {!key.set && <BrokerForm onSet={askWhere} />}
      {opensCloudZones(key) && <AccessCheck />}

      {dialog === 'send-where' && (
        <SendWhereDialog
          onDone={() => {
            setDialog(null);
          }}
        />
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={t('control.key.remove.title')}
          confirmLabel={t('control.key.remove.confirm')}
          isDangerous
          onCancel={() => {
            setDialog(null);
          }}
          onConfirm={() => {
            setDialog(null);
            void run(clearKey);
          }}
        >
          <p>{t('control.key.remove.body')}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
