import { useEffect, useState } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { useIntl } from 'react-intl';
import type { Result } from '../../../shared/ipc/ipc-contract';
import type { ConversationReceipts, SessionReceipt } from '../../../shared/session-receipt';
import { zones } from '../../../shared/zones';
import { exportReceipts, readReceipts } from '../state/transcripts';
import { useText } from '../text';
import { Card } from './card';
import { Icon } from './icon';
import { ProblemNote } from './problem-note';
import { useAction } from './use-action';
import { ZoneBadge } from './zone-badge';

/** The receipts of a conversation in plain words, each with its details, and whether the file was tampered with. */
export function ReceiptsCard({ id }: { id: string }) {
  const t = useText();
  const [answer, setAnswer] = useState<Result<ConversationReceipts> | null>(null);
  const [exportedTo, setExportedTo] = useState<string | null>(null);
  const { run, problem, pending } = useAction();

  useEffect(() => {
    let isCurrent = true;
    void readReceipts(id).then((read) => {
      if (isCurrent) setAnswer(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [id]);

  const save = async (): Promise<void> => {
    setExportedTo(null);
    const exported = await run(() => exportReceipts(id));
    if (exported.ok) setExportedTo(exported.value);
  };

  if (!answer) return null;
  const { receipts, chain } = answer.ok ? answer.value : { receipts: [], chain: null };
  return (
    <Card id="receipts" title={t('control.receipts.title')} sentence={t('control.receipts.sentence')}>
      <ProblemNote problem={answer.ok ? problem : answer.problem} />
      {answer.ok && receipts.length === 0 && <p className="muted">{t('control.receipts.none')}</p>}
      {receipts.length > 0 && (
        <ol className="receipts">
          {receipts.map((receipt, index) => (
            <Receipt key={index} receipt={receipt} />
          ))}
        </ol>
      )}
      {chain && receipts.length > 0 && (
        <p className={chain.state === 'broken' ? 'problem-note' : 'chain-note muted'}>
          <Icon name={chain.state === 'intact' ? 'check' : 'warning'} />
          <span>
            {t(
              `control.receipts.chain.${chain.state}`,
              chain.state === 'broken' ? { line: chain.line } : undefined,
            )}
          </span>
        </p>
      )}
      {receipts.length > 0 && (
        <div className="button-row">
          <Button className="button" isDisabled={pending} onPress={() => void save()}>
            <Icon name="export" />
            {t('control.receipts.export')}
          </Button>
        </div>
      )}
      <div role="status">
        {exportedTo !== null && (
          <p className="done-note">
            <Icon name="check" />
            <span>{t('control.transcript.exported', { file: exportedTo })}</span>
          </p>
        )}
      </div>
    </Card>
  );
}

function Receipt({ receipt }: { receipt: SessionReceipt }) {
  const t = useText();
  const intl = useIntl();
  const { zone, channel, audioMsSent, audioBytesSent, beganAt, endedAt, endReason } = receipt;
  const clock = (at: string): string => intl.formatTime(at, { timeStyle: 'medium' });
  return (
    <li className="receipt">
      <p className="receipt-place">
        <ZoneBadge zone={zone} />
        <span className="row-label">
          {t('control.receipts.sent', {
            channel: t(`control.source.${channel}`),
            seconds: audioMsSent / 1000,
            kilobytes: Math.round(audioBytesSent / 1000),
            place: t(zones[zone].labelKey),
          })}
        </span>
      </p>
      <p className="row-description">
        {endedAt === undefined
          ? t('control.receipts.times-open', { began: clock(beganAt) })
          : t('control.receipts.times', {
              began: clock(beganAt),
              ended: clock(endedAt),
              reason:
                endReason === 'Termination'
                  ? t('control.receipts.ended-well')
                  : t('control.receipts.ended-by', { reason: endReason ?? '' }),
            })}
      </p>
      <Disclosure className="disclosure">
        <Button slot="trigger" className="button quiet">
          <Icon name="forward" />
          {t('control.receipts.details')}
        </Button>
        <DisclosurePanel>
          <ReceiptDetails receipt={receipt} />
        </DisclosurePanel>
      </Disclosure>
    </li>
  );
}

const details = [
  'host',
  'remoteAddress',
  'tlsVersion',
  'certificateFingerprint',
  'sessionId',
  'model',
  'appVersion',
] as const;

function ReceiptDetails({ receipt }: { receipt: SessionReceipt }) {
  const t = useText();
  return (
    <dl className="receipt-details">
      {details.map((name) => {
        const value =
          name === 'tlsVersion' ? (receipt.tlsVersion ?? t('control.receipts.not-encrypted')) : receipt[name];
        return (
          value !== undefined && (
            <div key={name}>
              <dt>{t(`control.receipts.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          )
        );
      })}
    </dl>
  );
}
