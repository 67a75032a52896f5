import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { Card } from '../../components/card';
import { Icon } from '../../components/icon';
import { KeyTermField } from '../../components/key-term-field';
import { KeyTermsList } from '../../components/key-terms-list';
import { LockNote } from '../../components/lock-note';
import { ProblemNote } from '../../components/problem-note';
import { SurchargeNote } from '../../components/surcharge-note';
import { TermReport } from '../../components/term-report';
import { useAction } from '../../components/use-action';
import { useModelName } from '../../components/use-model-name';
import { useSettingChange } from '../../components/use-setting-change';
import {
  keyTermsOf,
  mergeTerms,
  parseTerms,
  replaceTerm,
  termLimits,
  type TermMerge,
} from '../../state/key-terms';
import { currentSettings, exportKeyTerms, useIsLocked, useSettings } from '../../state/settings';
import { isOffered, useSpeechModels } from '../../state/speech';
import { readTermFile, termFileMostBytes, type TermFile } from '../../state/term-file';
import { useText } from '../../text';

type FileProblem = Extract<TermFile, { problem: string }>['problem'];
/** What is said of the last thing done. */
type Note = { merge: TermMerge } | { fileProblem: FileProblem; file: string } | { exported: string };

/** The key terms: names and words the model shall expect. */
export function VocabularySection() {
  const t = useText();
  const { speechOptions } = useSettings();
  const { inUse: model } = useSpeechModels();
  const name = useModelName();
  const isLocked = useIsLocked('speechOptions');
  const { change, problem } = useSettingChange();
  const exporting = useAction();
  const [text, setText] = useState('');
  const [changing, setChanging] = useState<string | null>(null);
  const [note, setNote] = useState<Note | null>(null);

  const offered = isOffered('keyterms_prompt', model);
  const isDisabled = isLocked || !offered;
  const terms = keyTermsOf(speechOptions);

  const choose = (term: string | null): void => {
    setChanging(term);
    setText(term ?? '');
    setNote(null);
  };
  const keep = async (next: readonly string[]): Promise<boolean> => {
    const keyterms = next.length > 0 ? [...next] : undefined;
    return (await change({ speechOptions: { keyterms_prompt: keyterms } }, t('speech.terms.label'))).ok;
  };
  /** Keeps what can be kept; what can't stays where it was typed. */
  const apply = async (merge: TermMerge, showsAll: boolean): Promise<void> => {
    if (merge.added.length > 0 && !(await keep(merge.terms))) return;
    const leftOut = [...merge.tooLong, ...merge.beyond];
    setText(leftOut.join(', '));
    if (merge.added.length > 0) setChanging(null);
    setNote(showsAll || leftOut.length + merge.present.length > 0 ? { merge } : null);
  };
  const now = (): readonly string[] => keyTermsOf(currentSettings().speechOptions);
  const submit = (): void => {
    if (changing !== null && text.trim() === changing) choose(null);
    else if (changing !== null) void apply(replaceTerm(now(), changing, text), false);
    else void apply(mergeTerms(now(), parseTerms(text)), parseTerms(text).length > 1);
  };
  const remove = (gone: readonly string[]): void => {
    if (changing !== null && gone.includes(changing)) choose(null);
    setNote(null);
    void keep(now().filter((term) => !gone.includes(term)));
  };
  const readFile = async (file: File): Promise<void> => {
    const read: TermFile =
      file.size > termFileMostBytes
        ? { problem: 'too-large' }
        : await file.arrayBuffer().then(
            (content) => readTermFile(new Uint8Array(content)),
            (): TermFile => ({ problem: 'not-text' }),
          );
    if ('problem' in read) {
      setNote({ fileProblem: read.problem, file: file.name });
      return;
    }
    const merge = mergeTerms(now(), read.terms);
    if (merge.added.length === 0 || (await keep(merge.terms))) setNote({ merge });
  };
  const save = async (): Promise<void> => {
    const saved = await exporting.run(exportKeyTerms);
    if (saved.ok && saved.value !== null) setNote({ exported: saved.value });
  };

  return (
    <Card
      id="vocabulary"
      title={t('control.settings.vocabulary.title')}
      sentence={t('control.settings.vocabulary.sentence')}
    >
      <div className="term-editor" role="group" aria-label={t('speech.terms.label')}>
        <div className="row">
          <h3 className="row-label">{t('speech.terms.label')}</h3>
          <LockNote setting="speechOptions" />
          <span className="term-count">
            {t('speech.terms.count', { count: terms.length, most: termLimits.most })}
          </span>
        </div>
        {!offered && <p className="row-description">{t('speech.not-offered', { model: name })}</p>}
        <KeyTermField
          text={text}
          onText={setText}
          isDisabled={isDisabled}
          changing={changing}
          onSubmit={submit}
          onPaste={(pasted) => void apply(mergeTerms(now(), parseTerms(pasted)), true)}
          onCancel={() => {
            choose(null);
          }}
        />
        <div role="status" aria-label={t('speech.terms.report')} className="option-notes">
          {note && <NoteText note={note} />}
        </div>
        <KeyTermsList
          terms={terms}
          isDisabled={isDisabled}
          chosen={changing}
          onChoose={choose}
          onRemove={remove}
        />
        {offered && terms.length > 0 && <SurchargeNote option="keyterms_prompt" />}
        <div className="button-row">
          <FileTrigger
            acceptedFileTypes={['.txt', '.csv', 'text/plain']}
            onSelect={(files) => {
              const file = files?.[0];
              if (file) void readFile(file);
            }}
          >
            <Button className="button" isDisabled={isDisabled}>
              {t('speech.terms.import')}
            </Button>
          </FileTrigger>
          <Button className="button" isDisabled={terms.length === 0} onPress={() => void save()}>
            {t('speech.terms.export')}
          </Button>
          <Button
            className="button danger-quiet"
            isDisabled={isDisabled || terms.length === 0}
            onPress={() => {
              remove(terms);
            }}
          >
            {t('speech.terms.remove-all')}
          </Button>
        </div>
      </div>
      <ProblemNote problem={problem ?? exporting.problem} />
    </Card>
  );
}

function NoteText({ note }: { note: Note }) {
  const t = useText();
  if ('merge' in note) return <TermReport merge={note.merge} />;
  if ('exported' in note) {
    return <p className="done-note">{t('speech.terms.exported', { file: note.exported })}</p>;
  }
  return (
    <p className="problem-note">
      <Icon name="warning" />
      <span>{t(`speech.terms.file.${note.fileProblem}`, { file: note.file })}</span>
    </p>
  );
}
