import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contactsIn } from '../../support/network-trace';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-trace-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it.each([
  [
    'a TCP connection, finished or not',
    '7 connect(19<TCP:[2446]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16 <unfinished ...>',
    [{ protocol: 'tcp', address: '192.0.2.1', port: 443 }],
  ],
  [
    'one over IPv6',
    '7 connect(21<TCPv6:[244]>, {sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    [{ protocol: 'tcp', address: '::1', port: 9 }],
  ],
  [
    'a UDP socket that asks for a route and sends nothing',
    '7 connect(20<UDP:[24]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}, 16) = 0',
    [],
  ],
  [
    'a name asked for on a connected socket',
    '7 sendmmsg(20<UDP:[192.0.2.2:5348->192.0.2.53:53]>, [...], 2, MSG_NOSIGNAL) = 2',
    [{ protocol: 'udp', address: '192.0.2.53', port: 53 }],
  ],
  [
    'a packet to a named address',
    '7 sendmsg(22<UDP:[0.0.0.0:37903]>, {msg_name={sa_family=AF_INET, sin_port=htons(3478), sin_addr=inet_addr("192.0.2.9")}, msg_namelen=16}, 0) = 1',
    [{ protocol: 'udp', address: '192.0.2.9', port: 3478 }],
  ],
  [
    'a packet to who knows where',
    '7 sendmsg(23<UDPv6:[[::]:56523]>, {msg_name=NULL, msg_namelen=0}, 0) = 1',
    [{ protocol: 'udp', address: 'unknown', port: 0 }],
  ],
  [
    'data on an open connection, and other sockets',
    '7 sendto(9<TCP:[127.0.0.1:1->127.0.0.1:2]>, ""..., 9, 0, NULL, 0) = 9\n7 connect(20<UNIX-STREAM:[245]>, {sa_family=AF_UNIX, sun_path="/x"}, 110) = 0',
    [],
  ],
])('reads %s', (_name, line, contacts) => {
  const file = join(folder, 'trace');
  writeFileSync(file, `${line}\n`);
  expect(contactsIn(file)).toEqual(contacts);
});
