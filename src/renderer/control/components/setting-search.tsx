import {
  createContext,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useFilter } from 'react-aria-components';
import type { SettingName } from '../../../shared/setting-names';
import { isSettingSupported } from '../../../shared/supported-settings';
import { useCapabilities } from '../state/computer';
import { useIsLocked } from '../state/settings';

// Rows and cards know by themselves whether they are searched for: one that is added is found without being listed.

/** What is found in each card, by the card's id. */
type Counts = ReadonlyMap<string, number>;

interface Search {
  /** Only there are rows settings that can be searched and put back. */
  isInSettings: boolean;
  query: string;
  setQuery: (query: string) => void;
  isSearching: boolean;
  /** Whether every word that was typed is in the text, whatever its case and accents. */
  matches: (text: string) => boolean;
  report: (card: string, count: number) => void;
}

const nothing = (): void => undefined;
/** Outside of the settings nothing is searched, and so everything shown. */
const SearchContext = createContext<Search>({
  isInSettings: false,
  query: '',
  setQuery: nothing,
  isSearching: false,
  matches: () => true,
  report: nothing,
});
const CountsContext = createContext<Counts>(new Map());

export const useSearch = (): Search => useContext(SearchContext);

/** How many settings are found. */
export const useFoundCount = (): number =>
  [...useContext(CountsContext).values()].reduce((sum, count) => sum + count, 0);

/** Searches the rows and cards in it. */
export function SettingSearch({ children }: { children: ReactNode }) {
  const [query, setQuery] = useState('');
  const [counts, setCounts] = useState<Counts>(new Map());
  const { contains } = useFilter({ sensitivity: 'base' });
  const search = useMemo(() => {
    const words = query.split(/\s+/).filter(Boolean);
    return {
      isInSettings: true,
      query,
      setQuery,
      isSearching: words.length > 0,
      matches: (text: string) => words.every((word) => contains(text, word)),
      report: (card: string, count: number) => {
        setCounts((before) => (before.get(card) === count ? before : new Map(before).set(card, count)));
      },
    };
  }, [query, contains]);
  return (
    <SearchContext value={search}>
      <CountsContext value={counts}>{children}</CountsContext>
    </SearchContext>
  );
}

interface RowFacts {
  setting: SettingName | undefined;
  isFound: boolean;
}

interface CardRows {
  /** What the card is found by; then all of it is shown. */
  text: string;
  isWhole: boolean;
  /** @returns a function that takes the row out again */
  enter: (row: string, facts: RowFacts) => () => void;
}

const CardContext = createContext<CardRows>({ text: '', isWhole: true, enter: () => nothing });

export interface CardSearch {
  /** For {@link InCard}. */
  rows: CardRows;
  isHidden: boolean;
  /** Only the rows that were found are shown, without what stands between them. */
  isFiltered: boolean;
  /** The settings of its rows. */
  settings: readonly SettingName[];
}

/** Follows the rows of a card. */
export function useCardSearch(text: string): CardSearch {
  const id = useId();
  const { isSearching, matches, report } = useSearch();
  const [facts, setFacts] = useState<ReadonlyMap<string, RowFacts>>(new Map());
  const isWhole = !isSearching || matches(text);
  const rows = useMemo(
    () => ({
      text,
      isWhole,
      enter: (row: string, next: RowFacts) => {
        setFacts((before) => new Map(before).set(row, next));
        return () => {
          setFacts((before) => {
            const after = new Map(before);
            after.delete(row);
            return after;
          });
        };
      },
    }),
    [text, isWhole],
  );
  const all = [...facts.values()];
  const foundRows = all.filter(({ isFound }) => isFound).length;
  // A card without rows counts as one setting.
  const count = isWhole ? Math.max(1, foundRows) : foundRows;
  useEffect(() => {
    report(id, count);
    return () => {
      report(id, 0);
    };
  }, [id, count, report]);
  return {
    rows,
    isHidden: count === 0,
    isFiltered: !isWhole,
    settings: all.flatMap(({ setting }) => (setting === undefined ? [] : [setting])),
  };
}

export const InCard = CardContext.Provider;

/**
 * What a row of a setting has to know: whether it is shown, that is supported on this computer and found, and whether the
 * organisation decided it.
 */
export function useSettingRow(row: {
  setting?: SettingName | undefined;
  label: string;
  /** What else it is found by. */
  words?: readonly ReactNode[];
}): { isShown: boolean; isLocked: boolean } {
  const id = useId();
  const { setting } = row;
  const { matches } = useSearch();
  const { text, isWhole, enter } = useContext(CardContext);
  const computer = useCapabilities();
  const isLocked = useIsLocked(setting);
  const isSupported = setting === undefined || isSettingSupported(setting, computer);
  const words = (row.words ?? []).filter((word) => typeof word === 'string');
  const isFound = isSupported && (isWhole || matches([text, row.label, ...words].join(' ')));
  useLayoutEffect(
    () => (isSupported ? enter(id, { setting, isFound }) : undefined),
    [enter, id, setting, isSupported, isFound],
  );
  return { isShown: isFound, isLocked };
}
