import type { SettingName } from '../../../shared/setting-names';
import { useIsLocked } from '../state/settings';
import { useText } from '../text';
import { Icon } from './icon';

/** Says who decided a setting that can't be changed here. Part of the control's name, so that it is read out with it. */
export function LockNote({ setting }: { setting: SettingName | undefined }) {
  const isLocked = useIsLocked(setting);
  return isLocked && <LockedMark />;
}

export function LockedMark() {
  const t = useText();
  return (
    <span className="locked">
      <Icon name="lock" />
      {t('control.locked')}
    </span>
  );
}
