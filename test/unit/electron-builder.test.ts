import { readFileSync } from 'node:fs';
import { Ajv, type AnySchemaObject } from 'ajv';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const config = load(read('electron-builder.yml')) as Record<string, unknown>;
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(read('node_modules/app-builder-lib/scheme.json')) as AnySchemaObject,
);

it("holds to electron-builder's schema", () => {
  validate(config);
  expect(validate.errors).toBeNull();
});

it('is refused with a misspelt key, so the check above can fail', () => {
  expect(validate({ ...config, electronFuzes: {} })).toBe(false);
});

it('states every fuse', () => {
  const schema = JSON.parse(read('node_modules/app-builder-lib/scheme.json')) as {
    definitions: { FuseOptionsV1: { properties: object } };
  };
  expect(Object.keys(config['electronFuses'] as object).sort()).toEqual(
    Object.keys(schema.definitions.FuseOptionsV1.properties).sort(),
  );
});

it('leaves no way to run the installed app as something else', () => {
  expect(config['electronFuses']).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});
