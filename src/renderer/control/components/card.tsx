import { useId, useRef, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { settingAt, type SettingName } from '../../../shared/setting-names';
import { defaultSettings } from '../../../shared/settings';
import { resetPatch } from '../state/reset-patch';
import { usePolicyLimits, useSettings } from '../state/settings';
import { useText } from '../text';
import { ProblemNote } from './problem-note';
import { InCard, useCardSearch, useSearch } from './setting-search';
import { useSettingChange } from './use-setting-change';

/** A titled group with one sentence that says what it is for. Settings of its rows can be put back together. */
export function Card({
  title,
  sentence,
  id,
  words = [],
  resets = [],
  children,
}: {
  title: string;
  sentence?: string;
  id?: string;
  /** What else it is found by in the settings. */
  words?: readonly string[];
  /** What “Reset this group” puts back beside the settings of its rows. */
  resets?: readonly SettingName[];
  children: ReactNode;
}) {
  const titleId = useId();
  const header = useRef<HTMLHeadingElement>(null);
  const { isInSettings } = useSearch();
  const { rows, isHidden, isFiltered, settings } = useCardSearch([title, sentence, ...words].join(' '));
  return (
    <section
      className="card"
      aria-labelledby={titleId}
      id={id}
      hidden={isHidden}
      {...(isFiltered && { 'data-filtered': '' })}
    >
      <header className="card-header">
        <h2 id={titleId} tabIndex={-1} ref={header}>
          {title}
        </h2>
        {sentence && <p className="muted">{sentence}</p>}
        {isInSettings && (
          <GroupReset
            title={title}
            settings={[...settings.filter((name) => !isShared(name)), ...resets]}
            onReset={() => header.current?.focus()}
          />
        )}
      </header>
      <InCard value={rows}>{children}</InCard>
    </section>
  );
}

/** A record may hold what other groups show: only a card that names its entries puts them back. */
const isShared = (name: SettingName): boolean => {
  const initial = settingAt(defaultSettings, name);
  return typeof initial === 'object' && initial !== null && Object.keys(initial).length === 0;
};

/** Puts a group of settings back to how Sotto came; there while any of them was changed. */
function GroupReset(props: { title: string; settings: readonly SettingName[]; onReset: () => void }) {
  const t = useText();
  const settings = useSettings();
  const { locked } = usePolicyLimits();
  const { change, problem } = useSettingChange();
  const patch = resetPatch(settings, props.settings, locked);
  return (
    <>
      {patch && (
        <Button
          className="button quiet group-reset"
          aria-label={t('control.reset.group.named', { group: props.title })}
          onPress={() => {
            // The button goes with what it puts back.
            props.onReset();
            void change(patch, props.title, 'control.reset.group.done');
          }}
        >
          {t('control.reset.group')}
        </Button>
      )}
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
