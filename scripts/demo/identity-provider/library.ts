/** oidc-provider, loaded without its notice about Node versions older than 22: it works on 20.19, which the demo's own tests show. */

const { warn } = console
console.warn = () => undefined
const library = await import('oidc-provider')
console.warn = warn

export const { Provider, errors, interactionPolicy } = library
