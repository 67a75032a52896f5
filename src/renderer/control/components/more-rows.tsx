import { useState, type ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from './icon';
import { useSearch } from './setting-search';

/** Rows that few people want, behind a button; open while settings are searched, so that they are found too. */
export function MoreRows({ label, children }: { label: string; children: ReactNode }) {
  const { isSearching } = useSearch();
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure className="disclosure" isExpanded={isOpen || isSearching} onExpandedChange={setOpen}>
      <Heading level={3}>
        <Button slot="trigger" className="button">
          <Icon name="forward" />
          {label}
        </Button>
      </Heading>
      <DisclosurePanel className="disclosure-panel">
        <div className="disclosed-rows">{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}
