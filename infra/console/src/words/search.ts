import { useCallback } from "react";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { base } from "../frame/follow";

// useSearch keeps what a page is filtered by in its address, so that it can be sent to somebody and survives a reload.
export function useSearch(): [URLSearchParams, (change: Record<string, string | undefined>) => void] {
  const router = useRouter();
  const text = useRouterState({ select: (state) => state.location.searchStr });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const change = useCallback(
    (by: Record<string, string | undefined>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(by)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      router.history.replace((path.startsWith(base) ? path : base + path) + (query ? `?${query}` : ""));
    },
    [router, path],
  );
  return [new URLSearchParams(text), change];
}
