import { useEffect } from 'react';
import { SettingSearch, useSearch } from '../../components/setting-search';
import { useRoute } from '../../state/route';
import { useText } from '../../text';
import { CostSection } from './cost-section';
import { HotkeysSection } from './hotkeys-section';
import { KeySection } from './key-section';
import { LanguageSection } from './language-section';
import { OverlaySection } from './overlay-section';
import { ResetSection } from './reset-section';
import { NothingFound, SearchBox } from './settings-search';
import { SoundSection } from './sound-section';
import { SpeechSection } from './speech-section';
import { StartupSection } from './startup-section';
import { TranscriptsSection } from './transcripts-section';
import { VocabularySection } from './vocabulary-section';
import { WrittenSection } from './written-section';
import { ZoneSection } from './zone-section';

export function SettingsPage() {
  return (
    <SettingSearch>
      <Sections />
    </SettingSearch>
  );
}

function Sections() {
  const t = useText();
  const { detail } = useRoute();
  const { isSearching, setQuery } = useSearch();

  // A link to a section takes sight and focus there, and ends a search that may hide it.
  useEffect(() => {
    if (detail !== null) setQuery('');
  }, [detail, setQuery]);
  useEffect(() => {
    if (detail === null || isSearching) return;
    const section = document.getElementById(detail);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, [detail, isSearching]);

  return (
    <>
      <h1 tabIndex={-1}>{t('control.nav.settings')}</h1>
      <SearchBox />
      <ZoneSection />
      <KeySection />
      <SpeechSection />
      <VocabularySection />
      <WrittenSection />
      <CostSection />
      <SoundSection />
      <OverlaySection />
      <HotkeysSection />
      <StartupSection />
      <TranscriptsSection />
      <LanguageSection />
      <ResetSection />
      <NothingFound />
    </>
  );
}
