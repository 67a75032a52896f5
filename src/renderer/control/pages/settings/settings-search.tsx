import { useEffect, useRef } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { Icon } from '../../components/icon';
import { useFoundCount, useSearch } from '../../components/setting-search';
import { useCapabilities } from '../../state/computer';
import { goTo } from '../../state/route';
import { useText } from '../../text';

/** Filters the settings as it is typed into. Ctrl+F or ⌘F goes there, Escape clears it. */
export function SearchBox() {
  const t = useText();
  const { query, setQuery, isSearching } = useSearch();
  const { platform } = useCapabilities();
  const found = useFoundCount();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const isFind =
        (platform === 'darwin' ? event.metaKey : event.ctrlKey) && event.key.toLowerCase() === 'f';
      if (!isFind || event.altKey || event.shiftKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, [platform]);

  return (
    <div className="settings-search">
      <SearchField
        className="search-field"
        value={query}
        onChange={(typed) => {
          // No section is gone to any more, so that a link to it works again.
          goTo('settings');
          setQuery(typed);
        }}
      >
        <Label className="visually-hidden">{t('control.search.label')}</Label>
        <Icon name="search" />
        <Input
          ref={input}
          className="input"
          placeholder={t('control.search.label')}
          spellCheck="false"
          aria-keyshortcuts={platform === 'darwin' ? 'Meta+F' : 'Control+F'}
        />
        <Button className="button quiet icon-only search-clear" aria-label={t('control.search.clear')}>
          <Icon name="close" />
        </Button>
      </SearchField>
      <p role="status" className="search-count">
        {isSearching && t('control.search.found', { count: found })}
      </p>
    </div>
  );
}

/** Where nothing is found: what to do, and the way back. */
export function NothingFound() {
  const t = useText();
  const { query, setQuery, isSearching } = useSearch();
  const found = useFoundCount();
  if (!isSearching || found > 0) return null;
  return (
    <section className="card empty-state">
      <h2>{t('control.search.nothing.title', { query: query.trim() })}</h2>
      <p className="muted">{t('control.search.nothing.what-to-do')}</p>
      <Button
        className="button"
        onPress={() => {
          setQuery('');
        }}
      >
        {t('control.search.nothing.back')}
      </Button>
    </section>
  );
}
