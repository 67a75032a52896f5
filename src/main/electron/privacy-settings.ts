import { shell, systemPreferences } from 'electron';
import type { SourceState } from '../../shared/ipc/ipc-schema';

/**
 * The OS's pages for what Sotto may hear. On macOS the computer's sound is under Screen & System Audio Recording; on
 * Windows nothing needs allowing, but only the default output is heard, so it is the mixer.
 */
const pages = {
  microphone: {
    darwin: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
    win32: 'ms-settings:privacy-microphone',
  },
  systemAudio: {
    darwin: 'x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture',
    win32: 'ms-settings:apps-volume',
  },
} satisfies Record<string, Partial<Record<NodeJS.Platform, string>>>;

/** Opens the page, where this system has one. */
export async function openPrivacySettings(of: keyof typeof pages): Promise<undefined> {
  const page = (pages[of] as Partial<Record<NodeJS.Platform, string>>)[process.platform];
  if (page !== undefined) await shell.openExternal(page);
}

/** A microphone that the system doesn't let Sotto have may end or fall silent like a broken one: only main can tell. */
export function withSystemAccess(state: SourceState): SourceState {
  const isAskable = process.platform === 'darwin' || process.platform === 'win32';
  if (!isAskable || state.channel !== 'you' || state.problem === undefined) return state;
  return systemPreferences.getMediaAccessStatus('microphone') === 'denied'
    ? { ...state, problem: 'microphone-denied' }
    : state;
}
