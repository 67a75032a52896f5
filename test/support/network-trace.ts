import { readFileSync } from 'node:fs';

/** An address that a traced program wanted to reach. */
export interface Contact {
  protocol: 'tcp' | 'udp';
  address: string;
  port: number;
}

/** The command that runs another one and all its children traced, their network calls written to `file`. */
export const traceCommand = (file: string): string[] => [
  'strace',
  // The tracer is a grandchild: signals and exit codes are the program's own.
  '-D',
  '-f',
  '-qq',
  '-yy',
  '--seccomp-bpf',
  '--trace=connect,sendto,sendmsg,sendmmsg',
  '--string-limit=0',
  `--output=${file}`,
];

/** e.g. `sendmmsg(20<UDP:[192.0.2.2:53482->198.51.100.1:53]>, …`: the call, the kind of socket and its ends. */
const call = /\b(connect|sendto|sendmsg|sendmmsg)\(\d+<(TCP|UDP)(?:v6)?:\[(.*?)\]>,/;
const target = [
  /sin_port=htons\((?<port>\d+)\), sin_addr=inet_addr\("(?<address>[^"]+)"\)/,
  /sin6_port=htons\((?<port>\d+)\),.*?inet_pton\(AF_INET6, "(?<address>[^"]+)"/,
];
const connected = /->\[?(?<address>[^\]]+?)\]?:(?<port>\d+)$/;

/**
 * What a traced program reached for: every TCP connection it tried, and every UDP packet it sent. A UDP socket that
 * is only connected sends nothing: that is how programs ask the system for a route.
 */
export function contactsIn(file: string): Contact[] {
  const contacts = new Map<string, Contact>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, name, kind, ends = ''] = call.exec(line) ?? [];
    if (name === undefined || (name === 'connect') !== (kind === 'TCP')) continue;
    const found = target.map((one) => one.exec(line)).find((match) => match) ?? connected.exec(ends);
    const { address = 'unknown', port = '0' } = found?.groups ?? {};
    const protocol = kind === 'TCP' ? 'tcp' : 'udp';
    contacts.set(`${protocol} ${address} ${port}`, { protocol, address, port: Number(port) });
  }
  return [...contacts.values()];
}
