import type { ReactNode } from 'react';
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
import { useIsLocked } from '../state/settings';
import { Icon } from './icon';
import { LockNote } from './lock-note';

// A row that is given its `setting` is locked where the organisation decides it.

/** A switch with its name on the left and what it does below. */
export function SwitchRow(props: {
  setting?: SettingName;
  label: string;
  description?: string;
  isSelected: boolean;
  isDisabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  const isLocked = useIsLocked(props.setting);
  return (
    <Switch
      className="switch-row"
      isSelected={props.isSelected}
      isDisabled={isLocked || props.isDisabled === true}
      onChange={props.onChange}
    >
      <span className="row-text">
        <span className="row-label">{props.label}</span>
        {props.description && <span className="row-description">{props.description}</span>}
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
  description?: ReactNode;
  choices: readonly Choice[];
  selected: string;
  onSelect: (id: string) => void;
}) {
  const isLocked = useIsLocked(props.setting);
  return (
    <Select
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
        {props.description && (
          <Text slot="description" className="row-description">
            {props.description}
          </Text>
        )}
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
  value: number;
  min: number;
  max: number;
  step: number;
  formatOptions?: Intl.NumberFormatOptions;
  onDraft: (value: number) => void;
  onSettle: (value: number) => void;
}) {
  const isLocked = useIsLocked(props.setting);
  const single = (value: number | number[]): number =>
    Array.isArray(value) ? (value[0] ?? props.value) : value;
  return (
    <Slider
      className="slider-row"
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
      <SliderTrack className="slider-track">
        <SliderFill className="slider-fill" />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  );
}
