/** What the demo identity provider shows to people -> HTML. */
import type { DemoUser, Realm } from './users.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-width: 26rem; margin: 3rem auto; padding: 0 1rem }
  button, input { box-sizing: border-box; width: 100%; font: inherit; padding: .6rem .8rem; margin: .25rem 0 }
  button { cursor: pointer; text-align: left; border: 1px solid GrayText; border-radius: .4rem }
  button strong { display: block }
  label { display: block; margin-top: .5rem }
  .fault { border-left: .3rem solid #c33; padding-left: .8rem }`

const renderPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body><main>
<h1>${escape(title)}</h1>
${body}
</main></body>
</html>`

const renderUser = (user: DemoUser): string =>
  `<li><button name="username" value="${escape(user.name)}"><strong>${escape(user.name)}</strong> ${escape(user.title)}</button></li>`

/** The first form is the one to type into, so that it is the first that a program finds, too. Both post to the page's own address. */
export const renderLoginPage = (realm: Realm, users: readonly DemoUser[], client: string, failed: boolean): string =>
  renderPage(
    realm.title,
    `<p>Sign in to go on to <strong>${escape(client)}</strong>. This is a demonstration: all people here are made up.</p>
${failed ? '<p class="fault" role="alert">There is no user of that name and password.</p>' : ''}
<h2 id="other">Name and password</h2>
<form method="post" aria-labelledby="other">
<label for="username">Name</label>
<input id="username" name="username" autocomplete="username" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
</form>
<h2 id="users">Or sign in as</h2>
<form method="post" aria-labelledby="users">
<input type="hidden" name="password" value="demo">
<ul style="list-style: none; padding: 0">
${users.map(renderUser).join('\n')}
</ul>
</form>`,
  )

/** Asked once for each app: what is shared was chosen on the front door's own page before. The answer is posted to the page's own address. */
export const renderConsentPage = (realm: Realm, client: string): string =>
  renderPage(
    realm.title,
    `<p>Do you want <strong>${escape(client)}</strong> to have this access?</p>
<ul><li>The health records that you chose to share on the page before</li></ul>
<form method="post">
<button name="accept" value="yes">Yes</button>
<button name="cancel" value="no">No</button>
</form>`,
  )

export interface ListedConsent {
  readonly client: string
  readonly name: string
  readonly since: Date
}

const renderConsent = ({ client, name, since }: ListedConsent, secret: string): string =>
  `<li><strong>${escape(name)}</strong>, since ${since.toISOString().slice(0, 10)}
<form method="post"><input type="hidden" name="csrf" value="${escape(secret)}">
<input type="hidden" name="client" value="${escape(client)}">
<button aria-label="Remove access of ${escape(name)}">Remove access</button></form></li>`

/** The apps that have the person's consent, each with a form that withdraws it. */
export const renderAccountPage = (
  realm: Realm,
  user: DemoUser,
  consents: readonly ListedConsent[],
  secret: string,
): string =>
  renderPage(
    `${realm.title}: your account`,
    `<p>Signed in as ${escape(user.firstName)} ${escape(user.lastName)} (${escape(user.name)}).</p>
<h2>Applications with access</h2>
${
  consents.length === 0
    ? '<p>No application has access to your records.</p>'
    : `<ul>${consents.map((consent) => renderConsent(consent, secret)).join('\n')}</ul>`
}`,
  )

/** `form` is oidc-provider's own, without a button. */
export const renderLogoutPage = (realm: Realm, form: string): string =>
  renderPage(
    realm.title,
    `<p>Do you want to sign out?</p>
${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  )

export const renderLoggedOutPage = (realm: Realm): string => renderPage(realm.title, '<p>You are signed out.</p>')

/** An error that cannot be sent back to the application. */
export const renderErrorPage = (realm: Realm, error: string, description: string): string =>
  renderPage(realm.title, `<p class="fault" role="alert"><strong>${escape(error)}</strong> ${escape(description)}</p>`)
