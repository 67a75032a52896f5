import type { UncheckedOptions } from '../../../shared/option-check';

/** The API's 65 kinds of personal information (`piiPolicies`), gathered into what a person thinks of. */
export const piiKinds = {
  names: ['person_name'],
  contact: ['email_address', 'ip_address', 'phone_number', 'url', 'username'],
  places: [
    'location',
    'location_address',
    'location_address_street',
    'location_city',
    'location_coordinate',
    'location_country',
    'location_state',
    'location_zip',
  ],
  identity: [
    'drivers_license',
    'healthcare_number',
    'passport_number',
    'password',
    'us_social_security_number',
    'vehicle_id',
  ],
  money: [
    'account_number',
    'banking_information',
    'credit_card_cvv',
    'credit_card_expiration',
    'credit_card_number',
  ],
  health: [
    'blood_type',
    'drug',
    'injury',
    'medical_code',
    'medical_condition',
    'medical_process',
    'organization_medical_facility',
  ],
  person: [
    'date_of_birth',
    'gender',
    'gender_sexuality',
    'language',
    'marital_status',
    'nationality',
    'occupation',
    'person_age',
    'physical_attribute',
    'political_affiliation',
    'religion',
    'sexuality',
    'zodiac_sign',
  ],
  work: ['corporate_action', 'event', 'filename', 'organization', 'organization_id', 'product', 'project'],
  times: ['date', 'date_interval', 'day', 'duration', 'month', 'time', 'year'],
  figures: ['effect', 'financial_metric', 'money_amount', 'number_sequence', 'statistics', 'trend'],
} as const satisfies Record<string, readonly string[]>;

export type PiiKind = keyof typeof piiKinds;
export const piiKindIds = Object.keys(piiKinds) as PiiKind[];

/** Taken out when a person first asks for it: all that points to somebody. The rest would take the sense out of most talk. */
export const usualPiiKinds: readonly PiiKind[] = [
  'names',
  'contact',
  'places',
  'identity',
  'money',
  'health',
  'person',
];

/** The policies asked for; none means that the server chooses. */
export const policiesOf = ({ redact_pii_policies: policies }: UncheckedOptions): readonly string[] =>
  Array.isArray(policies) ? policies.filter((one): one is string => typeof one === 'string') : [];

export const policiesFor = (kinds: readonly PiiKind[]): string[] =>
  kinds.flatMap((kind): readonly string[] => piiKinds[kind]);

/** How much of a kind is taken out; the settings file may name a part of one. */
export function kindState(policies: readonly string[], kind: PiiKind): 'all' | 'some' | 'none' {
  const taken = piiKinds[kind].filter((policy) => policies.includes(policy)).length;
  return taken === piiKinds[kind].length ? 'all' : taken > 0 ? 'some' : 'none';
}

/** The policies with a kind taken in or out; undefined where none is left, and the server chooses. */
export function withKind(policies: readonly string[], kind: PiiKind, isTaken: boolean): string[] | undefined {
  const mine: readonly string[] = piiKinds[kind];
  const rest = policies.filter((policy) => !mine.includes(policy));
  const next = isTaken ? [...rest, ...mine] : rest;
  return next.length > 0 ? next : undefined;
}
