/** An authorization request -> the page that posts it by itself, as Inferno's does. */

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

export const postPage = (endpoint: string, parameters: URLSearchParams): string => {
  const inputs = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  )
  return `<!doctype html><html lang="en"><title>Authorization by POST</title>
<form method="post" action="${escape(endpoint)}">${inputs.join('')}<noscript><button>Continue</button></noscript></form>
<script>document.forms[0].submit()</script></html>`
}
