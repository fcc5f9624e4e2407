import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";

// More stands below a list that has a further page.
export function More({ text, loading, go }: { text: string; loading?: boolean; go: () => unknown }) {
  return (
    <Box textAlign="center">
      <Button loading={loading} onClick={() => void go()}>
        {text}
      </Button>
    </Box>
  );
}
