// Where this console stands: one build serves a desk and the cloud, and config.json beside it says which issuer signs
// people in and where the API is.
export interface Place {
  issuer: string; // of the tokens, an OpenID Connect issuer
  client: string; // the client that people sign in with
  api: string; // where the API's paths begin
  address: string; // of the console itself; sign-ins come back to it, and it is compared to the letter
  signOut?: string; // where sign-outs go, where the issuer does not publish it (Cognito does not)
  desk?: boolean; // a desk: people without passwords, a simulated phone network
}

export async function findPlace(): Promise<Place> {
  const answer = await fetch(`${import.meta.env.BASE_URL}config.json`, { cache: "no-store" });
  if (!answer.ok) {
    throw new Error(`config.json: ${answer.status}`);
  }
  return (await answer.json()) as Place;
}
