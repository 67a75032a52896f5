import { zones, type ZoneId } from '../../../shared/zones';
import { useText } from '../text';

/** Short mark of a zone, the same on every surface of the app; its name is read out. */
export function ZoneBadge({ zone }: { zone: ZoneId }) {
  const t = useText();
  return (
    <span className="zone-badge" data-zone={zone} role="img" aria-label={t(zones[zone].labelKey)}>
      {t(zones[zone].badgeKey)}
    </span>
  );
}
