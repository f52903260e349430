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

/** `client` wants the user to sign in; `failed` after a wrong name or password. Both forms post to the page's own address. */
export const renderLoginPage = (realm: Realm, users: readonly DemoUser[], client: string, failed: boolean): string =>
  renderPage(
    realm.title,
    `<p>The application <strong>${escape(client)}</strong> asks you to sign in, and gets what it asked for when you do.
This is a demonstration: all people here are made up.</p>
${failed ? '<p class="fault" role="alert">There is no user of that name and password.</p>' : ''}
<h2 id="users">Sign in as</h2>
<form method="post" aria-labelledby="users">
<input type="hidden" name="password" value="demo">
<ul style="list-style: none; padding: 0">
${users.map(renderUser).join('\n')}
</ul>
</form>
<h2 id="other">Or with name and password</h2>
<form method="post" aria-labelledby="other">
<label for="username">Name</label>
<input id="username" name="username" autocomplete="username" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
</form>`,
  )

/** An error that cannot be sent back to the application. */
export const renderErrorPage = (error: string, description: string): string =>
  renderPage(
    'That did not work',
    `<p class="fault" role="alert"><strong>${escape(error)}</strong> ${escape(description)}</p>`,
  )
