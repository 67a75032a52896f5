import { captionFonts, textAligns, textEdges, type OverlayLook } from '../../../../shared/settings';
import { speakerColour } from '../../../../shared/speaker-colours';
import { ColourRow } from '../../components/colour-row';
import { SelectRow, SliderRow, SwitchRow } from '../../components/fields';
import { useText } from '../../text';

const textSwatches = ['#ffffff', '#ffff00', '#00ffff', '#7dff7d', '#000000'];
const backgroundSwatches = ['#000000', '#1b1b3a', '#003322', '#404040', '#ffffff'];
const speakerSwatches = ['#8ecbff', '#ffc46b', '#8fe39a', '#ffabd0', '#ffffff'];
const weights = [300, 400, 600, 700, 800] as const;

const percent = { style: 'percent' } as const;
const sliders = {
  lines: { minValue: 1, maxValue: 6, step: 1 },
  fontSizePx: { minValue: 16, maxValue: 96, step: 1 },
  columns: { minValue: 20, maxValue: 100, step: 1 },
  backgroundOpacity: { minValue: 0, maxValue: 1, step: 0.05, formatOptions: percent },
  lineHeight: { minValue: 1.1, maxValue: 2, step: 0.05, formatOptions: { minimumFractionDigits: 2 } },
  cornerRadiusPx: { minValue: 0, maxValue: 32, step: 1 },
} as const satisfies Partial<Record<keyof OverlayLook, object>>;

export interface LookControlProps {
  look: OverlayLook;
  /** What a slider is being dragged to, to be shown and not yet kept. */
  onDraft: (patch: Partial<OverlayLook>) => void;
  /** `label` is the setting's name. */
  onChange: (patch: Partial<OverlayLook>, label: string) => void;
}

/** What most people want to change. */
export function BasicLookControls(props: LookControlProps) {
  return (
    <>
      <LookSlider name="fontSizePx" {...props} />
      <LookSlider name="lines" {...props} />
      <LookSlider name="backgroundOpacity" {...props} />
      <LookColour name="textColour" swatches={textSwatches} {...props} />
      <LookColour name="backgroundColour" swatches={backgroundSwatches} {...props} />
    </>
  );
}

/** Letters, rows and the colours of speakers. */
export function MoreLookControls(props: LookControlProps) {
  const t = useText();
  const { look, onChange } = props;
  return (
    <>
      <LookSelect name="font" ids={captionFonts} {...props} />
      <LookSelect name="fontWeight" ids={weights} {...props} />
      <LookSelect name="textEdge" ids={textEdges} {...props} />
      <LookSelect name="align" ids={textAligns} {...props} />
      <LookSlider name="columns" {...props} />
      <LookSlider name="lineHeight" {...props} />
      <LookSlider name="cornerRadiusPx" {...props} />
      {(['you', 'others'] as const).map((channel) => (
        <SpeakerColour key={channel} channel={channel} {...props} />
      ))}
      <SwitchRow
        setting="overlay.look.speakerColours"
        label={t('control.look.speakerColours')}
        description={t('control.look.speakerColours.description')}
        isSelected={look.speakerColours}
        onChange={(speakerColours) => {
          onChange({ speakerColours }, t('control.look.speakerColours'));
        }}
      />
    </>
  );
}

export function LookSlider({
  name,
  look,
  onDraft,
  onChange,
}: LookControlProps & { name: keyof typeof sliders }) {
  const t = useText();
  const label = t(`control.look.${name}`);
  const { minValue, maxValue, ...rest } = sliders[name];
  return (
    <SliderRow
      setting={`overlay.look.${name}`}
      label={label}
      description={t(`control.look.${name}.description`)}
      value={look[name]}
      min={minValue}
      max={maxValue}
      {...rest}
      onDraft={(value) => {
        onDraft({ [name]: value });
      }}
      onSettle={(value) => {
        onChange({ [name]: value }, label);
      }}
    />
  );
}

function LookSelect<Name extends 'font' | 'fontWeight' | 'textEdge' | 'align'>({
  name,
  ids,
  look,
  onChange,
}: LookControlProps & { name: Name; ids: readonly OverlayLook[Name][] }) {
  const t = useText();
  const label = t(`control.look.${name}`);
  return (
    <SelectRow
      setting={`overlay.look.${name}`}
      label={label}
      description={t(`control.look.${name}.description`)}
      choices={ids.map((id) => ({
        id: String(id),
        label: t(`control.look.${name}.${id}` as Parameters<typeof t>[0]),
      }))}
      selected={String(look[name])}
      onSelect={(chosen) => {
        const id = ids.find((one) => String(one) === chosen);
        if (id !== undefined) onChange({ [name]: id }, label);
      }}
    />
  );
}

function LookColour({
  name,
  swatches,
  look,
  onChange,
}: LookControlProps & { name: 'textColour' | 'backgroundColour'; swatches: readonly string[] }) {
  const t = useText();
  const label = t(`control.look.${name}`);
  return (
    <ColourRow
      setting={`overlay.look.${name}`}
      label={label}
      description={t(`control.look.${name}.description`)}
      value={look[name]}
      swatches={swatches}
      onChange={(value) => {
        onChange({ [name]: value }, label);
      }}
    />
  );
}

/** Shows the colour Sotto would choose until the person has chosen one. */
function SpeakerColour({ channel, look, onChange }: LookControlProps & { channel: 'you' | 'others' }) {
  const t = useText();
  const name = `${channel}Colour` as const;
  const label = t(`control.look.${name}`);
  return (
    <ColourRow
      setting={`overlay.look.${name}`}
      label={label}
      description={t(`control.look.${name}.description`)}
      value={speakerColour(channel, undefined, look)}
      swatches={speakerSwatches}
      onChange={(value) => {
        onChange({ [name]: value }, label);
      }}
      automatic={{
        isChosen: look[name] === null,
        choose: () => {
          onChange({ [name]: null }, label);
        },
      }}
    />
  );
}
