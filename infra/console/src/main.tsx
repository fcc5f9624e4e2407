import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "@tanstack/react-router";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { I18nProvider, type I18nProviderProps } from "@cloudscape-design/components/i18n";
import { answer, connect } from "./api/client";
import { problemOf } from "./api/problem";
import { ConsoleProvider, type Console } from "./frame/console";
import { startTheme } from "./frame/theme";
import { frameTexts } from "./frame/words";
import { makeRouter } from "./routes";
import { Session } from "./session/session";
import { findPlace } from "./start/place";
import { language, useLanguage, useTexts, type Language } from "./words/language";

// componentTexts are Cloudscape's own words; only those of the language in use are loaded.
async function componentTexts(of: Language): Promise<I18nProviderProps["messages"][number]> {
  return of === "de"
    ? (await import("@cloudscape-design/components/i18n/messages/all.de")).default
    : (await import("@cloudscape-design/components/i18n/messages/all.en")).default;
}

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && [0, 429, 502, 503, 504].includes(problemOf(error).status),
      refetchOnWindowFocus: true,
    },
  },
});

function App({ given, router }: { given: Console; router: ReturnType<typeof makeRouter> }) {
  const speaking = useLanguage();
  const [texts, setTexts] = useState<I18nProviderProps["messages"]>([]);
  useEffect(() => {
    void componentTexts(speaking).then((loaded) => setTexts([loaded]));
  }, [speaking]);
  return (
    <I18nProvider locale={speaking} messages={texts}>
      <QueryClientProvider client={queries}>
        <ConsoleProvider value={given}>
          <RouterProvider router={router} />
        </ConsoleProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}

// NotStarted is shown where nothing else can be: the issuer or the API is away, or the sign-in was refused.
function NotStarted({ error }: { error: unknown }) {
  const texts = useTexts(frameTexts);
  const problem = problemOf(error);
  const early = /iat|exp|nbf|clock/i.test(problem.detail);
  return (
    <main className="start">
      <h1>{texts.startFailed}</h1>
      <p>{early ? texts.clockWrong : problem.status === 0 ? `${texts.away}: ${problem.detail}` : problem.detail}</p>
      {problem.instance && <p>{texts.request(problem.instance.replace("urn:ringdown:request:", ""))}</p>}
      <p>
        <a href={import.meta.env.BASE_URL}>{texts.startAgain}</a>
      </p>
    </main>
  );
}

async function start(): Promise<void> {
  const root = createRoot(document.getElementById("console")!);
  document.documentElement.lang = language();
  startTheme();
  try {
    const place = await findPlace();
    const address = new URL(place.address);
    if (address.origin !== window.location.origin) {
      window.location.replace(address.origin + window.location.pathname + window.location.search); // localhost for 127.0.0.1
      return;
    }
    const session = new Session(place);
    const path = await session.open();
    if (path === undefined) return; // on the way to the issuer
    window.history.replaceState(null, "", path);
    const api = connect(place, session);
    const me = answer(await api.GET("/me"));
    root.render(
      <StrictMode>
        <App given={{ api, place, session, me }} router={makeRouter()} />
      </StrictMode>,
    );
  } catch (error) {
    root.render(<NotStarted error={error} />);
  }
}

void start();
