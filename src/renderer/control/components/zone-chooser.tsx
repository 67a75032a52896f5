import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { ZoneOption } from '../../../shared/ipc/ipc-schema';
import { zones, type ZoneId } from '../../../shared/zones';
import { useText } from '../text';
import { Icon } from './icon';
import { ZoneBadge } from './zone-badge';

/** The zones with what each promises and the host it means; those a policy forbids are shown locked. */
export function ZoneChooser(props: {
  label: string;
  options: readonly ZoneOption[];
  value: ZoneId | null;
  /** What else is to be said of a zone. */
  notes?: Partial<Record<ZoneId, ReactNode>>;
  onChange: (zone: ZoneId) => void;
}) {
  const t = useText();
  return (
    <RadioGroup
      className="zone-chooser"
      aria-label={props.label}
      value={props.value}
      onChange={(value) => {
        const chosen = props.options.find((option) => option.zone === value);
        if (chosen) props.onChange(chosen.zone);
      }}
    >
      {props.options.map(({ zone, allowed, host }) => (
        <Radio key={zone} value={zone} className="zone-option" isDisabled={!allowed}>
          <span className="radio-dot" />
          <span className="row-text">
            <span className="row-label">{t(zones[zone].labelKey)}</span>
            <span className="row-description">{t(zones[zone].promiseKey)}</span>
            {host && <span className="host">{host}</span>}
            {props.notes?.[zone]}
            {!allowed && (
              <span className="locked">
                <Icon name="lock" />
                {t('control.zone.locked')}
              </span>
            )}
          </span>
          <ZoneBadge zone={zone} />
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** What needs no account comes first for a person who has none. */
export const orderZones = (options: readonly ZoneOption[], hasAccess: boolean): ZoneOption[] =>
  hasAccess
    ? [...options]
    : options.toSorted((a, b) => Number(b.zone === 'device') - Number(a.zone === 'device'));
