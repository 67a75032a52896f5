import { useSyncExternalStore } from 'react';

export const pages = ['captions', 'transcripts', 'settings', 'about'] as const;
export type PageName = (typeof pages)[number];

/** Sections of the settings page, in their order. */
export const settingsSections = [
  'zone',
  'key',
  'speech',
  'vocabulary',
  'written',
  'cost',
  'sound',
  'overlay',
  'hotkeys',
  'startup',
  'transcripts',
  'language',
  'reset',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

export interface Route {
  page: PageName;
  /** Section of the settings, or id of the transcript. */
  detail: string | null;
}

/** `#/settings/zone` → page and detail. Anything unknown is the first page. */
export function parseRoute(hash: string): Route {
  const [, name = '', detail = ''] = hash.split('/');
  const page = pages.find((known) => known === name);
  return page
    ? { page, detail: detail ? decodeURIComponent(detail) : null }
    : { page: 'captions', detail: null };
}

export const hrefOf = (page: PageName, detail?: string): string =>
  detail === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(detail)}`;

export function goTo(page: PageName, detail?: string): void {
  window.location.hash = hrefOf(page, detail);
}

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
  };
};

export const useRoute = (): Route => parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
