import type { ReactNode } from "react";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";

interface AskingProps {
  visible: boolean;
  header: string;
  cancel: string; // what the buttons are called
  confirm: string;
  dismiss: () => void;
  go: () => unknown;
  children: ReactNode;
}

// Asking asks before something is done that is not easily taken back.
export function Asking({ visible, header, cancel, confirm, dismiss, go, children }: AskingProps) {
  return (
    <Modal
      visible={visible}
      header={header}
      onDismiss={dismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={dismiss}>
              {cancel}
            </Button>
            <Button variant="primary" onClick={() => void go()}>
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
