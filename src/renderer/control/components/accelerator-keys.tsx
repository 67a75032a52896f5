import { Keyboard } from 'react-aria-components';
import { acceleratorKeys } from '../state/accelerator';
import { useCapabilities } from '../state/computer';

/** A key combination as keycaps. */
export function AcceleratorKeys({ accelerator }: { accelerator: string }) {
  const { platform } = useCapabilities();
  return (
    <span className="keys" dir="ltr">
      {acceleratorKeys(accelerator, platform).map((key) => (
        <Keyboard key={key}>{key}</Keyboard>
      ))}
    </span>
  );
}
