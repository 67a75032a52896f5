import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/**
 * CA certificates a server is checked against: the runtime's, the operating system's where Node can read them
 * (22.15 and later), and a company's own from `NODE_EXTRA_CA_CERTS`. That file is read here because Electron ignores
 * the variable when its fuse for Node options is off. An unreadable file is ignored, as Node does.
 */
export const trustedCertificates = (extraCaFile: string | undefined): readonly string[] => {
  const system = 'getCACertificates' in tls ? tls.getCACertificates('system') : [];
  return [...new Set([...tls.rootCertificates, ...system, ...readCertificates(extraCaFile)])];
};

const readCertificates = (file: string | undefined): string[] => {
  if (!file) return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
};
