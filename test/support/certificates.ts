import { generate } from 'selfsigned';

export interface Authority {
  /** PEM of the authority itself, to be trusted by the client under test. */
  ca: string;
  /** Issues a certificate for these names (and for 127.0.0.1 if asked); `expired` is one that was good until yesterday. */
  issue(names: readonly string[], expired?: boolean): Promise<{ key: string; cert: string }>;
}

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);

/** A certificate authority that lives as long as the test. */
export const createAuthority = async (name = 'Sotto test authority'): Promise<Authority> => {
  const root = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    ca: root.cert,
    issue: async (names, expired = false) => {
      const leaf = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
        keyType: 'ec',
        algorithm: 'sha256',
        ca: { key: root.private, cert: root.cert },
        ...(expired && { notBeforeDate: daysAgo(30), notAfterDate: daysAgo(1) }),
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: names.map((name) =>
              /^[\d.]+$/.test(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
            ),
          },
        ],
      });
      return { key: leaf.private, cert: leaf.cert };
    },
  };
};
