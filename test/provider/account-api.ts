/** A person who is signed in in a browser -> a consent of theirs withdrawn, by the requests that Keycloak's account console makes. */
import * as oauth from 'openid-client'
import type { Browser } from '../../scripts/demo/identity-provider/browser.ts'

const client = 'account-console'

/** The console is an app of its own, and gets its token silently in the session. */
const getToken = async (issuer: string, browser: Browser): Promise<string> => {
  const redirect_uri = `${issuer}/account/`
  const options = { execute: [oauth.allowInsecureRequests] }
  const configuration = await oauth.discovery(new URL(issuer), client, undefined, oauth.None(), options)
  const pkceCodeVerifier = oauth.randomPKCECodeVerifier()
  const code_challenge = await oauth.calculatePKCECodeChallenge(pkceCodeVerifier)
  const pkce = { code_challenge, code_challenge_method: 'S256' }
  const url = oauth.buildAuthorizationUrl(configuration, { redirect_uri, scope: 'openid', prompt: 'none', ...pkce })
  const back = (await browser.request(url)).headers.get('location') ?? ''
  return (await oauth.authorizationCodeGrant(configuration, new URL(back), { pkceCodeVerifier })).access_token
}

/** Of the app `of`. Rejects when the person is not signed in, or has not consented to it. */
export const withdrawByAccountApi = async (issuer: string, browser: Browser, of: string): Promise<void> => {
  const headers = { authorization: `Bearer ${await getToken(issuer, browser)}`, accept: 'application/json' }
  const url = `${issuer}/account/applications/${encodeURIComponent(of)}/consent`
  const { status } = await fetch(url, { method: 'DELETE', headers })
  if (status !== 204) throw new Error(`the account API answered with status ${status}`)
}
