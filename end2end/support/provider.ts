// An OpenID provider by other people (npm oidc-provider), set up as a provider of the Finnish Trust
// Network for customers and as an organisation's account for staff.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import OidcProvider, { type Configuration, type JWK } from "oidc-provider";

export const LEVEL = "http://ftn.ficora.fi/2017/loa2";

/** How ID tokens are encrypted. */
export interface Encryption {
  alg: "RSA-OAEP" | "RSA-OAEP-256";
  enc: "A128CBC-HS256" | "A256CBC-HS512" | "A128GCM" | "A256GCM";
}

/** Somebody whom the provider knows. */
interface Account {
  name: string;
  code?: string;
  groups?: string[];
}

const ACCOUNTS: Record<string, Account> = {
  aino: { name: "Aino Esimerkki", code: "010170-999R" },
  sanna: { name: "Sanna Sijainen", groups: ["guides", "everybody"] },
};

function newKey(): JWK {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "RS256" };
}

export class Provider {
  readonly keys = [newKey(), newKey()];
  /** What the browser brought to the authorization endpoint, newest last. */
  readonly asked: URLSearchParams[] = [];
  /** What went wrong where it told us of somebody who signed out. */
  readonly troubles: Error[] = [];
  private handler?: (request: IncomingMessage, response: ServerResponse) => void;

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async listen(): Promise<Provider> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    const provider = new Provider(`http://127.0.0.1:${address.port}`, server);
    server.on("request", (request, response) => provider.handler?.(request, response));
    return provider;
  }

  /** Begins to serve `application`, whose public keys are `jwks`. */
  serve(application: string, jwks: { keys: JWK[] }, { alg, enc }: Encryption): void {
    const oidc = new OidcProvider(
      this.issuer,
      configuration(application, jwks, this.keys, alg, enc),
    );
    const callback = oidc.callback();
    oidc.on("backchannel.error", (_, error) => this.troubles.push(error));
    this.handler = (request, response) => {
      const address = new URL(request.url ?? "/", this.issuer);
      if (address.pathname === "/auth") this.asked.push(address.searchParams);
      const interaction = address.pathname.startsWith("/interaction/");
      if (interaction) void this.interact(oidc, address, request, response);
      else void callback(request, response);
    };
  }

  /** A page with a button for each account, and what the one who pressed it proved. */
  private async interact(
    oidc: OidcProvider,
    address: URL,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { params, session, grantId } = await oidc.interactionDetails(request, response);
    const accountId = address.searchParams.get("account") ?? session?.accountId;
    if (!address.searchParams.has("account")) {
      const buttons = Object.entries(ACCOUNTS).map(
        ([id, { name }]) => `<p><a href="${address.pathname}?account=${id}">${name}</a></p>`,
      );
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<!doctype html><title>Outside provider</title>${buttons.join("")}`);
      return;
    }
    if (!accountId) throw new Error("nobody");
    const known = grantId ? await oidc.Grant.find(grantId) : undefined;
    const grant = known ?? new oidc.Grant({ accountId, clientId: `${params["client_id"]}` });
    grant.addOIDCScope("openid hetu staff");
    const login = { accountId, acr: LEVEL, amr: ["mfa"], remember: true };
    const result = { login, consent: { grantId: await grant.save() } };
    await oidc.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  /** From now on the other key signs; both were published all the time. */
  rotate(): void {
    this.keys.reverse();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}

function configuration(
  application: string,
  jwks: { keys: JWK[] },
  keys: JWK[],
  alg: string,
  enc: string,
): Configuration {
  const encs = ["A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM"] as const;
  return {
    jwks: { keys },
    clients: [
      {
        client_id: "luotsi",
        redirect_uris: [`${application}/sign-in/verkosto/callback`],
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "RS256",
        jwks,
        request_object_signing_alg: "RS256",
        require_signed_request_object: true,
        require_auth_time: true,
        id_token_signed_response_alg: "RS256",
        id_token_encrypted_response_alg: alg,
        id_token_encrypted_response_enc: enc,
      } as never,
      {
        client_id: "luotsi-staff",
        client_secret: "not-a-secret-on-this-machine",
        redirect_uris: [`${application}/sign-in/tili/callback`],
        post_logout_redirect_uris: [`${application}/signed-out`],
        backchannel_logout_uri: `${application}/sign-in/tili/signed-out`,
        backchannel_logout_session_required: true,
        require_auth_time: true,
      },
    ],
    claims: {
      openid: ["sub", "acr", "amr"],
      hetu: ["name", "urn:oid:1.2.246.21"],
      staff: ["name", "groups"],
    },
    scopes: ["openid", "hetu", "staff"],
    conformIdTokenClaims: false,
    acrValues: [LEVEL],
    extraParams: ["ftn_spname"],
    features: {
      devInteractions: { enabled: false },
      encryption: { enabled: true },
      requestObjects: { enabled: true },
      backchannelLogout: { enabled: true },
    },
    enabledJWA: {
      idTokenEncryptionAlgValues: ["RSA-OAEP", "RSA-OAEP-256"],
      idTokenEncryptionEncValues: [...encs],
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => {
      const account = ACCOUNTS[id];
      if (!account) return undefined;
      const { name, code, groups } = account;
      const claims = { sub: id, name, groups, "urn:oid:1.2.246.21": code };
      return { accountId: id, claims: () => claims };
    },
    // It asks nobody on its own machine otherwise, and the application is there.
    fetch: (url, { dispatcher: _, ...options }: RequestInit & { dispatcher?: unknown } = {}) =>
      fetch(url, options),
    cookies: { keys: [randomUUID()] },
  };
}
