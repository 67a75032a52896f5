import { useEffect, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { problemText } from '../../../../shared/locales/messages';
import type { Problem } from '../../../../shared/problems';
import type { ZoneId } from '../../../../shared/zones';
import { measureDelay, stopMeasuring, useZones } from '../../state/zones';
import { useText } from '../../text';

type Delay = 'measuring' | { ms: number } | { problem: Problem };

export interface ZoneDelays {
  /** What is known of each zone's delay. */
  notes: Partial<Record<ZoneId, ReactNode>>;
  isMeasuring: boolean;
  isMeasured: boolean;
  measure: () => void;
}

/** How long each allowed zone takes to answer, measured when asked to and no longer than the page is open. */
export function useZoneDelays(): ZoneDelays {
  const t = useText();
  const intl = useIntl();
  const { options } = useZones();
  const [delays, setDelays] = useState<Partial<Record<ZoneId, Delay>>>({});
  useEffect(() => stopMeasuring, []);

  const textOf = (delay: Delay): string => {
    if (delay === 'measuring') return t('control.zone.delay.measuring');
    if ('ms' in delay) return t('control.zone.delay.about', { ms: Math.max(1, Math.round(delay.ms)) });
    // In the problem's own words Sotto would keep trying, which it doesn't here.
    return delay.problem.code === 'zone-unreachable'
      ? t('control.zone.delay.unreachable')
      : problemText(intl, delay.problem);
  };

  const values = Object.values(delays);
  const isMeasuring = values.includes('measuring');
  return {
    notes: Object.fromEntries(
      Object.entries(delays).map(([zone, delay]) => [zone, <span className="delay">{textOf(delay)}</span>]),
    ),
    isMeasuring,
    isMeasured: values.length > 0 && !isMeasuring,
    measure: () => {
      // A zone without host needs no connection (this device), or has no address yet.
      const measured = options.filter(({ allowed, host }) => allowed && host !== '').map(({ zone }) => zone);
      setDelays(Object.fromEntries(measured.map((zone) => [zone, 'measuring'])));
      for (const zone of measured) {
        void measureDelay(zone).then((answer) => {
          const delay = answer.ok ? { ms: answer.value } : { problem: answer.problem };
          setDelays((known) => ({ ...known, [zone]: delay }));
        });
      }
    },
  };
}
