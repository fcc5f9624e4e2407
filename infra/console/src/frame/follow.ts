import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";

interface Followed {
  preventDefault(): void;
  detail: { href?: string; external?: boolean };
}

// base is what all addresses of the console begin with, without a slash at the end.
export const base = import.meta.env.BASE_URL.replace(/\/$/, "");

// useFollow returns what Cloudscape's links call: it goes there without loading the page anew. Links keep real addresses,
// so that they can be opened in another tab.
export function useFollow(): (event: Followed) => void {
  const router = useRouter();
  return useCallback(
    (event) => {
      const { href, external } = event.detail;
      if (href && !external && href.startsWith(base)) {
        event.preventDefault();
        router.history.push(href);
      }
    },
    [router],
  );
}
