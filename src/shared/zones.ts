/** The places a voice may be sent. One of these is in force whenever audio is captured. */
export const zoneIds = ['edge', 'us', 'eu', 'self-hosted', 'device'] as const;
export type ZoneId = (typeof zoneIds)[number];

/** What the person is promised about a zone. Label and promise texts live in the message catalogue. */
export interface Zone {
  readonly id: ZoneId;
  /** Message id of the zone's short name. */
  readonly labelKey: `zone.${ZoneId}.label`;
  /** Message id of the promise, one plain sentence. */
  readonly promiseKey: `zone.${ZoneId}.promise`;
  /** Message id of the badge's code, some letters. */
  readonly badgeKey: `zone.${ZoneId}.badge`;
  /** Streaming socket; null where the address is only known at run time (self-hosted, device). */
  readonly socketUrl: string | null;
  /** Where a temporary token for this zone is minted: always the socket's own host. */
  readonly tokenUrl: string | null;
  /** Whether a session there is opened with an AssemblyAI key. */
  readonly needsKey: boolean;
}

const assemblyAi = <Id extends ZoneId>(id: Id, host: string): Zone => ({
  id,
  labelKey: `zone.${id}.label`,
  promiseKey: `zone.${id}.promise`,
  badgeKey: `zone.${id}.badge`,
  socketUrl: `wss://${host}/v3/ws`,
  tokenUrl: `https://${host}/v3/token`,
  needsKey: true,
});

const ownServer = <Id extends ZoneId>(id: Id): Zone => ({
  id,
  labelKey: `zone.${id}.label`,
  promiseKey: `zone.${id}.promise`,
  badgeKey: `zone.${id}.badge`,
  socketUrl: null,
  tokenUrl: null,
  needsKey: false,
});

/**
 * The one table of zones (rule Z1): no other file names a host.
 * Hosts: AssemblyAI's documentation, "Endpoints and data zones".
 */
export const zones: Readonly<Record<ZoneId, Zone>> = {
  edge: assemblyAi('edge', 'streaming.assemblyai.com'),
  us: assemblyAi('us', 'streaming.us.assemblyai.com'),
  eu: assemblyAi('eu', 'streaming.eu.assemblyai.com'),
  'self-hosted': ownServer('self-hosted'),
  device: ownServer('device'),
};

/** The zone in force when the person has chosen none: this device without a key, else AssemblyAI's own default. */
export const defaultZone = (hasKey: boolean): ZoneId => (hasKey ? 'edge' : 'device');
