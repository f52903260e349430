/** A request to log out -> the session's end, at once for an app that shows its ID token, else after a question. https://openid.net/specs/openid-connect-rpinitiated-1_0.html */
import type { KoaContextWithOIDC } from 'oidc-provider'
import { sessionCookie } from './cookies.ts'
import { renderLogoutPage } from './pages.ts'
import type { Place } from './place.ts'

/** oidc-provider asks always. */
export const createLogoutSource = (place: Place) => async (ctx: KoaContextWithOIDC, form: string) => {
  if (ctx.oidc.entities.IdTokenHint === undefined) ctx.body = renderLogoutPage(place.realm, form)
}

const endSession = async (place: Place, ctx: KoaContextWithOIDC): Promise<void> => {
  const { session, provider } = ctx.oidc
  await session?.destroy()
  ctx.cookies.set(provider.cookieName('session'), null, { ...sessionCookie(place.name), overwrite: true })
}

const readSession = (hint: unknown): string => {
  const { payload } = hint as { readonly payload: Readonly<Record<string, unknown>> }
  return String(payload['sid'])
}

const backTo = (ctx: KoaContextWithOIDC): string => {
  const { post_logout_redirect_uri: uri, state } = ctx.oidc.params ?? {}
  if (typeof uri !== 'string') return ctx.oidc.urlFor('end_session_success')
  const url = new URL(uri)
  if (typeof state === 'string') url.searchParams.set('state', state)
  return url.href
}

/** To be run after the provider, which has checked the hint and the address by then. The browser may have lost its cookie: the hint names the session. */
export const finishLogout = async (place: Place, ctx: KoaContextWithOIDC): Promise<void> => {
  const hint = ctx.oidc.entities.IdTokenHint
  if (hint === undefined || ctx.status !== 200) return
  const session = await ctx.oidc.provider.Session.findByUid(readSession(hint))
  await session?.destroy()
  place.ledger.endSession(readSession(hint))
  await endSession(place, ctx)
  ctx.redirect(backTo(ctx))
}
