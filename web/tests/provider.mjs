// A certified OpenID provider (node-oidc-provider) on this machine, with its own sign-in pages.
import { once } from 'node:events'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

export const SECRET = 'between-the-bank-and-its-provider'

/** Serves a provider at `port`, whose one client comes back to `redirect`; `stop` ends it. */
export async function openProvider({ port, redirect, home }) {
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'guiyi',
        client_secret: SECRET,
        redirect_uris: [redirect],
        post_logout_redirect_uris: [home],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    scopes: ['openid', 'profile'],
    cookies: { keys: ['only for this test'] },
    // Its subject is no login: that is what `preferred_username` is for, told by its user-info service alone.
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id.replace(/^staff-/, '') }) }),
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  })
  const server = createServer(provider.callback())
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    issuer,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** A port that is free just now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}
