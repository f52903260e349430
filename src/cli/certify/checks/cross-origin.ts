/** An answer -> whether a browser gives it to an app of another origin. https://hl7.org/fhir/smart-app-launch/app-launch.html#considerations-for-cross-origin-resource-sharing-cors-support */
import type { Answer, Session } from '../model.ts'
import { must } from '../verdict.ts'

/** The origin that the app's pages have. */
export const originOf = ({ target }: Session): string => new URL(target.redirectUri).origin

/** Throws Failed. */
export const mustAllowOrigin = ({ request, headers }: Answer, origin: string): void => {
  const allowed = headers.get('access-control-allow-origin')
  must(
    allowed === '*' || allowed === origin,
    `${request} with Origin ${origin} answered with Access-Control-Allow-Origin ${allowed ?? 'missing'}`,
  )
}
