import { useEffect, useState } from 'react';
import { Button, Link, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { exportFormats, type ExportFormat, type Transcript } from '../../../shared/captions';
import type { Result } from '../../../shared/ipc/ipc-contract';
import { Icon } from '../components/icon';
import { ProblemNote } from '../components/problem-note';
import { ReceiptsCard } from '../components/receipts-card';
import { TranscriptEntries } from '../components/transcript-entries';
import { TranscriptMarks, useTranscriptTime } from '../components/transcript-labels';
import { useAction } from '../components/use-action';
import { useTranscriptRemoval } from '../components/use-transcript-removal';
import { goTo, hrefOf } from '../state/route';
import { exportTranscript, readTranscript } from '../state/transcripts';
import { useText } from '../text';

/** One conversation, to read, export or delete. */
export function TranscriptPage({ id }: { id: string }) {
  const t = useText();
  const timeOf = useTranscriptTime();
  const [answer, setAnswer] = useState<Result<Transcript> | null>(null);
  const [exportedTo, setExportedTo] = useState<string | null>(null);
  const exporting = useAction();
  const removal = useTranscriptRemoval();

  useEffect(() => {
    let isCurrent = true;
    void readTranscript(id).then((read) => {
      if (isCurrent) setAnswer(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [id]);

  const exportAs = async (format: ExportFormat): Promise<void> => {
    setExportedTo(null);
    const exported = await exporting.run(() => exportTranscript(id, format));
    if (exported.ok) setExportedTo(exported.value);
  };

  const transcript = answer?.ok ? answer.value : null;
  const time = transcript && timeOf(transcript.summary);
  return (
    <>
      <Link className="text-link back" href={hrefOf('transcripts')}>
        <Icon name="back" />
        {t('control.transcript.back')}
      </Link>
      <h1 tabIndex={-1}>{time?.date ?? t('control.transcript.title')}</h1>
      <ProblemNote problem={answer && !answer.ok ? answer.problem : null} />
      {transcript && (
        <>
          <div className="transcript-bar">
            <span className="muted">{time?.duration}</span>
            <TranscriptMarks summary={transcript.summary} />
            <span className="button-row end">
              <MenuTrigger>
                <Button className="button">
                  <Icon name="export" />
                  {t('control.transcript.export')}
                </Button>
                <Popover className="popover" placement="bottom end">
                  <Menu
                    className="menu"
                    onAction={(key) => {
                      const format = exportFormats.find((known) => known === key);
                      if (format) void exportAs(format);
                    }}
                  >
                    {exportFormats.map((format) => (
                      <MenuItem key={format} id={format} className="menu-item">
                        {t(`control.transcript.export.${format}`)}
                      </MenuItem>
                    ))}
                  </Menu>
                </Popover>
              </MenuTrigger>
              <Button
                className="button danger-quiet"
                onPress={() =>
                  void removal.remove(id).then((removed) => {
                    if (removed.ok) goTo('transcripts');
                  })
                }
              >
                <Icon name="trash" />
                {t('control.transcript.remove')}
              </Button>
            </span>
          </div>
          <div role="status">
            {exportedTo !== null && (
              <p className="done-note">
                <Icon name="check" />
                <span>{t('control.transcript.exported', { file: exportedTo })}</span>
              </p>
            )}
          </div>
          <ProblemNote problem={exporting.problem ?? removal.problem} />
          <article className="card">
            {transcript.entries.length === 0 ? (
              <p className="muted">{t('control.transcripts.nothing-said')}</p>
            ) : (
              <TranscriptEntries entries={transcript.entries} />
            )}
          </article>
          <ReceiptsCard id={id} />
        </>
      )}
    </>
  );
}
