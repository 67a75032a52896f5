import { useId, type ReactNode } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Slider,
  SliderFill,
  SliderOutput,
  SliderThumb,
  SliderTrack,
  Switch,
  Text,
} from 'react-aria-components';
import type { SettingName } from '../../../shared/setting-names';
import { Icon } from './icon';
import { LockNote } from './lock-note';
import { useSettingRow } from './setting-search';

// A row that is given its `setting` is locked where the organisation decides it, and isn't there where this computer can't do
// it (supported-settings.ts). Each says in one plain sentence what it does.

/** A switch with its name on the left and what it does below. */
export function SwitchRow(props: {
  setting?: SettingName;
  label: string;
  description: string;
  isSelected: boolean;
  isDisabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  const { isShown, isLocked } = useSettingRow({ ...props, words: [props.description] });
  if (!isShown) return null;
  return (
    <Switch
      data-row=""
      className="switch-row"
      isSelected={props.isSelected}
      isDisabled={isLocked || props.isDisabled === true}
      onChange={props.onChange}
    >
      <span className="row-text">
        <span className="row-label">{props.label}</span>
        <span className="row-description">{props.description}</span>
        <LockNote setting={props.setting} />
      </span>
      <span className="switch-track">
        <span className="switch-thumb" />
      </span>
    </Switch>
  );
}

export interface Choice {
  id: string;
  label: string;
  isDisabled?: boolean;
  /** Of the label, where it isn't the page's. */
  lang?: string;
}

export function SelectRow(props: {
  setting?: SettingName;
  label: string;
  description: ReactNode;
  choices: readonly Choice[];
  selected: string;
  onSelect: (id: string) => void;
}) {
  const words = [props.description, ...props.choices.map((choice) => choice.label)];
  const { isShown, isLocked } = useSettingRow({ ...props, words });
  if (!isShown) return null;
  return (
    <Select
      data-row=""
      className="select-row"
      isDisabled={isLocked}
      value={props.selected}
      onChange={(id) => {
        if (typeof id === 'string' && id !== props.selected) props.onSelect(id);
      }}
    >
      <span className="row-text">
        <Label className="row-label">
          {props.label} <LockNote setting={props.setting} />
        </Label>
        <Text slot="description" className="row-description">
          {props.description}
        </Text>
      </span>
      <Button className="select-button">
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox className="menu">
          {props.choices.map((choice) => (
            <ListBoxItem
              key={choice.id}
              id={choice.id}
              className="menu-item"
              textValue={choice.label}
              isDisabled={choice.isDisabled ?? false}
            >
              <span lang={choice.lang}>{choice.label}</span>
              <Icon name="check" />
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** A slider that reports every step to `onDraft` and the one settled on to `onSettle`. */
export function SliderRow(props: {
  setting?: SettingName;
  label: string;
  description: string;
  value: number;
  min: number;
  max: number;
  step: number;
  formatOptions?: Intl.NumberFormatOptions;
  onDraft: (value: number) => void;
  onSettle: (value: number) => void;
}) {
  const { isShown, isLocked } = useSettingRow({ ...props, words: [props.description] });
  const descriptionId = useId();
  if (!isShown) return null;
  const single = (value: number | number[]): number =>
    Array.isArray(value) ? (value[0] ?? props.value) : value;
  return (
    <Slider
      data-row=""
      className="slider-row"
      aria-describedby={descriptionId}
      isDisabled={isLocked}
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      {...(props.formatOptions && { formatOptions: props.formatOptions })}
      onChange={(value) => {
        props.onDraft(single(value));
      }}
      onChangeEnd={(value) => {
        props.onSettle(single(value));
      }}
    >
      <Label className="row-label">
        {props.label} <LockNote setting={props.setting} />
      </Label>
      <SliderOutput className="slider-output" />
      <span className="row-description" id={descriptionId}>
        {props.description}
      </span>
      <SliderTrack className="slider-track">
        <SliderFill className="slider-fill" />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  );
}
