import { Button } from 'react-aria-components';
import { useText } from '../../text';

/** Back and on, in the same place on each step. */
export function StepButtons(props: {
  back?: () => void;
  next: () => void;
  nextLabel: string;
  isNextDisabled?: boolean;
}) {
  const t = useText();
  return (
    <div className="button-row step-buttons">
      {props.back && (
        <Button className="button" onPress={props.back}>
          {t('control.first-run.back')}
        </Button>
      )}
      <Button className="button primary" onPress={props.next} isDisabled={props.isNextDisabled ?? false}>
        {props.nextLabel}
      </Button>
    </div>
  );
}
