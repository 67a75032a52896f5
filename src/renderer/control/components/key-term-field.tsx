import { useRef } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { isTooLong, parseTerms, termLimits } from '../state/key-terms';
import { useText } from '../text';

/** Where terms are typed or pasted, and where a chosen one is changed. */
export function KeyTermField(props: {
  text: string;
  onText: (text: string) => void;
  isDisabled: boolean;
  /** The term that is being changed; null while new ones are added. */
  changing: string | null;
  onSubmit: () => void;
  /** A list that was pasted: everything at once, as it was copied. */
  onPaste: (text: string) => void;
  onCancel: () => void;
}) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const { text, changing, isDisabled } = props;
  const [only, ...others] = parseTerms(text);
  const tooLong = only !== undefined && others.length === 0 && isTooLong(only);
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') props.onSubmit();
        input.current?.focus();
      }}
    >
      <TextField
        className="text-field"
        value={text}
        onChange={props.onText}
        isDisabled={isDisabled}
        isInvalid={tooLong}
        validationBehavior="aria"
        autoComplete="off"
        onKeyDown={(event) => {
          if (event.key === 'Escape' && changing !== null) props.onCancel();
          else event.continuePropagation();
        }}
      >
        <Label className="row-label">
          {changing === null ? t('speech.terms.new') : t('speech.terms.change', { term: changing })}
        </Label>
        <div className="field-line">
          <Input
            ref={input}
            className="input"
            spellCheck="false"
            dir="auto"
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text/plain');
              if (changing !== null || parseTerms(pasted).length < 2) return;
              // A field of one line would run the lines together.
              event.preventDefault();
              props.onPaste(pasted);
            }}
          />
          <Button className="button" type="submit" isDisabled={isDisabled || text.trim() === ''}>
            {t(changing === null ? 'speech.terms.add' : 'speech.terms.save')}
          </Button>
          {changing !== null && (
            <Button className="button quiet" onPress={props.onCancel}>
              {t('speech.terms.cancel')}
            </Button>
          )}
        </div>
        <Text slot="description" className="row-description">
          {t('speech.terms.description', { longest: termLimits.longest })}
        </Text>
        <FieldError className="field-error">
          {t('speech.terms.too-long', {
            term: only ?? '',
            length: only?.length ?? 0,
            longest: termLimits.longest,
          })}
        </FieldError>
      </TextField>
    </Form>
  );
}
