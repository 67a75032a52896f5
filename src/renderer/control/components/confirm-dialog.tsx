import type { ReactNode } from 'react';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../text';

/** Asks before something goes on. Escape and the pointer outside mean no. */
export function ConfirmDialog(props: {
  title: string;
  confirmLabel: string;
  cancelLabel?: string;
  /** Something is lost for good: the way back has the focus. */
  isDangerous?: boolean;
  isConfirmDisabled?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}) {
  const t = useText();
  return (
    <ModalOverlay
      className="modal-overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onCancel();
      }}
    >
      <Modal className="modal">
        <Dialog className="dialog" role={props.isDangerous ? 'alertdialog' : 'dialog'}>
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              props.onConfirm();
            }}
          >
            <Heading slot="title">{props.title}</Heading>
            <div className="dialog-body">{props.children}</div>
            <div className="button-row end">
              <Button className="button" onPress={props.onCancel} autoFocus={props.isDangerous ?? false}>
                {props.cancelLabel ?? t('control.cancel')}
              </Button>
              <Button
                type="submit"
                className={props.isDangerous ? 'button danger' : 'button primary'}
                isDisabled={props.isConfirmDisabled ?? false}
              >
                {props.confirmLabel}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
