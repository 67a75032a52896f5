import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import type { UncheckedOptions } from '../../../../shared/option-check';
import type { SpeechModel } from '../../../../shared/speech-models';
import { SelectRow, SwitchRow } from '../../components/fields';
import { Icon } from '../../components/icon';
import { LockNote } from '../../components/lock-note';
import { SurchargeNote } from '../../components/surcharge-note';
import { useModelName } from '../../components/use-model-name';
import {
  kindState,
  piiKindIds,
  policiesFor,
  policiesOf,
  usualPiiKinds,
  withKind,
  type PiiKind,
} from '../../state/pii-kinds';
import { useIsLocked } from '../../state/settings';
import { isOffered, withoutOption } from '../../state/speech';
import { useText } from '../../text';

export interface OptionRowsProps {
  options: UncheckedOptions;
  model: SpeechModel;
  /** `label` is the setting's name. */
  change: (options: UncheckedOptions, label: string) => void;
}

const substitutes = ['hash', 'entity_name'] as const;

/** Whether personal information is taken out, which kinds, and what comes of it. */
export function PiiRows({ options, model, change }: OptionRowsProps) {
  const t = useText();
  const label = t('speech.pii.label');
  const name = useModelName();
  const offered = isOffered('redact_pii', model);
  const isOn = options['redact_pii'] === true;
  return (
    <div className="option-rows">
      <SwitchRow
        setting="speechOptions"
        label={label}
        description={offered ? t('speech.pii.description') : t('speech.pii.not-offered', { model: name })}
        isSelected={isOn}
        isDisabled={!offered}
        onChange={(on) => {
          change(
            on
              ? { redact_pii: true, redact_pii_policies: policiesFor(usualPiiKinds) }
              : withoutOption('redact_pii'),
            label,
          );
        }}
      />
      {offered && <SurchargeNote option="redact_pii" />}
      {offered && isOn && (
        <>
          <ul className="sentences row-description" aria-label={t('speech.pii.about')}>
            <li>{t('speech.pii.about.later')}</li>
            <li>{t('speech.pii.about.heard')}</li>
            <li>{t('speech.pii.about.kept')}</li>
            <li>{t('speech.pii.about.misses')}</li>
          </ul>
          <SelectRow
            setting="speechOptions"
            label={t('speech.pii.with')}
            description={t('speech.pii.with.description')}
            choices={substitutes.map((id) => ({ id, label: t(`speech.pii.with.${id}`) }))}
            selected={options['redact_pii_sub'] === 'entity_name' ? 'entity_name' : 'hash'}
            onSelect={(id) => {
              change({ redact_pii_sub: id }, t('speech.pii.with'));
            }}
          />
          <PiiKinds policies={policiesOf(options)} change={change} />
        </>
      )}
    </div>
  );
}

function PiiKinds({ policies, change }: { policies: readonly string[]; change: OptionRowsProps['change'] }) {
  const t = useText();
  const isLocked = useIsLocked('speechOptions');
  const label = t('speech.pii.kinds');
  const toggle = (kind: PiiKind, isTaken: boolean): void => {
    change({ redact_pii_policies: withKind(policies, kind, isTaken) }, label);
  };
  return (
    <CheckboxGroup
      className="option-rows"
      isDisabled={isLocked}
      value={piiKindIds.filter((kind) => kindState(policies, kind) === 'all')}
    >
      <Label className="row-label">
        {label} <LockNote setting="speechOptions" />
      </Label>
      {policies.length === 0 && <p className="row-description">{t('speech.pii.kinds.servers-choice')}</p>}
      <div className="checkbox-columns wide">
        {piiKindIds.map((kind) => (
          <Checkbox
            key={kind}
            value={kind}
            className="checkbox"
            isIndeterminate={kindState(policies, kind) === 'some'}
            onChange={(isTaken) => {
              toggle(kind, isTaken);
            }}
          >
            <span className="checkbox-box">
              <Icon name={kindState(policies, kind) === 'some' ? 'partly' : 'check'} />
            </span>
            <span>{t(`speech.pii.kind.${kind}`)}</span>
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
