import { InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from "oidc-client-ts";
import { isKept } from "../start/storage";
import type { Place } from "../start/place";

// Session is a person's sign-in: an authorization code with PKCE at the place's issuer. Tokens stand in sessionStorage,
// which ends with the tab; where it is denied, in memory, which ends with the page.
export class Session {
  private readonly manager: UserManager;
  private readonly listeners = new Set<(ended: boolean) => void>();
  private user: User | null = null;
  ended = false;

  constructor(private readonly place: Place) {
    const store = new WebStorageStateStore({ store: isKept ? window.sessionStorage : new InMemoryWebStorage() });
    this.manager = new UserManager({
      authority: place.issuer,
      client_id: place.client,
      redirect_uri: place.address,
      post_logout_redirect_uri: place.address,
      response_type: "code",
      scope: "openid",
      userStore: store,
      stateStore: store,
      automaticSilentRenew: true,
      monitorSession: false,
      loadUserInfo: false,
    });
    this.manager.events.addUserLoaded((user) => this.take(user));
    this.manager.events.addSilentRenewError(() => this.expire());
    this.manager.events.addAccessTokenExpired(() => this.expire());
  }

  // open returns the path to show, once somebody is signed in; until then the browser is on its way to the issuer, and it
  // returns nothing. A refusal of the issuer is thrown.
  async open(): Promise<string | undefined> {
    const asked = new URLSearchParams(window.location.search);
    if (asked.has("state") && (asked.has("code") || asked.has("error"))) {
      const user = await this.manager.signinRedirectCallback();
      this.take(user);
      const path = (user.state as { path?: string } | undefined)?.path ?? "";
      return path.startsWith(import.meta.env.BASE_URL) ? path : import.meta.env.BASE_URL;
    }
    const here = window.location.pathname + window.location.search + window.location.hash;
    const user = await this.manager.getUser();
    if (user && !user.expired) {
      this.take(user);
      return here;
    }
    await this.signIn(here);
    return undefined;
  }

  // signIn leaves the page; the path is where the person comes back to.
  async signIn(path = window.location.pathname + window.location.search): Promise<void> {
    await this.manager.signinRedirect({ state: { path } });
  }

  async signOut(): Promise<void> {
    await this.manager.removeUser();
    if (this.place.signOut) {
      window.location.assign(this.place.signOut);
    } else {
      await this.manager.signoutRedirect();
    }
  }

  get token(): string | undefined {
    return this.user?.access_token;
  }

  // expire says that the API or the issuer no longer take the sign-in. Nothing on the page is thrown away.
  expire(): void {
    this.tell(true);
  }

  onChange(listener: (ended: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private take(user: User): void {
    this.user = user;
    this.tell(false);
  }

  private tell(ended: boolean): void {
    this.ended = ended;
    this.listeners.forEach((listener) => listener(ended));
  }
}
