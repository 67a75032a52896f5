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
  /** Short code for the badge on the overlay and in the tray. */
  readonly badge: string;
  /** Streaming socket; null where the address is only known at run time (self-hosted, device). */
  readonly socketUrl: string | null;
  /** Where a temporary token for this zone is minted: always the socket's own host. */
  readonly tokenUrl: string | null;
  /** Whether a session there is opened with an AssemblyAI key. */
  readonly needsKey: boolean;
}

const assemblyAi = <Id extends ZoneId>(id: Id, badge: string, host: string): Zone => ({
  id,
  labelKey: `zone.${id}.label`,
  promiseKey: `zone.${id}.promise`,
  badge,
  socketUrl: `wss://${host}/v3/ws`,
  tokenUrl: `https://${host}/v3/token`,
  needsKey: true,
});

const ownServer = <Id extends ZoneId>(id: Id, badge: string): Zone => ({
  id,
  labelKey: `zone.${id}.label`,
  promiseKey: `zone.${id}.promise`,
  badge,
  socketUrl: null,
  tokenUrl: null,
  needsKey: false,
});

/**
 * The one table of zones (rule Z1): no other file names a host.
 * Hosts: AssemblyAI's documentation, "Endpoints and data zones".
 */
export const zones: Readonly<Record<ZoneId, Zone>> = {
  edge: assemblyAi('edge', 'EDGE', 'streaming.assemblyai.com'),
  us: assemblyAi('us', 'US', 'streaming.us.assemblyai.com'),
  eu: assemblyAi('eu', 'EU', 'streaming.eu.assemblyai.com'),
  'self-hosted': ownServer('self-hosted', 'OWN'),
  device: ownServer('device', 'DEVICE'),
};

/** The zone in force when the person has chosen none: this device without a key, else AssemblyAI's own default. */
export const defaultZone = (hasKey: boolean): ZoneId => (hasKey ? 'edge' : 'device');
